package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.WriteBatch;
import dev.ize.tck.rule.Shows;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cursor moves in any direction at any time, never leaves its range, and is unpositioned at first and
 * after each move that found nothing.
 *
 * <p>The keys are 10, 20, … 90; each has itself as value.
 */
abstract class EngineCursorContract extends EngineContract {
    private static final String NOWHERE = "unpositioned";

    @BeforeEach
    final void putTens() {
        WriteBatch batch = new WriteBatch();
        for (int key = 0x10; key <= 0x90; key += 0x10) {
            batch.put(RECORDS, Bytes.of(key), Bytes.of(key));
        }
        // Neighbours in other keyspaces, which no move may reach.
        batch.put(INDEX, Bytes.of(0x05), Bytes.EMPTY);
        batch.put(BLOBS, Bytes.of(0x95), Bytes.EMPTY);
        write(batch);
    }

    @Shows("order-10")
    @Test
    void seekAtOrAfterFindsTheKeyItself() {
        over(
                FIRST,
                null,
                cursor -> assertMove("seekAtOrAfter(30)", cursor.seekAtOrAfter(Bytes.of(0x30)), cursor, "30"));
    }

    @Shows("order-10")
    @Test
    void seekAtOrAfterFindsTheNextKeyWhereThereIsNone() {
        over(FIRST, null, cursor -> {
            assertMove("seekAtOrAfter(31)", cursor.seekAtOrAfter(Bytes.of(0x31)), cursor, "40");
            assertMove("seekAtOrAfter(3000)", cursor.seekAtOrAfter(Bytes.of(0x30, 0)), cursor, "40");
            assertMove("seekAtOrAfter(2fff)", cursor.seekAtOrAfter(Bytes.of(0x2f, 0xff)), cursor, "30");
        });
    }

    @Shows("order-10")
    @Test
    void seekAtOrAfterBeforeAllKeysFindsTheFirst() {
        over(FIRST, null, cursor -> assertMove("seekAtOrAfter(00)", cursor.seekAtOrAfter(Bytes.of(0)), cursor, "10"));
    }

    @Shows("order-10")
    @Test
    void seekAtOrAfterBehindAllKeysFindsNone() {
        over(FIRST, null, cursor -> {
            assertMove("seekAtOrAfter(90)", cursor.seekAtOrAfter(Bytes.of(0x90)), cursor, "90");
            assertMove("seekAtOrAfter(91)", cursor.seekAtOrAfter(Bytes.of(0x91)), cursor, NOWHERE);
            assertMove("seekAtOrAfter(ff…)", cursor.seekAtOrAfter(Bytes.filled(511, 0xff)), cursor, NOWHERE);
        });
    }

    @Shows("order-11")
    @Test
    void seekBeforeDoesNotFindTheKeyItself() {
        over(FIRST, null, cursor -> assertMove("seekBefore(30)", cursor.seekBefore(Bytes.of(0x30)), cursor, "20"));
    }

    @Shows("order-11")
    @Test
    void seekBeforeFindsTheKeyBelowWhereThereIsNone() {
        over(FIRST, null, cursor -> {
            assertMove("seekBefore(31)", cursor.seekBefore(Bytes.of(0x31)), cursor, "30");
            assertMove("seekBefore(3000)", cursor.seekBefore(Bytes.of(0x30, 0)), cursor, "30");
            assertMove("seekBefore(2fff)", cursor.seekBefore(Bytes.of(0x2f, 0xff)), cursor, "20");
        });
    }

    @Shows("order-11")
    @Test
    void seekBeforeBehindAllKeysFindsTheLast() {
        over(FIRST, null, cursor -> {
            assertMove("seekBefore(91)", cursor.seekBefore(Bytes.of(0x91)), cursor, "90");
            assertMove("seekBefore(ff…)", cursor.seekBefore(Bytes.filled(511, 0xff)), cursor, "90");
        });
    }

    @Shows("order-11")
    @Test
    void seekBeforeTheFirstKeyFindsNone() {
        over(FIRST, null, cursor -> {
            assertMove("seekBefore(11)", cursor.seekBefore(Bytes.of(0x11)), cursor, "10");
            assertMove("seekBefore(10)", cursor.seekBefore(Bytes.of(0x10)), cursor, NOWHERE);
            assertMove("seekBefore(00)", cursor.seekBefore(Bytes.of(0)), cursor, NOWHERE);
        });
    }

