package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.KEYSPACES;
import static dev.ize.backend.mvstore.Engines.RECORDS;
import static dev.ize.backend.mvstore.Engines.bytes;
import static dev.ize.backend.mvstore.Engines.put;
import static dev.ize.backend.mvstore.Engines.read;
import static dev.ize.backend.mvstore.Engines.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused leaves no trace and a usable engine; what fails leaves the outcome to the next open. */
final class RefusalTest {
    /** A file that fails when told. */
    private static final class FailingFile extends MemoryFile {
        String writesFailWith;
        String forcesFailWith;
        String readsFailWith;
        boolean damageReads;

        @Override
        public synchronized void read(long position, byte[] into, int offset, int count) throws IOException {
            failWith(readsFailWith);
            super.read(position, into, offset, count);
            if (damageReads) {
                Arrays.fill(into, (byte) 0);
            }
        }

        @Override
        public synchronized void write(long position, byte[] from, int offset, int count) throws IOException {
            if (writesFailWith != null && count > 512) {
                super.write(position, from, offset, count / 2);
            }
            failWith(writesFailWith);
            super.write(position, from, offset, count);
        }

        @Override
        public synchronized void force() throws IOException {
            failWith(forcesFailWith);
            super.force();
        }

        private static void failWith(String message) throws IOException {
            if (message != null) {
                throw new IOException(message);
            }
        }
    }

    private static final MvStoreOptions LITTLE_CACHE = MvStoreOptions.defaults().withCacheBytes(1 << 20);

    private final FailingFile file = new FailingFile();
    private final AtomicLong usableBytes = new AtomicLong(Long.MAX_VALUE);

    @BeforeEach
    void makeStore() throws IOException {
        StoreDirectory.fill(file, KEYSPACES, LITTLE_CACHE);
    }

    @Test
    void batchThatDoesNotFitOntoTheDiskIsRefusedAndTheEngineGoesOnWhenThereIsSpace() throws IOException {
        try (MvStoreEngine engine = open()) {
            write(engine, "key", "before");
            usableBytes.set(100_000);

            assertThatThrownBy(() -> write(engine, "key", "refused"))
                    .isInstanceOf(WriteRefusedException.class)
                    .hasMessageContaining("The disk is full");
            assertThat(read(engine, "key")).isEqualTo("before");
            usableBytes.set(Long.MAX_VALUE);
            write(engine, "key", "after");
            assertThat(read(engine, "key")).isEqualTo("after");
        }
    }

    /** A batch of little keys changes many pages, so that its size alone does not tell what it takes. */
    @Test
    void batchWhosePagesDoNotFitOntoTheDiskIsTakenBackWhole() throws IOException {
        try (MvStoreEngine engine = open()) {
            fill(engine, 4_000);
            SortedMap<String, String> before = Engines.records(engine);
            usableBytes.set((1 << 20) + 200_000);
            WriteBatch batch = new WriteBatch();
            batch.deleteRange(RECORDS, key(0), key(100));
            for (int i = 50; i < 4_000; i += 20) {
                batch.put(RECORDS, key(i), bytes("changed"));
                batch.delete(RECORDS, key(i + 1));
            }
            batch.put(RECORDS, bytes("new"), bytes("new"));

            try (EngineSnapshot held = engine.snapshot()) {
                assertThatThrownBy(() -> engine.write(batch, Durability.BUFFERED))
                        .isInstanceOf(WriteRefusedException.class);
                assertThat(Engines.records(held)).isEqualTo(before);
            }
            assertThat(Engines.records(engine)).isEqualTo(before);
            usableBytes.set(Long.MAX_VALUE);
            write(engine, "after", "after");
            before.put("after", "after");
            assertThat(Engines.records(engine)).isEqualTo(before);
        }
        try (MvStoreEngine engine = open()) {
            assertThat(Engines.records(engine)).hasSize(4_001);
        }
    }

    @Test
    void batchOverTheLimitIsRefusedWhole() throws IOException {
        WriteBatch batch = put("key", "value");
        byte[] value = new byte[8 << 20];
        for (int i = 0; i < 9; i++) {
            batch.put(RECORDS, key(i), value);
        }
        try (MvStoreEngine engine = open()) {
            assertThat(batch.bytes()).isGreaterThan(Keyspace.MAX_BATCH_BYTES);

            assertThatThrownBy(() -> engine.write(batch, Durability.BUFFERED))
                    .isInstanceOf(WriteRefusedException.class)
                    .hasMessageContaining("too large");
            assertThat(read(engine, "key")).isNull();
        }
    }

