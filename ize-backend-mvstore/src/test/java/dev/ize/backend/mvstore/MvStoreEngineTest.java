package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.BLOBS;
import static dev.ize.backend.mvstore.Engines.KEYSPACES;
import static dev.ize.backend.mvstore.Engines.RECORDS;
import static dev.ize.backend.mvstore.Engines.bytes;
import static dev.ize.backend.mvstore.Engines.put;
import static dev.ize.backend.mvstore.Engines.read;
import static dev.ize.backend.mvstore.Engines.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MvStoreEngineTest {
    @TempDir
    Path directory;

    @Test
    void bytesFrom80CompareAboveThoseBelow() {
        try (MvStoreEngine engine = Engines.open(directory)) {
            WriteBatch batch = new WriteBatch();
            for (String key : List.of("ff", "80", "7f", "7fff", "00", "8000", "81")) {
                batch.put(RECORDS, HexFormat.of().parseHex(key), new byte[0]);
            }
            engine.write(batch, Durability.BUFFERED);

            assertThat(keysUpwards(engine)).containsExactly("00", "7f", "7fff", "80", "8000", "81", "ff");
        }
    }

    @Test
    void cursorStepsThroughManyPagesInBothDirectionsAndTurns() {
        try (MvStoreEngine engine = Engines.open(directory)) {
            WriteBatch batch = new WriteBatch();
            for (int i = 0; i < 10_000; i++) {
                batch.put(RECORDS, bytes(String.format("%05d", i)), bytes("v" + i));
            }
            engine.write(batch, Durability.BUFFERED);

            try (EngineSnapshot snapshot = engine.snapshot();
                    Cursor cursor = snapshot.cursor(RECORDS, bytes("00010"), bytes("09990"))) {
                for (int i = 10; i < 9_990; i++) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(Engines.text(cursor.value())).isEqualTo("v" + i);
                }
                assertThat(cursor.next()).isFalse();
                for (int i = 9_989; i >= 10; i--) {
                    assertThat(cursor.previous()).isTrue();
                    assertThat(Engines.text(cursor.key())).isEqualTo(String.format("%05d", i));
                }
                assertThat(cursor.previous()).isFalse();
                assertThat(cursor.seekBefore(bytes("05000"))).isTrue();
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.previous()).isTrue();
                assertThat(cursor.previous()).isTrue();
                assertThat(Engines.text(cursor.key())).isEqualTo("04999");
            }
        }
    }

    @Test
    void arraysGivenAndTakenAreNotShared() {
        try (MvStoreEngine engine = Engines.open(directory)) {
            byte[] key = bytes("key");
            byte[] value = bytes("value");
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, key, value);
            engine.write(batch, Durability.BUFFERED);
            key[0] = 'X';
            value[0] = 'X';

            try (EngineSnapshot snapshot = engine.snapshot();
                    Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
                snapshot.get(RECORDS, bytes("key"))[0] = 'Y';
                cursor.next();
                cursor.key()[0] = 'Y';
                cursor.value()[0] = 'Y';
                assertThat(snapshot.get(RECORDS, bytes("key"))).isEqualTo(bytes("value"));
                assertThat(cursor.key()).isEqualTo(bytes("key"));
                assertThat(cursor.value()).isEqualTo(bytes("value"));
            }
        }
    }

    @Test
    void keyspaceThatWasNotDeclaredIsAProgrammingErrorAndHarmsNothing() {
        Keyspace undeclared = new Keyspace(9, "other", Keyspace.Shape.SMALL_RECORDS);
        try (MvStoreEngine engine = Engines.open(directory)) {
            WriteBatch batch = put("key", "value");
            batch.put(undeclared, bytes("key"), bytes("value"));

            assertThatThrownBy(() -> engine.write(batch, Durability.SYNC)).isInstanceOf(IllegalArgumentException.class);
            assertThat(read(engine, "key")).isNull();
            write(engine, "key", "later");
            assertThat(read(engine, "key")).isEqualTo("later");
        }
    }

    @Test
    void filesAreForTheOwnerOnlyAndNoDraftIsLeft() throws IOException {
        try (MvStoreEngine engine = Engines.open(directory)) {
            write(engine, "key", "value");

            try (var files = Files.list(directory)) {
                assertThat(files)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
            assertThat(directory.resolve(StoreDirectory.DRAFT_FILE)).doesNotExist();
        }
    }

    @Test
    void draftOfACrashDuringCreationIsReplaced() throws IOException {
        Files.write(directory.resolve(StoreDirectory.DRAFT_FILE), new byte[100]);

        try (MvStoreEngine engine = Engines.open(directory)) {
            write(engine, "key", "value");
            assertThat(read(engine, "key")).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, CommitRing.RING_BYTES, CommitRing.RING_BYTES + 8191})
    void dataFileThatIsCutShortIsNotTakenForANewOne(int bytes) throws IOException {
        Engines.open(directory).close();
        Path data = directory.resolve(StoreDirectory.DATA_FILE);
        Files.write(data, Arrays.copyOf(Files.readAllBytes(data), bytes));

        assertThatThrownBy(() -> Engines.open(directory)).isInstanceOf(CorruptStoreException.class);
        assertThat(data).hasSize(bytes);
    }

    @Test
    void dataFileOfGarbageIsCorrupt() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        Files.write(directory.resolve(StoreDirectory.DATA_FILE), garbage);

        assertThatThrownBy(() -> Engines.open(directory)).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void dataFileThatLostItsEndIsCorruptAndNotOpenedAtAnOlderState() throws IOException {
        try (MvStoreEngine engine = Engines.open(directory)) {
            for (int i = 0; i < 20; i++) {
                write(engine, "key" + i, "value".repeat(1000));
            }
        }
        Path data = directory.resolve(StoreDirectory.DATA_FILE);
        byte[] content = Files.readAllBytes(data);
        Files.write(data, Arrays.copyOf(content, content.length - 4096));

        assertThatThrownBy(() -> Engines.open(directory)).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void missingKeyspaceIsCorrupt() {
        MvStoreEngine.open(directory, Set.of(RECORDS), EngineAccess.READ_WRITE, MvStoreOptions.defaults())
                .close();

        assertThatThrownBy(() -> Engines.open(directory))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("keyspace=blobs");
    }

    @Test
    void closingIsQuickKeepsWhatWasBufferedAndLeavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        MvStoreEngine engine = Engines.open(directory);
        for (int i = 0; i < 200; i++) {
            write(engine, "key" + i, "value".repeat(200));
        }
        assertThat(newThreads(before)).isEmpty();

        long start = System.nanoTime();
        engine.close();
        engine.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

        assertThat(newThreads(before)).isEmpty();
        try (MvStoreEngine again = Engines.open(directory)) {
            assertThat(Engines.records(again)).hasSize(200);
        }
    }

    @Test
    void statisticsTellTheFileAndTheLivePartOfIt() throws IOException {
        try (MvStoreEngine engine = Engines.open(directory)) {
            WriteBatch batch = new WriteBatch();
            batch.put(BLOBS, bytes("blob"), new byte[1 << 20]);
            engine.write(batch, Durability.BUFFERED);
            long live = engine.statistics().liveBytes();
            engine.write(batch, Durability.BUFFERED);

            assertThat(engine.statistics().diskBytes())
                    .isEqualTo(Files.size(directory.resolve(StoreDirectory.DATA_FILE)))
                    .isGreaterThan(2 << 20);
            assertThat(live).isBetween(1L << 20, (1L << 20) + 65_536);
            assertThat(engine.statistics().liveBytes()).isBetween(1L << 20, (1L << 20) + 65_536);
        }
    }

    @Test
    void spaceIsUsedAgainAtOnceWithoutRetention() {
        MvStoreOptions options = MvStoreOptions.defaults().withRetentionMillis(0);
        try (MvStoreEngine engine = MvStoreEngine.open(directory, KEYSPACES, EngineAccess.READ_WRITE, options)) {
            WriteBatch batch = new WriteBatch();
            batch.put(BLOBS, bytes("blob"), new byte[1 << 20]);
            for (int i = 0; i < 100; i++) {
                engine.write(batch, Durability.SYNC);
            }

            assertThat(engine.statistics().diskBytes()).isLessThan(20 << 20);
        }
    }

    private static Set<String> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("H2") || name.contains("MVStore"))
                .collect(Collectors.toSet());
    }

    private static List<String> keysUpwards(MvStoreEngine engine) {
        List<String> keys = new ArrayList<>();
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
            while (cursor.next()) {
                keys.add(HexFormat.of().formatHex(cursor.key()));
            }
        }
        return keys;
    }
}
