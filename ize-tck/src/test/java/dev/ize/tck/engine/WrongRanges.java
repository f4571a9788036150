package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Engines whose cursors are over something else than the range that was asked for. */
final class WrongRanges {
    /** Makes a wrong cursor over a right snapshot. */
    interface CursorMaker {
        Cursor cursor(EngineSnapshot right, Keyspace keyspace, byte[] from, byte @Nullable [] to);
    }

    private WrongRanges() {}

    static Engine comparingSigned(Engine right) {
        return comparingBy(right, Arrays::compare);
    }

    static Engine comparingLengthsFirst(Engine right) {
        return comparingBy(
                right, Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned));
    }

    private static Engine comparingBy(Engine right, Comparator<byte[]> order) {
        return withCursors(
                right,
                (snapshot, keyspace, from, to) ->
                        new MapCursor(entries(snapshot, keyspace, from.length == 0 ? null : from, to, order)));
    }

    static Engine includingTheEnd(Engine right) {
        return withCursors(
                right,
                (snapshot, keyspace, from, to) -> snapshot.cursor(keyspace, from, to == null ? null : after(to)));
    }

    static Engine excludingTheStart(Engine right) {
        return withCursors(
                right,
                (snapshot, keyspace, from, to) -> snapshot.cursor(keyspace, from.length == 0 ? from : after(from), to));
    }

    static Engine skippingTheKeyAfterAnAbsentStart(Engine right) {
        return withCursors(right, (snapshot, keyspace, from, to) -> {
            if (from.length == 0 || snapshot.get(keyspace, from) != null) {
                return snapshot.cursor(keyspace, from, to);
            }
            try (Cursor cursor = snapshot.cursor(keyspace, from, null)) {
                return snapshot.cursor(keyspace, cursor.next() ? after(cursor.key()) : from, to);
            }
        });
    }

    static Engine endingOpenRangesAtFf(Engine right) {
        return withCursors(
                right,
                (snapshot, keyspace, from, to) -> snapshot.cursor(keyspace, from, to == null ? Bytes.of(0xff) : to));
    }

    /** Takes the range of a prefix for one that ends where the prefix's last byte is one more. */
    static Engine forgettingTheCarryOfAPrefix(Engine right) {
        return withCursors(right, (snapshot, keyspace, from, to) -> {
            if (from.length == 0 || !Arrays.equals(to, afterPrefix(from))) {
                return snapshot.cursor(keyspace, from, to);
            }
            byte[] end = from.clone();
            end[end.length - 1]++;
            return snapshot.cursor(keyspace, from, end);
        });
    }

    static Engine swappingBoundsThatCross(Engine right) {
        return withCursors(
                right,
                (snapshot, keyspace, from, to) -> to != null && Arrays.compareUnsigned(from, to) > 0
                        ? snapshot.cursor(keyspace, to, from)
                        : snapshot.cursor(keyspace, from, to));
    }

    static Engine ignoringTheEnd(Engine right) {
        return withCursors(right, (snapshot, keyspace, from, to) -> snapshot.cursor(keyspace, from, null));
    }

    static Engine seekingBelowTheRange(Engine right) {
        return withCursors(
                right, (snapshot, keyspace, from, to) -> snapshot.cursor(keyspace, EngineContract.FIRST, to));
    }

    static Engine withSnapshots(Engine right, UnaryOperator<EngineSnapshot> alteration) {
        return new ForwardingEngine(right) {
            @Override
            public EngineSnapshot snapshot() {
                return alteration.apply(right.snapshot());
            }
        };
    }

    static Engine withCursors(Engine right, CursorMaker maker) {
        return withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
                return maker.cursor(snapshot, keyspace, from, to);
            }
        });
    }

    /** The entries from one key to another in some order; null for no bound. */
    static NavigableMap<byte[], byte[]> entries(
            EngineSnapshot snapshot,
            Keyspace keyspace,
            byte @Nullable [] from,
            byte @Nullable [] to,
            Comparator<byte[]> order) {
        NavigableMap<byte[], byte[]> entries = new TreeMap<>(order);
        try (Cursor cursor = snapshot.cursor(keyspace, EngineContract.FIRST, null)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                if ((from == null || order.compare(from, key) <= 0) && (to == null || order.compare(key, to) < 0)) {
                    entries.put(key, cursor.value());
                }
            }
        }
        return entries;
    }

    /** The key right after another one, or the longest key itself, which has none. */
    static byte[] after(byte[] key) {
        return key.length == Keyspace.MAX_KEY_BYTES ? key : Arrays.copyOf(key, key.length + 1);
    }

    /** The first key after all that begin with a prefix; null where there is none. */
    static byte @Nullable [] afterPrefix(byte[] prefix) {
        int length = prefix.length;
        while (length > 0 && prefix[length - 1] == (byte) 0xff) {
            length--;
        }
        if (length == 0) {
            return null;
        }
        byte[] after = Arrays.copyOf(prefix, length);
        after[length - 1]++;
        return after;
    }
}
