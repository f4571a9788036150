package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys compare as unsigned bytes, a prefix before what it is a prefix of; ranges are half-open. */
abstract class EngineOrderContract extends EngineContract {
    @Shows("order-1")
    @Test
    void singleByteKeysComeBackInUnsignedOrder() {
        List<byte[]> shuffled = new ArrayList<>(Bytes.allSingles());
        Collections.shuffle(shuffled, new Random(1));

        putKeys(RECORDS, shuffled);

        assertThat(keys(RECORDS)).as("all 256 keys of one byte, read upwards").isEqualTo(Bytes.hex(Bytes.allSingles()));
    }

    @Shows("order-1")
    @Test
    void rangeAcrossTheSignBitHoldsAllItsKeys() {
        putKeys(RECORDS, Bytes.allSingles());

        assertThat(keys(RECORDS, Bytes.of(0x70), Bytes.of(0x90)))
                .as("keys of [70, 90): 32, on both sides of 80")
                .isEqualTo(Bytes.hex(Bytes.allSingles().subList(0x70, 0x90)));
    }

    @Shows("order-1")
    @Test
    void rangesOnBothSidesOfTheSignBitMeetThere() {
        putKeys(RECORDS, Bytes.allSingles());

        assertThat(keys(RECORDS, Bytes.of(0x00), Bytes.of(0x80)))
                .as("keys of [00, 80)")
                .isEqualTo(Bytes.hex(Bytes.allSingles().subList(0, 0x80)));
        assertThat(keys(RECORDS, Bytes.of(0x80), null))
                .as("keys of [80, end)")
                .isEqualTo(Bytes.hex(Bytes.allSingles().subList(0x80, 0x100)));
    }

    @Shows("order-1")
    @Test
    void laterBytesCompareUnsignedToo() {
        putKeys(RECORDS, List.of(Bytes.of(1, 0xff), Bytes.of(1, 0x7f), Bytes.of(1, 0x80), Bytes.of(1, 0)));

        assertThat(keys(RECORDS))
                .as("keys that differ in the second byte")
                .containsExactly("0100", "017f", "0180", "01ff");
    }

    @Shows("order-2")
    @Test
    void prefixComesBeforeWhatItIsAPrefixOf() {
        putKeys(RECORDS, List.of(Bytes.ascii("ab"), Bytes.ascii("a"), Bytes.ascii("aa"), Bytes.ascii("b")));

        assertThat(keys(RECORDS)).as("a, aa, ab, b").containsExactly("61", "6161", "6162", "62");
    }

    @Shows("order-2")
    @Test
    void trailingZerosMakeDifferentKeys() {
        putKeys(RECORDS, List.of(Bytes.of(5, 0, 0), Bytes.of(5), Bytes.of(5, 0), Bytes.of(0), Bytes.of(0, 0)));

        assertThat(keys(RECORDS))
                .as("keys that differ in trailing zeros")
                .containsExactly("00", "0000", "05", "0500", "050000");
    }

    @Shows("order-2")
    @Test
    void shortAndLongKeysSortTogether() {
        List<byte[]> ascending = List.of(
                Bytes.of(0x7f),
                Bytes.filled(288, 0x7f),
                Bytes.filled(511, 0x7f),
                Bytes.of(0x80),
                Bytes.filled(510, 0x80),
                Bytes.filled(511, 0x80));
        List<byte[]> shuffled = new ArrayList<>(ascending);
        Collections.shuffle(shuffled, new Random(2));

        putKeys(RECORDS, shuffled);

        assertThat(keys(RECORDS)).as("keys of 1 to 511 bytes").isEqualTo(Bytes.hex(ascending));
    }

    @Shows({"order-3", "order-4"})
    @Test
    void longestKeysMayDifferInTheirLastByteOnly() {
        byte[] low = Bytes.filled(511, 0x61);
        byte[] high = low.clone();
        high[510] = (byte) 0x80;

        putKeys(RECORDS, List.of(high, low));

        assertThat(keys(RECORDS)).as("two keys of 511 bytes").containsExactly(Bytes.hex(low), Bytes.hex(high));
        assertThat(keys(RECORDS, high, null)).as("from the higher one on").containsExactly(Bytes.hex(high));
        assertThat(keys(RECORDS, FIRST, high)).as("up to the higher one").containsExactly(Bytes.hex(low));
    }

    @Shows("order-4")
    @Test
    void rangeHoldsItsStartAndNotItsEnd() {
        putKeys(RECORDS, Bytes.numbers(0, 10));

        assertThat(keys(RECORDS, Bytes.number(3), Bytes.number(6)))
                .as("keys of [3, 6)")
                .isEqualTo(Bytes.hex(Bytes.numbers(3, 6)));
    }

    @Shows({"order-4", "order-14"})
    @Test
    void rangeReadDownwardsHoldsItsStartAndNotItsEnd() {
        putKeys(RECORDS, Bytes.numbers(0, 10));

        List<String> found = scan(RECORDS, Bytes.number(3), Bytes.number(6), EngineContract::downwards);

        assertThat(found)
                .as("keys of [3, 6), read downwards")
                .isEqualTo(Bytes.hex(List.of(Bytes.number(5), Bytes.number(4), Bytes.number(3))));
    }