    @Test
    void requirementThatDoesNotHoldIsAConflictAndNothingIsWritten() throws IOException {
        WriteBatch batch = put("key", "new");
        batch.require(RECORDS, bytes("other"), bytes("expected"));
        try (MvStoreEngine engine = open()) {
            write(engine, "key", "old");

            assertThatThrownBy(() -> engine.write(batch, Durability.SYNC))
                    .isInstanceOf(WriteConflictException.class)
                    .hasMessageContaining("keyspace=records");
            assertThat(read(engine, "key")).isEqualTo("old");
        }
    }

    @Test
    void batchThatMeetsADamagedPageIsTakenBackWhole() throws IOException {
        SortedMap<String, String> before = fillAndClose();
        WriteBatch batch = put("new", "new");
        batch.put(RECORDS, key(1), bytes("changed"));
        batch.delete(RECORDS, key(2_000));
        try (MvStoreEngine engine = open()) {
            read(engine, "new");
            read(engine, "key0001");

            file.damageReads = true;
            assertThatThrownBy(() -> engine.write(batch, Durability.BUFFERED))
                    .isInstanceOf(CorruptStoreException.class);
            file.damageReads = false;

            assertThat(Engines.records(engine)).isEqualTo(before);
            write(engine, "after", "after");
            assertThat(Engines.records(engine)).hasSize(4_001);
        }
    }

    @Test
    void diskThatIsFullAfterAllFailsTheEngineAndTheBatchIsNotThereAfterwards() throws IOException {
        MvStoreEngine engine = open();
        write(engine, "key", "before");
        file.writesFailWith = "No space left on device";

        assertThatThrownBy(() -> write(engine, "key", "failed"))
                .isInstanceOf(StorageFailedException.class)
                .hasRootCauseMessage("No space left on device");
        assertThatThrownBy(engine::snapshot).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> write(engine, "key", "again")).isInstanceOf(StorageFailedException.class);
        engine.close();

        file.writesFailWith = null;
        try (MvStoreEngine again = open()) {
            assertThat(read(again, "key")).isEqualTo("before");
            write(again, "key", "after");
            assertThat(read(again, "key")).isEqualTo("after");
        }
    }

    @Test
    void flushThatFailsFailsTheEngineAndNoSnapshotSawTheBatch() throws IOException {
        MvStoreEngine engine = open();
        write(engine, "key", "before");
        try (EngineSnapshot held = engine.snapshot()) {
            file.forcesFailWith = "Input/output error";

            assertThatThrownBy(() -> engine.write(put("key", "failed"), Durability.SYNC))
                    .isInstanceOf(StorageFailedException.class);
            assertThatThrownBy(() -> held.get(RECORDS, bytes("key"))).isInstanceOf(StorageFailedException.class);
        }
        assertThatThrownBy(engine::sync).isInstanceOf(StorageFailedException.class);
        engine.close();
    }

    @Test
    void readThatTheDiskFailsFailsTheEngine() throws IOException {
        fillAndClose();
        MvStoreEngine engine = open();
        file.readsFailWith = "Input/output error";

        assertThatThrownBy(() -> Engines.records(engine)).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(engine::snapshot).isInstanceOf(StorageFailedException.class);
        engine.close();
    }

    /** Fills the store and closes it, so that the next engine has nothing in its cache. */
    private SortedMap<String, String> fillAndClose() throws IOException {
        try (MvStoreEngine engine = open()) {
            fill(engine, 4_000);
            return Engines.records(engine);
        }
    }

    private MvStoreEngine open() throws IOException {
        return Engines.open(file, LITTLE_CACHE, usableBytes::get);
    }

    private static void fill(MvStoreEngine engine, int keys) {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < keys; i++) {
            batch.put(RECORDS, key(i), bytes("value".repeat(100)));
        }
        engine.write(batch, Durability.BUFFERED);
    }

    private static byte[] key(int i) {
        return bytes(String.format("key%04d", i));
    }
}
