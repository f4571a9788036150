package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.read;
import static dev.ize.backend.mvstore.Engines.records;
import static dev.ize.backend.mvstore.Engines.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compaction takes the place of the data file whole or not at all, and snapshots keep the file before it. */
final class CompactionTest {
    @TempDir
    Path directory;

    @Test
    void draftOfACompactionThatCrashedIsRemovedAtOpen() throws IOException {
        try (MvStoreEngine engine = Engines.open(directory)) {
            write(engine, "key", "value");
        }
        Path draft = Files.writeString(directory.resolve(StoreDirectory.DRAFT_FILE), "half a file");

        try (MvStoreEngine engine = Engines.open(directory)) {
            assertThat(draft).doesNotExist();
            assertThat(read(engine, "key")).isEqualTo("value");
        }
    }

    @Test
    void snapshotReadsOnThroughTwoCompactions() {
        try (MvStoreEngine engine = Engines.open(directory)) {
            for (int i = 0; i < 2_000; i++) {
                write(engine, "key" + i % 100, "value" + i);
            }
            try (EngineSnapshot held = engine.snapshot()) {
                TreeMap<String, String> before = new TreeMap<>(records(held));
                engine.compact(EngineProgress.NONE);
                write(engine, "key1", "later");
                engine.compact(EngineProgress.NONE);

                assertThat(records(held)).isEqualTo(before);
                assertThat(read(engine, "key1")).isEqualTo("later");
            }
            assertThat(records(engine)).hasSize(100);
        }
    }

    @Test
    void compactionThatIsCancelledHalfwayLeavesTheFile() {
        try (MvStoreEngine engine = Engines.open(directory)) {
            for (int i = 0; i < 200; i++) {
                write(engine, "key" + i, "x".repeat(100_000));
            }
            IllegalStateException cancelled = new IllegalStateException("cancelled");

            assertThatThrownBy(() -> engine.compact((doneBytes, totalBytes) -> {
                        if (doneBytes > 0) {
                            throw cancelled;
                        }
                    }))
                    .isSameAs(cancelled);

            assertThat(directory.resolve(StoreDirectory.DRAFT_FILE)).doesNotExist();
            assertThat(records(engine)).hasSize(200);
            write(engine, "other", "value");
        }
        try (MvStoreEngine engine = Engines.open(directory)) {
            assertThat(records(engine)).hasSize(201);
        }
    }
}
