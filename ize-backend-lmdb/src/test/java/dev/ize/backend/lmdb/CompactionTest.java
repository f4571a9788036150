package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.BLOBS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compaction takes the place of the data file whole or not at all. */
final class CompactionTest {
    @TempDir
    Path directory;

    @Test
    void leftoverOfACompactionThatCrashedIsRemovedAtOpen() throws IOException {
        try (LmdbEngine engine = Fixture.open(directory)) {
            Fixture.put(engine, "key", bytes("value"));
        }
        Path leftover = Files.createDirectory(directory.resolve("compact"));
        Files.writeString(leftover.resolve("data.mdb"), "half a file");

        try (LmdbEngine engine = Fixture.open(directory)) {
            assertThat(leftover).doesNotExist();
            assertThat(Fixture.get(engine, "key")).isEqualTo(bytes("value"));
        }
    }

    @Test
    void compactionIsRefusedWhileASnapshotIsOpenAndLeavesNothing() {
        LmdbOptions impatient = LmdbOptions.defaults().withGrowthTimeoutMillis(100);
        try (LmdbEngine engine = Fixture.open(directory, impatient)) {
            Fixture.put(engine, "key", bytes("value"));

            try (EngineSnapshot held = engine.snapshot()) {
                assertThatThrownBy(() -> engine.compact(EngineProgress.NONE))
                        .isInstanceOf(WriteRefusedException.class)
                        .hasMessageContaining("snapshots=1 waitedMillis=100");
                assertThat(held.get(BLOBS, bytes("key"))).isNull();
            }

            assertThat(directory.resolve("compact")).doesNotExist();
            Fixture.put(engine, "other", bytes("value"));
            engine.compact(EngineProgress.NONE);
            assertThat(Fixture.get(engine, "other")).isEqualTo(bytes("value"));
        }
    }

    /** A map that had grown is as large as the options say after a compaction, and grows again. */
    @Test
    void mapGrowsAgainAfterACompaction() {
        LmdbOptions tiny = LmdbOptions.defaults().withMapBytes(LmdbOptions.MIN_MAP_BYTES);
        try (LmdbEngine engine = Fixture.open(directory, tiny)) {
            Fixture.put(engine, "first", new byte[3 << 20]);

            engine.compact(EngineProgress.NONE);
            Fixture.put(engine, "second", new byte[20 << 20]);

            assertThat(Fixture.get(engine, "first")).hasSize(3 << 20);
            assertThat(Fixture.get(engine, "second")).hasSize(20 << 20);
        }
    }
}
