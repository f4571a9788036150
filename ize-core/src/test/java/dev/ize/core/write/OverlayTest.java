package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.core.format.Keyspaces;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An overlay over an overlay behaves as one sorted map does, and knows how much was written. */
class OverlayTest {
    private static final Keyspace KEYSPACE = Keyspaces.META;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void cursorMovesAsOverOneSortedMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        Overlay below = new Overlay(new EmptySnapshot());
        write(random, below, model, 40);
        Overlay overlay = new Overlay(below);
        write(random, overlay, model, 40);
        byte[] from = key(random);
        byte[] to = random.nextInt(4) == 0 ? null : key(random);

        try (Cursor cursor = overlay.cursor(KEYSPACE, from, to)) {
            compare(seed, random, cursor, range(model, from, to));
        }
        model.forEach((key, value) -> assertThat(overlay.get(KEYSPACE, key)).isEqualTo(value));
    }

    @Test
    void bytesOfAllThatWasWrittenAreCounted() {
        Overlay overlay = new Overlay(new EmptySnapshot());
        overlay.put(KEYSPACE, new byte[3], new byte[5]);
        assertThat(overlay.bytes()).isEqualTo(8);
        overlay.put(KEYSPACE, new byte[3], new byte[1]);
        assertThat(overlay.bytes()).isEqualTo(12);
        overlay.delete(KEYSPACE, new byte[2]);
        assertThat(overlay.bytes()).isEqualTo(14);
        Overlay own = new Overlay(overlay);
        own.put(KEYSPACE, new byte[4], new byte[6]);

        own.joinInto(overlay);

        assertThat(own.bytes()).isEqualTo(10);
        assertThat(overlay.bytes()).isEqualTo(24);
    }

    @Test
    void cursorThatStandsNowhereHasNoKeyAndNoValue() {
        Overlay overlay = new Overlay(new EmptySnapshot());
        overlay.put(KEYSPACE, new byte[1], new byte[1]);
        try (Cursor cursor = overlay.cursor(KEYSPACE, new byte[0], null)) {
            assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
            assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void cursorBelowIsClosedWithTheOneAbove() {
        AtomicInteger made = new AtomicInteger();
        Overlay overlay = new Overlay(new ReusingSnapshot(new EmptySnapshot() {
            @Override
            public Cursor cursor(Keyspace keyspace, byte[] from, byte[] to) {
                made.incrementAndGet();
                return super.cursor(keyspace, from, to);
            }
        }));
        overlay.put(KEYSPACE, new byte[1], new byte[1]);

        for (int i = 0; i < 3; i++) {
            overlay.cursor(KEYSPACE, new byte[0], null).close();
        }

        assertThat(made)
                .as("cursors, of which one that is closed is used again")
                .hasValue(1);
    }

    private static void compare(long seed, SplittableRandom random, Cursor cursor, NavigableMap<byte[], byte[]> range) {
        byte[] at = null;
        for (int step = 0; step < 200; step++) {
            byte[] target = key(random);
            Map.Entry<byte[], byte[]> expected;
            boolean found;
            switch (random.nextInt(4)) {
                case 0 -> {
                    expected = range.ceilingEntry(target);
                    found = cursor.seekAtOrAfter(target);
                }
                case 1 -> {
                    expected = range.lowerEntry(target);
                    found = cursor.seekBefore(target);
                }
                case 2 -> {
                    expected = at == null ? range.firstEntry() : range.higherEntry(at);
                    found = cursor.next();
                }
                default -> {
                    expected = at == null ? range.lastEntry() : range.lowerEntry(at);
                    found = cursor.previous();
                }
            }
            assertThat(found).as("seed=%d step=%d", seed, step).isEqualTo(expected != null);
            at = expected == null ? null : expected.getKey();
            if (expected != null) {
                assertThat(cursor.key()).as("seed=%d step=%d", seed, step).isEqualTo(expected.getKey());
                assertThat(cursor.value()).as("seed=%d step=%d", seed, step).isEqualTo(expected.getValue());
            }
        }
    }

    private static void write(SplittableRandom random, Overlay overlay, Map<byte[], byte[]> model, int count) {
        for (int i = 0; i < count; i++) {
            byte[] key = key(random);
            if (random.nextInt(3) == 0) {
                overlay.delete(KEYSPACE, key);
                model.remove(key);
            } else {
                byte[] value = {(byte) random.nextInt()};
                overlay.put(KEYSPACE, key, value);
                model.put(key, value);
            }
        }
    }

    private static NavigableMap<byte[], byte[]> range(NavigableMap<byte[], byte[]> model, byte[] from, byte[] to) {
        if (to == null) {
            return model.tailMap(from, true);
        }
        return Arrays.compareUnsigned(from, to) >= 0
                ? new TreeMap<>(Arrays::compareUnsigned)
                : model.subMap(from, true, to, false);
    }

    private static byte[] key(SplittableRandom random) {
        byte[] key = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (0x7C + random.nextInt(8));
        }
        return key;
    }
}
