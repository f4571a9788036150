package dev.ize.tck.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.migrate.RecordCopy;
import dev.ize.core.migrate.RecordDigest;
import dev.ize.spi.Durability;
import dev.ize.spi.Progress;
import dev.ize.tck.memory.InMemoryProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of records, in batches as small as a test likes. */
final class RecordCopyTest {
    private static final Keyspace FIRST = new Keyspace(0, "first", Keyspace.Shape.SMALL_RECORDS);
    private static final Keyspace EMPTY = new Keyspace(1, "empty", Keyspace.Shape.SMALL_RECORDS);
    private static final Keyspace LAST = new Keyspace(2, "last", Keyspace.Shape.LARGE_VALUES);
    private static final Set<Keyspace> KEYSPACES = new java.util.LinkedHashSet<>(List.of(FIRST, EMPTY, LAST));
    private static final long MAX_BATCH_BYTES = 300;

    @TempDir
    private Path directory;

    @Test
    void allRecordsAreCopiedInBoundedBatches() throws IOException {
        try (Engine source = source();
                Engine target = open("target")) {
            List<Long> batches = new ArrayList<>();

            copy(source, target, batch -> {
                batches.add(batch.bytes());
                target.write(batch, Durability.SYNC);
            });

            assertThat(digest(target)).isEqualTo(digest(source));
            assertThat(batches).hasSizeGreaterThan(20).allMatch(bytes -> bytes <= MAX_BATCH_BYTES);
        }
    }

    @Test
    void copyGoesOnAfterTheLastRecordThatCameThrough() throws IOException {
        try (Engine source = source();
                Engine target = open("target")) {
            int[] written = {0};
            for (int last = 0; last < 100; last += 3) {
                int[] batches = {0};
                int stop = last;
                try {
                    copy(source, target, batch -> {
                        if (batches[0]++ == stop) {
                            throw new IllegalStateException("killed");
                        }
                        written[0]++;
                        target.write(batch, Durability.SYNC);
                    });
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("killed");
                }
            }

            assertThat(digest(target)).isEqualTo(digest(source));
            assertThat(written[0]).as("no batch was written twice").isLessThan(60);
        }
    }

    @Test
    void digestSeesEveryRecordAndItsKeyspace() throws IOException {
        try (Engine source = source();
                Engine target = open("target")) {
            RecordDigest whole = digest(source);
            WriteBatch moved = new WriteBatch();
            moved.put(EMPTY, new byte[] {1}, new byte[] {2});
            target.write(moved, Durability.SYNC);
            RecordDigest inOne = digest(target);
            WriteBatch other = new WriteBatch();
            other.delete(EMPTY, new byte[] {1});
            other.put(LAST, new byte[] {1}, new byte[] {2});
            target.write(other, Durability.SYNC);

            assertThat(digest(target).records()).isEqualTo(inOne.records());
            assertThat(digest(target)).isNotEqualTo(inOne);
            assertThat(whole.records()).isEqualTo(200);
        }
    }

    @Test
    void digestSeesEachByteOfKeysAndValues() throws IOException {
        try (Engine engine = open("target")) {
            RecordDigest record = digestOf(engine, new byte[] {1}, new byte[] {2, 3});

            assertThat(record.bytes()).isEqualTo(3);
            assertThat(digestOf(engine, new byte[] {1}, new byte[] {2, 4}).hash())
                    .isNotEqualTo(record.hash());
            assertThat(digestOf(engine, new byte[] {2}, new byte[] {2, 3}).hash())
                    .isNotEqualTo(record.hash());
            assertThat(digestOf(engine, new byte[] {1}, new byte[] {2, 3})).isEqualTo(record);
        }
    }

    private static RecordDigest digestOf(Engine engine, byte[] key, byte[] value) {
        WriteBatch batch = new WriteBatch();
        batch.put(FIRST, key, value);
        engine.write(batch, Durability.SYNC);
        RecordDigest digest = digest(engine);
        WriteBatch undo = new WriteBatch();
        undo.delete(FIRST, key);
        engine.write(undo, Durability.SYNC);
        return digest;
    }

