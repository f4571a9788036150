package dev.ize.backend.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each short session leaves a table. As long as keys ascended, nothing ever merged these: a hundred sessions that wrote
 * one record each left a hundred files, and a store that is used from the command line would have come to thousands.
 */
final class SmallTablesTest {
    private static final Keyspace RECORDS = new Keyspace(3, "records", Keyspace.Shape.SMALL_RECORDS);
    private static final int SESSIONS = 150;

    @TempDir
    Path directory;

    @Test
    void manyShortSessionsLeaveFewTablesAndAllRecords() throws IOException {
        long most = 0;
        for (int i = 0; i < SESSIONS; i++) {
            try (Engine engine = open()) {
                WriteBatch batch = new WriteBatch();
                batch.put(RECORDS, key(i), key(-i));
                engine.write(batch, Durability.BUFFERED);
            }
            most = Math.max(most, tables());
        }

        assertThat(most).as("most tables at any time").isLessThan(50);
        try (Engine engine = open();
                EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
            for (int i = 0; i < SESSIONS; i++) {
                assertThat(cursor.next()).as("record %d is there", i).isTrue();
                assertThat(cursor.key()).isEqualTo(key(i));
                assertThat(cursor.value()).isEqualTo(key(-i));
            }
            assertThat(cursor.next()).as("there are more records").isFalse();
        }
    }

    private Engine open() {
        RocksDbProvider provider = new RocksDbProvider();
        return provider.openEngine(directory, Set.of(RECORDS), EngineAccess.READ_WRITE, provider.defaultOptions());
    }

    private long tables() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sst")).count();
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
