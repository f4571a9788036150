package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.BLOBS;
import static dev.ize.backend.mvstore.Engines.KEYSPACES;
import static dev.ize.backend.mvstore.Engines.RECORDS;
import static dev.ize.backend.mvstore.Engines.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.WriteRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large batches in a JVM with little heap. */
final class SmallHeapTest {
    private static final int RECORD_COUNT = 100_000;
    private static final int BATCH_RECORDS = 4_000;

    @TempDir
    Path directory;

    /**
     * Writes 16 MiB batches, the largest that the shared layer hands over, and then one large value.
     *
     * <p>MVStore's own type for byte arrays took the memory of the large value for that of the values before it. The
     * buffer to be written grew from little by halves, and the heap was too small for both copies.
     */
    static final class LargeBatches {
        public static void main(String[] arguments) {
            Random random = new Random(1);
            try (MvStoreEngine engine = Engines.open(Path.of(arguments[0]))) {
                for (int i = 0; i < 12; i++) {
                    WriteBatch batch = new WriteBatch();
                    while (batch.bytes() < (16 << 20) - 200_000) {
                        byte[] blob = new byte[1 + random.nextInt(200_000)];
                        random.nextBytes(blob);
                        batch.put(BLOBS, bytes("blob" + i + "-" + batch.bytes()), blob);
                        batch.put(RECORDS, bytes("record" + random.nextInt()), bytes("value"));
                    }
                    engine.write(batch, Durability.BUFFERED);
                }
                WriteBatch large = new WriteBatch();
                large.put(BLOBS, bytes("large"), new byte[40 << 20]);
                engine.write(large, Durability.BUFFERED);
                System.out.println("done");
            }
        }
    }

    /** Writes a batch that is small, and changes more pages than the heap can hold. */
    static final class ManyPages {
        public static void main(String[] arguments) {
            MvStoreOptions options = MvStoreOptions.defaults().withCacheBytes(4 << 20);
            try (MvStoreEngine engine =
                    MvStoreEngine.open(Path.of(arguments[0]), KEYSPACES, EngineAccess.READ_WRITE, options)) {
                for (int i = 0; i < RECORD_COUNT; i += BATCH_RECORDS) {
                    engine.write(records(i, 1, "before"), Durability.BUFFERED);
                }
                for (int attempt = 0; attempt < 3; attempt++) {
                    try {
                        engine.write(records(attempt, RECORD_COUNT / BATCH_RECORDS, "refused"), Durability.BUFFERED);
                        System.out.println("written");
                    } catch (WriteRefusedException e) {
                        System.out.println("refused");
                    }
                }
                engine.write(records(0, 1, "after"), Durability.BUFFERED);
                SortedMap<String, Integer> counts = new TreeMap<>();
                for (String value : Engines.records(engine).values()) {
                    counts.merge(value.strip(), 1, Integer::sum);
                }
                System.out.println(counts);
            }
        }

        private static WriteBatch records(int first, int step, String value) {
            WriteBatch batch = new WriteBatch();
            for (int i = 0; i < BATCH_RECORDS; i++) {
                batch.put(RECORDS, bytes(String.format("%06d", first + i * step)), bytes(value + " ".repeat(200)));
            }
            return batch;
        }
    }

    /**
     * Writes more than both caches would take, and compacts it.
     *
     * <p>The file that is written had a cache as large as that of the file that is read, and both together were the
     * heap.
     */
    static final class Compaction {
        public static void main(String[] arguments) {
            Random random = new Random(1);
            try (MvStoreEngine engine = Engines.open(Path.of(arguments[0]))) {
                for (int i = 0; i < 24; i++) {
                    WriteBatch batch = new WriteBatch();
                    while (batch.bytes() < 4 << 20) {
                        byte[] blob = new byte[1 + random.nextInt(200_000)];
                        random.nextBytes(blob);
                        batch.put(BLOBS, bytes("blob" + i + "-" + batch.bytes()), blob);
                        batch.put(RECORDS, bytes("record" + random.nextInt()), bytes("value"));
                    }
                    engine.write(batch, Durability.BUFFERED);
                }
                engine.compact(EngineProgress.NONE);
                System.out.println("done");
            }
        }
    }

    @Test
    void storeIsCompactedWith64MiBOfHeap() throws Exception {
        Process process = ChildJvm.start("64m", Compaction.class, directory.toString());

        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("done");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void batchesOf16MiBAndAValueOf40MiBAreWrittenWith256MiBOfHeap() throws Exception {
        Process process = ChildJvm.start("256m", LargeBatches.class, directory.toString());

        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("done");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void batchThatChangesTooManyPagesForTheHeapIsRefusedAndTakenBack() throws Exception {
        Process process = ChildJvm.start("64m", ManyPages.class, directory.toString());

        assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
                .containsExactly("refused", "refused", "refused", "{after=4000, before=96000}");
        assertThat(process.waitFor()).isZero();
    }
}