    @Test
    void batchIsFilledToItsLimit() throws IOException {
        try (Engine source = open("source");
                Engine target = open("target")) {
            WriteBatch three = new WriteBatch();
            for (byte i = 0; i < 3; i++) {
                three.put(FIRST, new byte[] {i}, new byte[(int) MAX_BATCH_BYTES / 3 - 1]);
            }
            source.write(three, Durability.SYNC);
            List<Long> batches = new ArrayList<>();

            copy(source, target, batch -> batches.add(batch.bytes()));

            assertThat(batches).containsExactly(MAX_BATCH_BYTES);
        }
    }

    @Test
    void batchesAndReportsOfProgressAreOfFiftyThousandRecordsAtMost() throws IOException {
        try (Engine source = open("source");
                Engine target = open("target")) {
            WriteBatch many = new WriteBatch();
            for (int i = 0; i <= 50_000; i++) {
                many.put(FIRST, new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i}, new byte[0]);
            }
            source.write(many, Durability.SYNC);
            List<Integer> batches = new ArrayList<>();
            List<Long> digested = new ArrayList<>();

            try (EngineSnapshot snapshot = source.snapshot()) {
                new RecordCopy(
                                snapshot,
                                target,
                                batch -> batches.add(batch.steps().size()),
                                Progress.NONE,
                                RecordCopy.MAX_BATCH_BYTES)
                        .copy(KEYSPACES);
                RecordDigest.of(snapshot, KEYSPACES, "reading", (step, done, total) -> digested.add(done));
            }

            assertThat(batches).containsExactly(50_000, 1);
            assertThat(digested).containsExactly(50_000L, 50_001L);
        }
    }

    @Test
    void progressTellsTheRecords() throws IOException {
        try (Engine source = source();
                Engine target = open("target");
                EngineSnapshot snapshot = source.snapshot()) {
            List<Long> copied = new ArrayList<>();
            List<Long> digested = new ArrayList<>();

            new RecordCopy(
                            snapshot,
                            target,
                            batch -> target.write(batch, Durability.SYNC),
                            (step, done, total) -> copied.add(done),
                            MAX_BATCH_BYTES)
                    .copy(KEYSPACES);
            RecordDigest.of(snapshot, KEYSPACES, "reading", (step, done, total) -> digested.add(done));

            assertThat(copied).isSorted().endsWith(200L);
            assertThat(digested).containsExactly(200L);
        }
    }

    @Test
    void progressThatThrowsEndsTheCopyBetweenBatches() throws IOException {
        try (Engine source = source();
                Engine target = open("target");
                EngineSnapshot snapshot = source.snapshot()) {
            RecordCopy copy = new RecordCopy(
                    snapshot,
                    target,
                    batch -> target.write(batch, Durability.SYNC),
                    (step, done, total) -> {
                        throw new IllegalStateException("enough");
                    },
                    MAX_BATCH_BYTES);

            assertThatThrownBy(() -> copy.copy(KEYSPACES)).hasMessage("enough");

            assertThat(digest(target).records()).isPositive().isLessThan(20);
        }
    }

    private static void copy(Engine source, Engine target, java.util.function.Consumer<WriteBatch> writer) {
        try (EngineSnapshot snapshot = source.snapshot()) {
            new RecordCopy(snapshot, target, writer, Progress.NONE, MAX_BATCH_BYTES).copy(KEYSPACES);
        }
    }

    private static RecordDigest digest(Engine engine) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return RecordDigest.of(snapshot, KEYSPACES, "reading", Progress.NONE);
        }
    }

    private Engine source() throws IOException {
        Engine source = open("source");
        SplittableRandom random = new SplittableRandom(5);
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < 100; i++) {
            byte[] value = new byte[random.nextInt(100)];
            random.nextBytes(value);
            batch.put(FIRST, new byte[] {(byte) i, 0}, value);
            batch.put(LAST, new byte[] {(byte) i}, value);
        }
        source.write(batch, Durability.SYNC);
        return source;
    }

    private Engine open(String name) throws IOException {
        InMemoryProvider provider = new InMemoryProvider();
        Path own = Files.createDirectory(directory.resolve(name));
        return provider.openEngine(own, KEYSPACES, EngineAccess.READ_WRITE, provider.defaultOptions());
    }
}
