package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorageProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class VerifyTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Workspace work;

    VerifyTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void record() throws IOException {
        work = Workspace.make(temporary, backend);
        LocalFiles.write(work.tree, "docs/a.txt", "alpha".repeat(1000));
        LocalFiles.write(work.tree, "b.txt", "beta");
        work.ize("record", "tree").done();
    }

    @Test
    void soundStoreIsSaidToBeSound() {
        CommandRun full = work.ize("verify").done();
        CommandRun quick = work.ize("verify", "--quick").done();

        assertThat(full.lines()).hasSize(2);
        assertThat(full.lines().get(0)).startsWith("Checked 1 branch, ").contains("operations", "on disk");
        assertThat(full.lines().get(1)).isEqualTo("Nothing is wrong.");
        assertThat(quick.lines().get(1)).isEqualTo("Nothing is wrong.");
        assertThat(work.ize("verify", "--quiet").done().out()).isEmpty();
    }

    @Test
    void damagedContentIsALineWithItsFileAndTheExitCodeOfADifference() {
        damageContent();

        CommandRun run = work.ize("verify");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(0)).matches("damaged-content  /docs/a.txt main:@\\d+  Content does not match.*");
        assertThat(run.lines().get(2)).isEqualTo("1 finding.");
        assertThat(work.ize("verify", "--quick").done().lines()).hasSize(2);
    }

    @Test
    void findingsAndCountsCanBeReadByScripts() {
        damageContent();

        CommandRun run = work.ize("verify", "--json");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(0))
                .startsWith("{\"kind\":\"damaged-content\"")
                .contains("\"places\":[{\"path\":\"/docs/a.txt\",\"branch\":\"main\",\"sequence\":");
        assertThat(run.lines().get(1)).startsWith("{\"found\":1,\"repaired\":0,\"sound\":false,\"checked\":{");
    }

    @Test
    void repairPutsRightWhatFollowsFromTheRest() {
        damage((snapshot, batch) -> {
            try (Cursor cursor = snapshot.cursor(Keyspaces.ENTRIES, new byte[0], null)) {
                boolean live = false;
                while (!live && cursor.next()) {
                    live = cursor.key()[Long.BYTES] == Keys.LIVE;
                }
                assertThat(live).isTrue();
                batch.delete(Keyspaces.ENTRIES, cursor.key());
            }
        });
        assertThat(work.ize("verify").code()).isEqualTo(ExitCode.DIFFERENCE);

        CommandRun repair = work.ize("verify", "--repair").done();

        assertThat(repair.lines().get(0)).startsWith("wrong-listing  /").endsWith("Repaired.");
        assertThat(repair.lines().get(2)).isEqualTo("1 finding, 1 repaired.");
        assertThat(work.ize("verify").done().lines()).hasSize(2);
    }

    /** Changes the last byte of the newest stored object. */
    private void damageContent() {
        damage((snapshot, batch) -> {
            try (Cursor cursor = snapshot.cursor(Keyspaces.CONTENT, new byte[0], null)) {
                assertThat(cursor.previous()).isTrue();
                byte[] value = cursor.value();
                value[value.length - 1] ^= 1;
                batch.put(Keyspaces.CONTENT, cursor.key(), value);
            }
        });
    }

    /** Changes records behind the storage's back. */
    private void damage(BiConsumer<EngineSnapshot, WriteBatch> change) {
        EngineProvider provider = ServiceLoader.load(FileSystemStorageProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.id().equals(backend))
                .map(EngineProvider.class::cast)
                .findFirst()
                .orElseThrow();
        try (Engine engine = provider.openEngine(
                work.store().resolve("data"), Keyspaces.ALL, EngineAccess.READ_WRITE, provider.defaultOptions())) {
            WriteBatch batch = new WriteBatch();
            try (EngineSnapshot snapshot = engine.snapshot()) {
                change.accept(snapshot, batch);
            }
            engine.write(batch, Durability.SYNC);
        }
    }
}
