package dev.ize.tck.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that the engine in memory holds its callers to, beyond the engine contract. */
final class InMemoryEngineTest {
    private static final Keyspace RECORDS = new Keyspace(0, "records", Keyspace.Shape.SMALL_RECORDS);
    private static final Keyspace UNDECLARED = new Keyspace(1, "undeclared", Keyspace.Shape.SMALL_RECORDS);
    private static final byte[] KEY = {1};

    @TempDir
    private Path directory;

    @Test
    void nothingIsPossibleAfterClose() {
        InMemoryEngine engine = open();
        engine.close();

        assertThatIllegalStateException().isThrownBy(engine::snapshot);
        assertThatIllegalStateException().isThrownBy(() -> engine.write(put("value"), Durability.SYNC));
        assertThatIllegalStateException().isThrownBy(engine::sync);
        assertThatIllegalStateException().isThrownBy(engine::statistics);
        assertThatIllegalStateException().isThrownBy(engine::close);
    }

    @Test
    void closedSnapshotAndItsCursorsRefuseToRead() {
        try (InMemoryEngine engine = open()) {
            engine.write(put("value"), Durability.SYNC);
            EngineSnapshot snapshot = engine.snapshot();
            Cursor cursor = snapshot.cursor(RECORDS, KEY, null);
            cursor.next();
            snapshot.close();

            assertThatIllegalStateException().isThrownBy(() -> snapshot.get(RECORDS, KEY));
            assertThatIllegalStateException().isThrownBy(() -> snapshot.cursor(RECORDS, KEY, null));
            assertThatIllegalStateException().isThrownBy(cursor::next);
            assertThatIllegalStateException().isThrownBy(cursor::key);
        }
    }

    @Test
    void closedCursorRefusesToMove() {
        try (InMemoryEngine engine = open();
                EngineSnapshot snapshot = engine.snapshot()) {
            Cursor cursor = snapshot.cursor(RECORDS, KEY, null);
            cursor.close();

            assertThatIllegalStateException().isThrownBy(() -> cursor.seekBefore(KEY));
        }
    }

    @Test
    void snapshotLeftOpenIsReportedWithTheStackThatOpenedIt() {
        InMemoryEngine engine = open();
        EngineSnapshot forgotten = engine.snapshot();

        assertThatIllegalStateException()
                .isThrownBy(engine::close)
                .satisfies(complaint -> assertThat(complaint.getCause().getStackTrace())
                        .as("the stack that opened the snapshot")
                        .anyMatch(frame ->
                                frame.getMethodName().equals("snapshotLeftOpenIsReportedWithTheStackThatOpenedIt")));
        assertThatIllegalStateException().isThrownBy(() -> forgotten.get(RECORDS, KEY));
        open().close();
    }

    @Test
    void interruptedWriterIsRefused() {
        try (InMemoryEngine engine = open()) {
            Thread.currentThread().interrupt();
            try {
                assertThatIllegalStateException().isThrownBy(() -> engine.write(put("value"), Durability.SYNC));
                assertThatIllegalStateException().isThrownBy(engine::sync);
            } finally {
                assertThat(Thread.interrupted())
                        .as("the interrupt is still there")
                        .isTrue();
            }
            assertThat(read(engine)).as("what the interrupted writer wrote").isEqualTo("absent");
        }
    }

    @Test
    void virtualWriterIsRefused() throws ReflectiveOperationException, InterruptedException {
        assumeTrue(Runtime.version().feature() >= 21, "This JVM has no virtual threads");
        AtomicReference<Throwable> complaint = new AtomicReference<>();
        try (InMemoryEngine engine = open()) {
            Runnable writing = () -> {
                try {
                    engine.write(put("value"), Durability.SYNC);
                } catch (IllegalStateException e) {
                    complaint.set(e);
                }
            };
            ((Thread) Thread.class
                            .getMethod("startVirtualThread", Runnable.class)
                            .invoke(null, writing))
                    .join();

            assertThat(complaint.get()).as("the complaint of a virtual writer").hasMessageContaining("virtual");
            assertThat(read(engine)).as("what the virtual writer wrote").isEqualTo("absent");
        }
    }

    @Test
    void secondThreadAtOnceIsTurnedAway() throws InterruptedException {
        Turnstile turnstile = new Turnstile("The thing");
        AtomicReference<Throwable> complaint = new AtomicReference<>();
        turnstile.enter();

        Thread second = new Thread(() -> {
            try {
                turnstile.enter();
            } catch (IllegalStateException e) {
                complaint.set(e);
            }
        });
        second.start();
        second.join();

        assertThat(complaint.get()).as("the complaint of the second thread").hasMessageContaining("two threads");
        turnstile.leave();
        turnstile.enter();
    }

    @Test
    void changedArrayOfABatchChangesItsFingerprint() {
        byte[] value = {1, 2, 3};
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, value);
        BatchFingerprint before = BatchFingerprint.of(batch);

