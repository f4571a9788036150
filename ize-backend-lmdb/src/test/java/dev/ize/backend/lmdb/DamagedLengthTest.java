package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.RECORDS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lengths in LMDB's data file, which LMDB hands out as they are. Before a key in a page lie 8 bytes: the lower and the upper
 * half of its value's length, flags, and its own length. A long value's pages begin with their number and, at 12, how many
 * they are.
 */
final class DamagedLengthTest {
    private static final String KEY = "the key of the record";
    private static final byte[] SHORT = new byte[100];
    private static final byte[] LONG = new byte[10_000];
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {4000, 0xFFFF, 1 << 20, 1 << 30, Integer.MAX_VALUE, -1})
    void shortValueThatSaysThatItIsLongerThanItsPageIsCorrupt(int length) throws IOException {
        store(SHORT);

        damage(file -> putLength(file, length));

        assertValueIsCorrupt();
    }

    @ParameterizedTest
    @ValueSource(ints = {3 * PAGE - 15, 1 << 20, 1 << 30, Integer.MAX_VALUE, -1})
    void longValueThatSaysThatItIsLongerThanItsPagesIsCorrupt(int length) throws IOException {
        store(LONG);

        damage(file -> putLength(file, length));

        assertValueIsCorrupt();
    }

    @Test
    void longValueThatSaysThatItEndsBehindTheFileIsCorrupt() throws IOException {
        store(LONG);

        damage(file -> {
            putLength(file, 1 << 24);
            file.putInt(pageOfValue(file) * PAGE + 12, 1 << 20);
        });

        assertValueIsCorrupt();
    }

    @Test
    void longValueInAPageOfAnotherKindIsCorrupt() throws IOException {
        store(LONG);

        damage(file -> file.putShort(pageOfValue(file) * PAGE + 10, (short) 0x02));

        assertValueIsCorrupt();
    }

    @Test
    void keyThatSaysThatItIsLongerThanItsPageIsCorrupt() throws IOException {
        store(SHORT);

        damage(file -> file.putShort(node(file) + 6, (short) 5000));

        try (LmdbEngine engine = Fixture.open(directory);
                EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
            assertThatThrownBy(cursor::next).isInstanceOf(CorruptStoreException.class);
        }
    }

    @Test
    void valuesOfAllLengthsAreReadAsTheyWereWritten() {
        WriteBatch batch = new WriteBatch();
        Map<String, byte[]> written = new TreeMap<>();
        for (int length = 0; length < 5 * PAGE; length += length < 2200 ? 1 : 97) {
            byte[] value = new byte[length];
            Arrays.fill(value, (byte) length);
            written.put("value of " + length, value);
            batch.put(RECORDS, bytes("value of " + length), value);
        }

        try (LmdbEngine engine = Fixture.open(directory)) {
            engine.write(batch, Durability.SYNC);

            written.forEach(
                    (key, value) -> assertThat(Fixture.get(engine, key)).as(key).isEqualTo(value));
        }
    }

    private void store(byte[] value) {
        try (LmdbEngine engine = Fixture.open(directory)) {
            Fixture.put(engine, KEY, value);
        }
    }

    private interface Damage {
        void harm(ByteBuffer file);
    }

    private void damage(Damage damage) throws IOException {
        Path data = directory.resolve("data.mdb");
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(data)).order(ByteOrder.LITTLE_ENDIAN);
        damage.harm(file);
        Files.write(data, file.array());
    }

    private void assertValueIsCorrupt() {
        try (LmdbEngine engine = Fixture.open(directory);
                EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(RECORDS, new byte[0], null)) {
            assertThatThrownBy(() -> snapshot.get(RECORDS, bytes(KEY))).isInstanceOf(CorruptStoreException.class);
            assertThat(cursor.next()).isTrue();
            assertThatThrownBy(cursor::value).isInstanceOf(CorruptStoreException.class);
        }
    }

    private static void putLength(ByteBuffer file, int length) {
        file.putShort(node(file), (short) length);
        file.putShort(node(file) + 2, (short) (length >>> 16));
    }

    /** The page of a value that does not lie with its key: its number is there in its place. */
    private static int pageOfValue(ByteBuffer file) {
        return Math.toIntExact(file.getLong(node(file) + 8 + KEY.length()));
    }

    /** Where the only entry with the key begins. */
    private static int node(ByteBuffer file) {
        byte[] copy = new byte[file.capacity()];
        file.get(0, copy);
        String all = new String(copy, StandardCharsets.ISO_8859_1);
        assertThat(all.indexOf(KEY)).isPositive().isEqualTo(all.lastIndexOf(KEY));
        return all.indexOf(KEY) - 8;
    }
}
