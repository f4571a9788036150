package dev.ize.backend.rocksdb;

import static dev.ize.backend.rocksdb.TestEngine.RECORDS;
import static dev.ize.backend.rocksdb.TestEngine.VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/**
 * A program that writes numbered batches, each to both keyspaces, prints each number when its write has
 * returned, and goes on until it is killed or a write fails. Arguments: directory, durability, bytes of memory.
 */
final class NumberedWriter {
    private NumberedWriter() {}

    public static void main(String[] arguments) {
        Durability durability = Durability.valueOf(arguments[1]);
        RocksDbOptions options = RocksDbOptions.parse(Map.of("memoryBytes", arguments[2], "maxLogBytes", arguments[2]));
        TestEngine engine = TestEngine.open(Path.of(arguments[0]), options);
        try {
            for (int number = checkedCount(engine); ; number++) {
                engine.engine().write(batch(number), durability);
                System.out.println(number);
            }
        } catch (StorageFailedException e) {
            System.out.println(e.getMessage());
            reportWhatStillWorks(engine);
        }
    }

    /** How many batches are there, having checked that these are the first ones, each whole. */
    static int checkedCount(TestEngine engine) {
        int count = 0;
        try (EngineSnapshot snapshot = engine.engine().snapshot();
                Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
            while (cursor.next()) {
                assertThat(cursor.key()).isEqualTo(key(count));
                byte[] value = snapshot.get(VALUES, key(count));
                assertThat(Arrays.equals(value, value(count)))
                        .as("value of batch " + count)
                        .isTrue();
                count++;
            }
            assertThat(snapshot.get(VALUES, key(count))).isNull();
        }
        return count;
    }

    private static void reportWhatStillWorks(TestEngine engine) {
        System.out.println("second write: " + outcome(() -> engine.engine().write(batch(0), Durability.BUFFERED)));
        System.out.println("snapshot: " + outcome(() -> engine.engine().snapshot()));
        System.out.println("close: " + outcome(engine::close));
    }

    private static String outcome(Runnable call) {
        try {
            call.run();
            return "returned";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static WriteBatch batch(int number) {
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, key(number), new byte[] {1});
        batch.put(VALUES, key(number), value(number));
        return batch;
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /** Mostly small, now and then larger than the blocks of the log. */
    private static byte[] value(int number) {
        Random random = new Random(number);
        byte[] value = new byte[random.nextInt(number % 16 == 0 ? 300_000 : 3_000)];
        random.nextBytes(value);
        return value;
    }
}