    @Shows("order-5")
    @Test
    void boundsOfARangeNeedNotBeKeys() {
        putKeys(RECORDS, List.of(Bytes.of(1), Bytes.of(3), Bytes.of(5), Bytes.of(7)));

        assertThat(keys(RECORDS, Bytes.of(2), Bytes.of(6)))
                .as("keys of [02, 06)")
                .containsExactly("03", "05");
        assertThat(keys(RECORDS, Bytes.of(0), Bytes.of(9)))
                .as("keys of [00, 09)")
                .containsExactly("01", "03", "05", "07");
        assertThat(keys(RECORDS, Bytes.of(3, 0), Bytes.of(5, 0)))
                .as("keys of [0300, 0500)")
                .containsExactly("05");
    }

    @Shows("order-6")
    @Test
    void emptyStartMeansFromTheFirstKey() {
        putKeys(RECORDS, Bytes.numbers(0, 10));

        assertThat(keys(RECORDS, FIRST, Bytes.number(2)))
                .as("keys of [first, 2)")
                .isEqualTo(Bytes.hex(Bytes.numbers(0, 2)));
    }

    @Shows("order-6")
    @Test
    void missingEndMeansToTheLastKey() {
        putKeys(RECORDS, List.of(Bytes.of(1), Bytes.of(0xff), Bytes.of(0xff, 0xff), Bytes.filled(511, 0xff)));

        assertThat(keys(RECORDS, Bytes.of(0xff), null))
                .as("keys of [ff, end)")
                .containsExactly("ff", "ffff", Bytes.hex(Bytes.filled(511, 0xff)));
    }

    @Shows("order-7")
    @Test
    void prefixThatEndsInFfHasARangeOfItsOwn() {
        putKeys(
                RECORDS,
                List.of(
                        Bytes.of(0x61, 0xfe),
                        Bytes.of(0x61, 0xff),
                        Bytes.of(0x61, 0xff, 0),
                        Bytes.of(0x61, 0xff, 0xff),
                        Bytes.of(0x62)));

        assertThat(keys(RECORDS, Bytes.of(0x61, 0xff), Bytes.of(0x62)))
                .as("keys of [61ff, 62)")
                .containsExactly("61ff", "61ff00", "61ffff");
    }

    @Shows("order-8")
    @Test
    void rangeThatStartsAtItsEndIsEmpty() {
        putKeys(RECORDS, Bytes.numbers(0, 10));

        assertIsEmpty(Bytes.number(4), Bytes.number(4));
    }

    @Shows("order-8")
    @Test
    void rangeThatStartsAfterItsEndIsEmpty() {
        putKeys(RECORDS, Bytes.numbers(0, 10));

        assertIsEmpty(Bytes.number(6), Bytes.number(3));
        assertIsEmpty(Bytes.of(0x80), Bytes.of(0x7f));
    }

    @Shows("order-8")
    @Test
    void rangeBetweenTwoNeighboursIsEmpty() {
        putKeys(RECORDS, Bytes.numbers(0, 10));

        assertIsEmpty(Bytes.of(0, 0, 0, 3, 0), Bytes.number(4));
    }

    @Shows("order-8")
    @Test
    void rangeBeforeTheFirstAndAfterTheLastKeyIsEmpty() {
        putKeys(RECORDS, Bytes.numbers(10, 20));

        assertIsEmpty(Bytes.number(0), Bytes.number(10));
        assertIsEmpty(Bytes.number(20), Bytes.filled(511, 0xff));
    }

    @Shows({"order-8", "order-9"})
    @Test
    void keyspaceWithoutKeysIsEmpty() {
        put(INDEX, Bytes.number(4), Bytes.EMPTY);

        assertIsEmpty(FIRST, Bytes.of(0xff));
        assertThat(keys(RECORDS))
                .as("keys of a keyspace that nothing was put into")
                .isEmpty();
    }

    @Shows("order-9")
    @Test
    void sameKeyIsIndependentInEachKeyspace() {
        put(RECORDS, Bytes.ascii("k"), Bytes.of(1));
        put(INDEX, Bytes.ascii("k"), Bytes.of(2));
        put(BLOBS, Bytes.ascii("only here"), Bytes.of(3));

        assertThat(get(RECORDS, Bytes.ascii("k"))).as("in records").isEqualTo("01");
        assertThat(get(INDEX, Bytes.ascii("k"))).as("in name_index").isEqualTo("02");
        assertThat(get(BLOBS, Bytes.ascii("k"))).as("in blobs").isNull();
        assertThat(keys(INDEX)).as("keys of name_index").containsExactly("6b");
    }

    private void assertIsEmpty(byte[] from, byte[] to) {
        String range = "[" + Bytes.hex(from) + ", " + Bytes.hex(to) + ")";
        read(snapshot -> {
            try (Cursor cursor = snapshot.cursor(RECORDS, from, to)) {
                assertThat(cursor.next())
                        .as("next() in the empty range %s", range)
                        .isFalse();
                assertThat(cursor.previous())
                        .as("previous() in the empty range %s", range)
                        .isFalse();
                assertThat(cursor.seekAtOrAfter(Bytes.of(0)))
                        .as("seekAtOrAfter(00) in the empty range %s", range)
                        .isFalse();
                assertThat(cursor.seekBefore(Bytes.filled(511, 0xff)))
                        .as("seekBefore(ff…) in the empty range %s", range)
                        .isFalse();
            }
            return null;
        });
    }
}