        assertThat(BatchFingerprint.of(batch))
                .as("the fingerprint of the same batch")
                .isEqualTo(before);
        value[1] = 9;
        assertThat(BatchFingerprint.of(batch))
                .as("the fingerprint of the changed batch")
                .isNotEqualTo(before);
    }

    @Test
    void batchOverTheLimitIsRefusedWhole() {
        WriteBatch large = put("value");
        byte[] half = new byte[Keyspace.MAX_BATCH_BYTES / 2];
        large.put(RECORDS, new byte[] {2}, half);
        large.put(RECORDS, new byte[] {3}, half);
        try (InMemoryEngine engine = open()) {
            assertThatThrownBy(() -> engine.write(large, Durability.SYNC)).isInstanceOf(WriteRefusedException.class);

            assertThat(read(engine)).as("what the refused batch wrote").isEqualTo("absent");
            engine.write(put("value"), Durability.SYNC);
            assertThat(read(engine)).as("what was written after it").isEqualTo("value");
        }
    }

    @Test
    void undeclaredKeyspaceIsRefused() {
        WriteBatch batch = put("value");
        batch.put(UNDECLARED, KEY, KEY);
        try (InMemoryEngine engine = open();
                EngineSnapshot snapshot = engine.snapshot()) {
            assertThatIllegalArgumentException().isThrownBy(() -> engine.write(batch, Durability.SYNC));
            assertThatIllegalArgumentException().isThrownBy(() -> snapshot.get(UNDECLARED, KEY));

            assertThat(read(engine)).as("what the refused batch wrote").isEqualTo("absent");
        }
    }

    @Test
    void keyOutOfBoundsIsRefused() {
        try (InMemoryEngine engine = open();
                EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
            assertThatIllegalArgumentException().isThrownBy(() -> snapshot.get(RECORDS, new byte[0]));
            assertThatIllegalArgumentException().isThrownBy(() -> snapshot.get(RECORDS, new byte[512]));
            assertThatIllegalArgumentException().isThrownBy(() -> cursor.seekAtOrAfter(new byte[0]));
            assertThatIllegalArgumentException().isThrownBy(() -> cursor.seekBefore(new byte[512]));
            assertThatIllegalArgumentException().isThrownBy(() -> snapshot.cursor(RECORDS, new byte[512], null));
        }
    }

    @Test
    void directoryIsOpenedOnceAtATime() {
        try (InMemoryEngine engine = open()) {
            assertThatIllegalStateException().isThrownBy(this::open);

            engine.sync();
        }
        open().close();
    }

    @Test
    void otherKeyspacesThanBeforeAreRefused() {
        open().close();

        assertThatIllegalStateException().isThrownBy(() -> new InMemoryEngine(directory, Set.of(RECORDS, UNDECLARED)));
        open().close();
    }

    @Test
    void directoryMadeAnewStartsEmpty() throws IOException {
        Path store = Files.createDirectory(directory.resolve("store"));
        writeAndClose(store);
        Files.delete(store.resolve("memory-engine"));
        Files.delete(store);
        Files.createDirectory(store);

        try (InMemoryEngine engine = open(store)) {
            assertThat(read(engine)).as("what the deleted directory held").isEqualTo("absent");
        }
    }

    @Test
    void copyOfADirectoryIsRefused() throws IOException {
        Path store = Files.createDirectory(directory.resolve("store"));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        writeAndClose(store);
        Files.copy(store.resolve("memory-engine"), copy.resolve("memory-engine"));

        assertThatThrownBy(() -> open(copy)).isInstanceOf(StoreUnusableException.class);
    }

    @Test
    void powerCutTakesWhatWasNotSynced() {
        InMemoryEngine engine = open();
        engine.write(put("synced"), Durability.SYNC);
        engine.write(put("buffered"), Durability.BUFFERED);

        engine.losePower();
        engine.close();

        try (InMemoryEngine reopened = open()) {
            assertThat(read(reopened)).as("the value after a power cut").isEqualTo("synced");
        }
    }

    @Test
    void powerCutSparesWhatASyncCameAfter() {
        InMemoryEngine engine = open();
        engine.write(put("buffered"), Durability.BUFFERED);
        engine.sync();

        engine.losePower();
        engine.close();

        try (InMemoryEngine reopened = open()) {
            assertThat(read(reopened)).as("the value after a power cut").isEqualTo("buffered");
        }
    }

    @Test
    void everythingFailsBetweenPowerCutAndClose() {
        InMemoryEngine engine = open();
        EngineSnapshot snapshot = engine.snapshot();
        engine.losePower();

        assertThatThrownBy(engine::snapshot).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> snapshot.get(RECORDS, KEY)).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(engine::sync).isInstanceOf(StorageFailedException.class);
        snapshot.close();
        engine.close();
    }

    private InMemoryEngine open() {
        return open(directory);
    }

    private static InMemoryEngine open(Path store) {
        return new InMemoryEngine(store, Set.of(RECORDS));
    }

    private static void writeAndClose(Path store) {
        try (InMemoryEngine engine = open(store)) {
            engine.write(put("value"), Durability.SYNC);
        }
    }

    private static WriteBatch put(String value) {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, KEY, value.getBytes(StandardCharsets.UTF_8));
        return batch;
    }

    private static String read(InMemoryEngine engine) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            byte[] value = snapshot.get(RECORDS, KEY);
            return value == null ? "absent" : new String(value, StandardCharsets.UTF_8);
        }
    }
}
