package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.BLOBS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map that is too small grows, as on Windows it must; here it starts at 1 MiB to be so. */
final class MapGrowthTest {
    private static final LmdbOptions TINY =
            LmdbOptions.defaults().withMapBytes(LmdbOptions.MIN_MAP_BYTES).withGrowthTimeoutMillis(200);

    @TempDir
    Path directory;

    private LmdbEngine engine;

    @BeforeEach
    void opens() {
        engine = Fixture.open(directory, TINY);
    }

    @AfterEach
    void closes() {
        engine.close();
    }

    @Test
    void mapGrowsManyTimesAndKeepsEverything() {
        Map<String, String> model = new TreeMap<>();

        for (int i = 0; i < 100; i++) {
            put(i, 10_000 * (i % 30), model);
            assertThat(Fixture.contents(engine, BLOBS)).isEqualTo(model);
        }
        engine.close();
        engine = Fixture.open(directory, TINY);

        assertThat(Fixture.contents(engine, BLOBS)).isEqualTo(model);
        assertThat(engine.statistics().diskBytes())
                .as("far beyond the first map")
                .isGreaterThan(10L << 20);
    }

    @Test
    void oneBatchMayBeManyTimesTheMap() {
        Map<String, String> model = new TreeMap<>();

        put(1, 40 << 20, model);

        assertThat(Fixture.contents(engine, BLOBS)).isEqualTo(model);
    }

    @Test
    void batchOfManyStepsIsWrittenOnceAfterTheMapGrew() {
        Map<String, String> model = new TreeMap<>();
        put(0, 100, model);
        WriteBatch batch = new WriteBatch();
        batch.require(BLOBS, bytes("key0"), value(0, 100));
        batch.delete(BLOBS, bytes("key0"));
        model.clear();
        for (int i = 1; i < 5_000; i++) {
            batch.put(BLOBS, bytes("key" + i), value(i, 1_000));
            model.put("key" + i, Fixture.digest(value(i, 1_000)));
        }

        engine.write(batch, Durability.SYNC);

        assertThat(Fixture.contents(engine, BLOBS)).isEqualTo(model);
    }

    @Test
    void batchIsRefusedWhileASnapshotKeepsTheMapFromGrowing() {
        Map<String, String> model = new TreeMap<>();
        put(1, 1_000, model);

        try (EngineSnapshot held = engine.snapshot()) {
            assertThatThrownBy(() -> put(2, 3 << 20, new TreeMap<>()))
                    .isInstanceOf(WriteRefusedException.class)
                    .hasMessageContaining("snapshots are open")
                    .hasMessageContaining("snapshots=1 waitedMillis=200");
            assertThat(held.get(BLOBS, bytes("key1")))
                    .as("the snapshot reads on")
                    .isEqualTo(value(1, 1_000));
            put(3, 1_000, model);
            assertThat(held.get(BLOBS, bytes("key3")))
                    .as("a later batch that fits")
                    .isNull();
        }
        assertThat(Fixture.contents(engine, BLOBS)).as("what fits was written").isEqualTo(model);
        put(2, 3 << 20, model);

        assertThat(Fixture.contents(engine, BLOBS))
                .as("and all of it once the snapshot is closed")
                .isEqualTo(model);
    }

    @Test
    void growthWaitsForASnapshotThatIsClosedInTime() throws Exception {
        engine.close();
        engine = Fixture.open(directory, TINY.withGrowthTimeoutMillis(60_000));
        EngineSnapshot held = engine.snapshot();
        ExecutorService other = Executors.newSingleThreadExecutor();

        Future<?> write = other.submit(() -> put(1, 3 << 20, new TreeMap<>()));
        Thread.sleep(100);
        assertThat(write.isDone()).as("waits").isFalse();
        held.close();
        write.get(30, TimeUnit.SECONDS);
        other.shutdown();

        assertThat(Fixture.contents(engine, BLOBS)).containsOnlyKeys("key1");
    }

    @Test
    void interruptedReaderWaitsForGrowthAndIsStillInterrupted() throws Exception {
        engine.close();
        engine = Fixture.open(directory, TINY.withGrowthTimeoutMillis(400));
        ExecutorService others = Executors.newFixedThreadPool(2);

        try (EngineSnapshot held = engine.snapshot()) {
            Future<?> write = others.submit(() -> put(1, 3 << 20, new TreeMap<>()));
            Thread.sleep(100);
            Future<Boolean> read = others.submit(() -> {
                Thread.currentThread().interrupt();
                engine.snapshot().close();
                return Thread.interrupted();
            });
            assertThat(read.get(30, TimeUnit.SECONDS))
                    .as("interrupted afterwards")
                    .isTrue();
            assertThatThrownBy(() -> write.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(WriteRefusedException.class);
            assertThat(held.get(BLOBS, bytes("key1"))).isNull();
        }
        others.shutdown();
    }

    /** Readers rest with their slots and cursors between snapshots; here they do while the map moves. */
    @Test
    void readersThatRestedWhileTheMapGrewReadOn() throws Exception {
        engine.close();
        engine = Fixture.open(directory, TINY.withGrowthTimeoutMillis(60_000));
        Map<String, String> model = new TreeMap<>();
        put(0, 100, model);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(4);
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(others.submit(() -> {
                while (!done.get()) {
                    readEverything();
                }
            }));
        }

        for (int i = 1; i < 60; i++) {
            put(i, 200_000, model);
        }
        done.set(true);
        for (Future<?> reader : readers) {
            reader.get(30, TimeUnit.SECONDS);
        }
        others.shutdown();

        assertThat(Fixture.contents(engine, BLOBS)).isEqualTo(model);
    }

    @Test
    void engineThatLostItsMapRefusesEverythingUntilReopened() {
        Map<String, String> model = new TreeMap<>();
        put(1, 1_000, model);

        assertThatThrownBy(() -> engine.growMap(1L << 60))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("cannot grow");

        assertThatThrownBy(engine::snapshot).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(engine::statistics).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> put(2, 1, new TreeMap<>())).isInstanceOf(StorageFailedException.class);
        engine.close();
        engine = Fixture.open(directory, TINY);
        assertThat(Fixture.contents(engine, BLOBS)).isEqualTo(model);
    }

    private void readEverything() {
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(BLOBS, new byte[0], null)) {
            while (cursor.next()) {
                byte[] value = cursor.value();
                assertThat(value).containsOnly(value[0]);
                assertThat(snapshot.get(BLOBS, cursor.key())).hasSameSizeAs(value);
            }
        }
    }

    private void put(int number, int length, Map<String, String> model) {
        WriteBatch batch = new WriteBatch();
        batch.put(BLOBS, bytes("key" + number), value(number, length));
        engine.write(batch, Durability.SYNC);
        model.put("key" + number, Fixture.digest(value(number, length)));
    }

    private static byte[] value(int number, int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) number);
        return value;
    }
}
