package dev.ize.tck.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.StoreMigration;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoreUnusableException;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.memory.InMemoryProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of a store of two changes from memory to memory. */
@Timeout(60)
final class StoreMigrationTest {
    private static final StorePath FILE = StorePath.of("/file");
    private static final StorePath LATER = StorePath.of("/later");

    @TempDir
    Path directory;

    private Point newest = new Point(BranchId.MAIN, 0);

    @BeforeEach
    void makeStore() {
        try (FileSystemStorage storage = open(source())) {
            create(storage, FILE);
            storage.fork("side", storage.mainBranch().head());
            create(storage, LATER);
            storage.sync();
            newest = storage.mainBranch().head().point();
        }
    }

    @Test
    void storeIsTheSameInItsNewPlaceAndGoesOnThere() throws IOException {
        StoreMigration.Summary summary = migrate(UnaryOperator.identity());

        assertThat(summary.records()).isGreaterThan(10);
        assertThat(summary.bytes()).isGreaterThan(summary.records());
        assertThat(properties(target())).isEqualTo(properties(source()));
        try (FileSystemStorage storage = open(target())) {
            Branch main = storage.mainBranch();
            assertThat(main.head().point()).isEqualTo(newest);
            assertThat(main.head().find(LATER)).isPresent();
            assertThat(storage.branch("side").head().find(LATER)).isEmpty();
            create(storage, StorePath.of("/next"));
        }
    }

    @Test
    void newPlaceNoticesALossOfWhatCameFromTheOld() {
        migrate(UnaryOperator.identity());
        loseTheNewestChange(target());

        assertThatThrownBy(() -> open(target())).isInstanceOf(LostChangesException.class);
    }

    @Test
    void storeThatHasLostAChangeIsNotMigrated() {
        loseTheNewestChange(source());

        assertThatThrownBy(() -> migrate(UnaryOperator.identity())).isInstanceOf(LostChangesException.class);
        assertThat(target()).doesNotExist();
    }

    @Test
    void storeThatIsOpenIsNotMigrated() {
        try (FileSystemStorage storage = open(source())) {
            assertThatThrownBy(() -> migrate(UnaryOperator.identity())).isInstanceOf(StoreLockedException.class);
            assertThat(storage.mainBranch().head().point()).isEqualTo(newest);
        }
    }

    @Test
    void copyThatLacksARecordBecomesNoStore() {
        assertThatThrownBy(() -> migrate(Forgetful::new))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("begin anew");

        assertThatThrownBy(() -> open(target())).isInstanceOf(StoreUnusableException.class);
        assertThatThrownBy(() -> migrate(UnaryOperator.identity())).isInstanceOf(CorruptStoreException.class);
    }

    /** An engine that makes everything durable but one record, of which the heads of branches show nothing. */
    private static final class Forgetful extends ForwardingEngine {
        Forgetful(Engine right) {
            super(right);
        }

        @Override
        public void sync() {
            WriteBatch batch = new WriteBatch();
            batch.delete(Keyspaces.NODES, Keys.firstRoot());
            write(batch, Durability.SYNC);
            super.sync();
        }
    }

    private StoreMigration.Summary migrate(UnaryOperator<Engine> wrapping) {
        EngineProvider memory = new InMemoryProvider();
        EngineProvider to = new ForwardingProvider(memory, wrapping);
        return new StoreMigration(source(), memory, to, memory.defaultOptions()).migrate(target(), Progress.NONE);
    }

    /** Deletes the record that ends the change with the highest seq, as if the engine had lost it. */
    private void loseTheNewestChange(Path store) {
        InMemoryProvider memory = new InMemoryProvider();
        try (Engine engine = memory.openEngine(
                store.resolve("data"), Keyspaces.ALL, EngineAccess.READ_WRITE, memory.defaultOptions())) {
            WriteBatch batch = new WriteBatch();
            batch.delete(Keyspaces.OPERATIONS, Keys.operation(newest.branch().value(), newest.sequence()));
            engine.write(batch, Durability.SYNC);
        }
    }

    private static String properties(Path store) throws IOException {
        return Files.readString(store.resolve("ize.properties"));
    }

    private Path source() {
        return directory.resolve("source");
    }

    private Path target() {
        return directory.resolve("target");
    }

    private static void create(FileSystemStorage storage, StorePath path) {
        storage.mainBranch()
                .apply(Change.by("tester").create(path, Content.of("x")).build());
    }

    private static FileSystemStorage open(Path store) {
        return new InMemoryProvider()
                .open(store, StorageOptions.builder().backend("memory").build());
    }
}
