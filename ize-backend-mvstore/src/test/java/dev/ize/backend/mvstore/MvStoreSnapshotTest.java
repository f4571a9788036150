package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.KEYSPACES;
import static dev.ize.backend.mvstore.Engines.RECORDS;
import static dev.ize.backend.mvstore.Engines.bytes;
import static dev.ize.backend.mvstore.Engines.put;
import static dev.ize.backend.mvstore.Engines.read;
import static dev.ize.backend.mvstore.Engines.text;
import static dev.ize.backend.mvstore.Engines.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MvStoreSnapshotTest {
    /** Little cache, so that reads go to the file, and no retention, so that the file's space is used again at once. */
    private static final MvStoreOptions HARSH =
            MvStoreOptions.defaults().withCacheBytes(1 << 20).withRetentionMillis(0);

    @TempDir
    Path directory;

    @Test
    void snapshotStaysAsItIsWhileAThousandLaterBatchesReuseTheFilesSpace() {
        Random random = new Random(7);
        try (MvStoreEngine engine = MvStoreEngine.open(directory, KEYSPACES, EngineAccess.READ_WRITE, HARSH)) {
            for (int i = 0; i < 100; i++) {
                rewriteSome(engine, random, 40);
            }
            SortedMap<String, String> before = Engines.records(engine);

            try (EngineSnapshot held = engine.snapshot();
                    Cursor standing = held.cursor(RECORDS, new byte[0], null)) {
                standing.seekAtOrAfter(bytes("key0500"));
                for (int i = 0; i < 1_000; i++) {
                    rewriteSome(engine, random, 40);
                }

                assertThat(Engines.records(held)).isEqualTo(before);
                assertThat(text(standing.value())).isEqualTo(before.get(text(standing.key())));
                while (standing.next()) {
                    assertThat(text(standing.value())).isEqualTo(before.get(text(standing.key())));
                }
            }
            long held = engine.statistics().diskBytes();
            for (int i = 0; i < 200; i++) {
                rewriteSome(engine, random, 40);
            }
            assertThat(engine.statistics().diskBytes())
                    .as("space of a closed snapshot is used again")
                    .isLessThan(2 * held);
        }
    }

    @Test
    void aThousandSnapshotsEachSeeTheirOwnState() {
        try (MvStoreEngine engine = MvStoreEngine.open(directory, KEYSPACES, EngineAccess.READ_WRITE, HARSH)) {
            List<EngineSnapshot> snapshots = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                write(engine, "key", "value" + i);
                snapshots.add(engine.snapshot());
            }

            for (int i = 0; i < 1_000; i++) {
                assertThat(text(snapshots.get(i).get(RECORDS, bytes("key")))).isEqualTo("value" + i);
            }
            snapshots.forEach(EngineSnapshot::close);
        }
    }

    @Test
    void snapshotTakenDuringAWriteSeesWholeBatchesOnly() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean done = new AtomicBoolean();
        try (MvStoreEngine engine = MvStoreEngine.open(directory, KEYSPACES, EngineAccess.READ_WRITE, HARSH)) {
            Callable<Integer> reading = () -> readWholeBatches(engine, done);
            List<Future<Integer>> readers = List.of(threads.submit(reading), threads.submit(reading));
            for (int i = 0; i < 1_000; i++) {
                WriteBatch batch = put("a", "" + i);
                for (int j = 0; j < 20; j++) {
                    batch.put(RECORDS, bytes("m" + (i * 31 + j) % 500), bytes("filler".repeat(20)));
                }
                batch.put(RECORDS, bytes("z"), bytes("" + i));
                engine.write(batch, Durability.BUFFERED);
            }

            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }

    @Test
    void closedSnapshotReadsNothing() {
        try (MvStoreEngine engine = Engines.open(directory)) {
            write(engine, "key", "value");
            EngineSnapshot snapshot = engine.snapshot();
            Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null);
            cursor.next();
            snapshot.close();
            snapshot.close();

            assertThatThrownBy(() -> snapshot.get(RECORDS, bytes("key"))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
            assertThat(read(engine, "key")).isEqualTo("value");
        }
    }

    private static int readWholeBatches(MvStoreEngine engine, AtomicBoolean done) {
        int reads = 0;
        while (!done.get()) {
            try (EngineSnapshot snapshot = engine.snapshot()) {
                String first = text(snapshot.get(RECORDS, bytes("a")));
                assertThat(text(snapshot.get(RECORDS, bytes("z")))).isEqualTo(first);
            }
            reads++;
        }
        return reads;
    }

    private static void rewriteSome(MvStoreEngine engine, Random random, int count) {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < count; i++) {
            byte[] key = bytes(String.format("key%04d", random.nextInt(1_000)));
            if (random.nextInt(5) == 0) {
                batch.delete(RECORDS, key);
            } else {
                batch.put(RECORDS, key, bytes(random.nextInt() + "x".repeat(random.nextInt(2_000))));
            }
        }
        engine.write(batch, Durability.BUFFERED);
    }
}