    @Shows("order-12")
    @Test
    void seekAtOrAfterFromBelowTheRangeFindsItsFirstKey() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertMove("seekAtOrAfter(10) in [30, 60)", cursor.seekAtOrAfter(Bytes.of(0x10)), cursor, "30");
            assertMove("seekAtOrAfter(2f) in [30, 60)", cursor.seekAtOrAfter(Bytes.of(0x2f)), cursor, "30");
        });
    }

    @Shows("order-12")
    @Test
    void seekAtOrAfterDoesNotReachTheEndOfTheRange() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertMove("seekAtOrAfter(50) in [30, 60)", cursor.seekAtOrAfter(Bytes.of(0x50)), cursor, "50");
            assertMove("seekAtOrAfter(51) in [30, 60)", cursor.seekAtOrAfter(Bytes.of(0x51)), cursor, NOWHERE);
            assertMove("seekAtOrAfter(60) in [30, 60)", cursor.seekAtOrAfter(Bytes.of(0x60)), cursor, NOWHERE);
            assertMove("seekAtOrAfter(80) in [30, 60)", cursor.seekAtOrAfter(Bytes.of(0x80)), cursor, NOWHERE);
        });
    }

    @Shows("order-12")
    @Test
    void seekBeforeFromAboveTheRangeFindsItsLastKey() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertMove("seekBefore(60) in [30, 60)", cursor.seekBefore(Bytes.of(0x60)), cursor, "50");
            assertMove("seekBefore(61) in [30, 60)", cursor.seekBefore(Bytes.of(0x61)), cursor, "50");
            assertMove("seekBefore(ff) in [30, 60)", cursor.seekBefore(Bytes.of(0xff)), cursor, "50");
        });
    }

    @Shows("order-12")
    @Test
    void seekBeforeDoesNotGoBelowTheRange() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertMove("seekBefore(31) in [30, 60)", cursor.seekBefore(Bytes.of(0x31)), cursor, "30");
            assertMove("seekBefore(30) in [30, 60)", cursor.seekBefore(Bytes.of(0x30)), cursor, NOWHERE);
            assertMove("seekBefore(10) in [30, 60)", cursor.seekBefore(Bytes.of(0x10)), cursor, NOWHERE);
        });
    }

    @Shows("order-13")
    @Test
    void oneCursorSeeksUpAndDownAgain() {
        over(FIRST, null, cursor -> {
            assertMove("seekAtOrAfter(80)", cursor.seekAtOrAfter(Bytes.of(0x80)), cursor, "80");
            assertMove("then seekAtOrAfter(20)", cursor.seekAtOrAfter(Bytes.of(0x20)), cursor, "20");
            assertMove("then seekBefore(90)", cursor.seekBefore(Bytes.of(0x90)), cursor, "80");
            assertMove("then seekBefore(20)", cursor.seekBefore(Bytes.of(0x20)), cursor, "10");
            assertMove("then seekAtOrAfter(50)", cursor.seekAtOrAfter(Bytes.of(0x50)), cursor, "50");
            assertMove("then seekAtOrAfter(50) again", cursor.seekAtOrAfter(Bytes.of(0x50)), cursor, "50");
        });
    }

    @Shows("order-13")
    @Test
    void stepsGoOnFromWhereASeekWent() {
        over(FIRST, null, cursor -> {
            assertMove("seekAtOrAfter(45)", cursor.seekAtOrAfter(Bytes.of(0x45)), cursor, "50");
            assertMove("then next()", cursor.next(), cursor, "60");
            assertMove("seekAtOrAfter(45)", cursor.seekAtOrAfter(Bytes.of(0x45)), cursor, "50");
            assertMove("then previous()", cursor.previous(), cursor, "40");
            assertMove("seekBefore(45)", cursor.seekBefore(Bytes.of(0x45)), cursor, "40");
            assertMove("then next()", cursor.next(), cursor, "50");
            assertMove("seekBefore(45)", cursor.seekBefore(Bytes.of(0x45)), cursor, "40");
            assertMove("then previous()", cursor.previous(), cursor, "30");
        });
    }

    @Shows("order-13")
    @Test
    void directionMayChangeAtEveryStep() {
        over(FIRST, null, cursor -> {
            assertMove("next()", cursor.next(), cursor, "10");
            assertMove("next()", cursor.next(), cursor, "20");
            assertMove("previous()", cursor.previous(), cursor, "10");
            assertMove("next()", cursor.next(), cursor, "20");
            assertMove("next()", cursor.next(), cursor, "30");
            assertMove("next()", cursor.next(), cursor, "40");
            assertMove("previous()", cursor.previous(), cursor, "30");
            assertMove("previous()", cursor.previous(), cursor, "20");
            assertMove("next()", cursor.next(), cursor, "30");
        });
    }

    @Shows("order-14")
    @Test
    void freshCursorGoesUpFromTheFirstKeyOfItsRange() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> assertMove("next() in [30, 60)", cursor.next(), cursor, "30"));
    }

    @Shows("order-14")
    @Test
    void freshCursorGoesDownFromTheLastKeyOfItsRange() {
        over(
                Bytes.of(0x30),
                Bytes.of(0x60),
                cursor -> assertMove("previous() in [30, 60)", cursor.previous(), cursor, "50"));
        over(FIRST, null, cursor -> assertMove("previous() in the whole keyspace", cursor.previous(), cursor, "90"));
        over(Bytes.of(0x85), null, cursor -> assertMove("previous() in [85, end)", cursor.previous(), cursor, "90"));
    }

    @Shows({"order-15", "order-16"})
    @Test
    void steppingOverTheEndUnpositionsAndNextStartsAgain() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertThat(upwards(cursor)).as("keys of [30, 60)").containsExactly("30", "40", "50");
            assertUnpositioned(cursor, "after next() found nothing");
            assertMove("next() again", cursor.next(), cursor, "30");
        });
    }

    @Shows("order-15")
    @Test
    void steppingOverTheEndUnpositionsAndPreviousComesFromTheEnd() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertThat(upwards(cursor)).as("keys of [30, 60)").containsExactly("30", "40", "50");
            assertMove("previous() then", cursor.previous(), cursor, "50");
        });
    }

    @Shows({"order-15", "order-16"})
    @Test
    void steppingOverTheStartUnpositionsAndPreviousStartsAgain() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertThat(downwards(cursor)).as("keys of [30, 60) downwards").containsExactly("50", "40", "30");
            assertUnpositioned(cursor, "after previous() found nothing");
            assertMove("previous() again", cursor.previous(), cursor, "50");
        });
    }

    @Shows("order-15")
    @Test
    void steppingOverTheStartUnpositionsAndNextComesFromTheStart() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            assertThat(downwards(cursor)).as("keys of [30, 60) downwards").containsExactly("50", "40", "30");
            assertMove("next() then", cursor.next(), cursor, "30");
        });
    }

    @Shows("order-15")
    @Test
    void seekThatFindsNothingUnpositionsWhereverTheCursorStood() {
        over(Bytes.of(0x30), Bytes.of(0x60), cursor -> {
            cursor.seekAtOrAfter(Bytes.of(0x40));
            assertMove("seekAtOrAfter(70) from 40", cursor.seekAtOrAfter(Bytes.of(0x70)), cursor, NOWHERE);
            assertMove("then next()", cursor.next(), cursor, "30");

            cursor.seekAtOrAfter(Bytes.of(0x40));
            cursor.seekAtOrAfter(Bytes.of(0x70));
            assertMove("previous() after seekAtOrAfter(70)", cursor.previous(), cursor, "50");

            cursor.seekAtOrAfter(Bytes.of(0x40));
            assertMove("seekBefore(20) from 40", cursor.seekBefore(Bytes.of(0x20)), cursor, NOWHERE);
            assertMove("then next()", cursor.next(), cursor, "30");

            cursor.seekAtOrAfter(Bytes.of(0x40));
            cursor.seekBefore(Bytes.of(0x20));
            assertMove("previous() after seekBefore(20)", cursor.previous(), cursor, "50");
        });
    }

    @Shows("order-16")
    @Test
    void freshCursorHasNoKeyAndNoValue() {
        over(FIRST, null, cursor -> assertUnpositioned(cursor, "before any move"));
    }

    @Shows("order-17")
    @Test
    void keyAndValueMayBeAskedForRepeatedly() {
        over(FIRST, null, cursor -> {
            cursor.seekAtOrAfter(Bytes.of(0x40));
            assertThat(Bytes.hex(cursor.value()))
                    .as("the value at 40, asked for before the key")
                    .isEqualTo("40");
            assertThat(Bytes.hex(cursor.key())).as("the key at 40").isEqualTo("40");
            assertThat(Bytes.hex(cursor.value()))
                    .as("the value at 40, asked for again")
                    .isEqualTo("40");
            assertMove("next() then", cursor.next(), cursor, "50");
        });
    }

    @Shows("order-18")
    @Test
    void cursorsOfOneSnapshotMoveIndependently() {
        read(snapshot -> {
            try (Cursor up = snapshot.cursor(RECORDS, FIRST, null);
                    Cursor down = snapshot.cursor(RECORDS, FIRST, null);
                    Cursor other = snapshot.cursor(INDEX, FIRST, null)) {
                assertMove("next() of the first", up.next(), up, "10");
                assertMove("previous() of the second", down.previous(), down, "90");
                assertThat(upwards(other))
                        .as("keys of the third, in another keyspace")
                        .containsExactly("05");
                assertMove("next() of the first", up.next(), up, "20");
                assertMove("previous() of the second", down.previous(), down, "80");
            }
            return null;
        });
    }

    @Shows("order-19")
    @Test
    void reverseReadingIsCompleteOverManyKeys() {
        putKeys(INDEX, Bytes.numbers(0, 20_000));
        List<String> ascending = keys(INDEX);

        List<String> descending = scan(INDEX, FIRST, null, EngineContract::downwards);

        Collections.reverse(descending);
        assertThat(descending)
                .as("20,001 keys read downwards, reversed")
                .hasSize(20_001)
                .isEqualTo(ascending);
    }

    @Shows({"order-10", "order-11", "order-19"})
    @Test
    void seeksMeetEveryKeyOfMany() {
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < 5_000; i++) {
            batch.put(INDEX, Bytes.number(1_000_000 + 2 * i), Bytes.number(i));
        }
        write(batch);

        scan(INDEX, FIRST, null, cursor -> {
            for (int i = 1; i < 4_999; i += 7) {
                byte[] here = Bytes.number(1_000_000 + 2 * i);
                byte[] gap = Bytes.number(1_000_000 + 2 * i + 1);
                assertSeek("seekAtOrAfter", i, cursor.seekAtOrAfter(here), cursor, i);
                assertSeek("seekAtOrAfter the gap after", i, cursor.seekAtOrAfter(gap), cursor, i + 1);
                assertSeek("seekBefore", i, cursor.seekBefore(here), cursor, i - 1);
                assertSeek("seekBefore the gap after", i, cursor.seekBefore(gap), cursor, i);
            }
            return null;
        });
    }

    @Shows("order-20")
    @Test
    void deletedKeysAreSteppedOverInBothDirections() {
        WriteBatch batch = new WriteBatch();
        batch.delete(RECORDS, Bytes.of(0x20));
        batch.deleteRange(RECORDS, Bytes.of(0x40), Bytes.of(0x70));
        batch.delete(RECORDS, Bytes.of(0x90));
        write(batch);

        over(FIRST, null, cursor -> {
            assertThat(upwards(cursor)).as("what is left, upwards").containsExactly("10", "30", "70", "80");
            assertThat(downwards(cursor)).as("what is left, downwards").containsExactly("80", "70", "30", "10");
            assertMove("seekAtOrAfter(40), a deleted key", cursor.seekAtOrAfter(Bytes.of(0x40)), cursor, "70");
            assertMove("seekBefore(70), above deleted keys", cursor.seekBefore(Bytes.of(0x70)), cursor, "30");
            assertMove("seekAtOrAfter(81), below a deleted key", cursor.seekAtOrAfter(Bytes.of(0x81)), cursor, NOWHERE);
        });
    }

    private void over(byte[] from, byte @Nullable [] to, Consumer<Cursor> moves) {
        scan(RECORDS, from, to, cursor -> {
            moves.accept(cursor);
            return null;
        });
    }

    private static void assertMove(String move, boolean found, Cursor cursor, String expectedKey) {
        if (expectedKey.equals(NOWHERE)) {
            assertThat(found).as("%s must find nothing", move).isFalse();
            assertUnpositioned(cursor, "after " + move);
            return;
        }
        assertThat(found).as("%s must find %s", move, expectedKey).isTrue();
        assertThat(Bytes.hex(cursor.key())).as("the key after %s", move).isEqualTo(expectedKey);
        assertThat(Bytes.hex(cursor.value())).as("the value after %s", move).isEqualTo(expectedKey);
    }

    private static void assertSeek(String seek, int index, boolean found, Cursor cursor, int expected) {
        assertThat(found).as("%s key %d of 5,000 must find one", seek, index).isTrue();
        assertThat(Bytes.hex(cursor.value()))
                .as("where %s key %d of 5,000 goes", seek, index)
                .isEqualTo(Bytes.hex(Bytes.number(expected)));
    }

    private static void assertUnpositioned(Cursor cursor, String when) {
        assertThatThrownBy(cursor::key).as("key() %s", when).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(cursor::value).as("value() %s", when).isInstanceOf(IllegalStateException.class);
    }
}
