package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.KEYSPACES;
import static dev.ize.backend.mvstore.Engines.records;
import static dev.ize.backend.mvstore.Engines.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadOnlyTest {
    @TempDir
    Path directory;

    /** The ring says that none of the commits is durable, and nobody may say otherwise. */
    @Test
    void commitsOfAnEngineThatWasNotClosedAreSeen() throws IOException {
        Path original = Files.createDirectory(directory.resolve("original"));
        Path killed = Files.createDirectory(directory.resolve("killed"));
        try (MvStoreEngine engine = Engines.open(original)) {
            for (int i = 0; i < 50; i++) {
                write(engine, "key" + i, "value");
            }
            Files.copy(original.resolve(StoreDirectory.DATA_FILE), killed.resolve(StoreDirectory.DATA_FILE));
        }
        byte[] before = Files.readAllBytes(killed.resolve(StoreDirectory.DATA_FILE));

        try (MvStoreEngine engine =
                MvStoreEngine.open(killed, KEYSPACES, EngineAccess.READ_ONLY, MvStoreOptions.defaults())) {
            assertThat(records(engine)).hasSize(50);
        }

        assertThat(Files.readAllBytes(killed.resolve(StoreDirectory.DATA_FILE))).isEqualTo(before);
    }
}
