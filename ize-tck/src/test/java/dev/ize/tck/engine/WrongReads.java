package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.StorageFailedException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Engines that write well and read wrongly. */
final class WrongReads {
    /** Makes a wrong cursor over a right snapshot. */
    private interface CursorMaker {
        Cursor cursor(EngineSnapshot right, Keyspace keyspace, byte[] from, byte @Nullable [] to);
    }

    private WrongReads() {}

    static Engine comparingSigned(Engine right) {
        return withCursors(right, (snapshot, keyspace, from, to) -> {
            NavigableMap<byte[], byte[]> signed = entries(snapshot, keyspace, from.length == 0 ? null : from, to);
            return new MapCursor(signed);
        });
    }

    static Engine includingTheEnd(Engine right) {
        return withCursors(
                right,
                (snapshot, keyspace, from, to) -> snapshot.cursor(
                        keyspace,
                        from,
                        to == null || to.length == Keyspace.MAX_KEY_BYTES ? to : Arrays.copyOf(to, to.length + 1)));
    }

    static Engine ignoringTheEnd(Engine right) {
        return withCursors(right, (snapshot, keyspace, from, to) -> snapshot.cursor(keyspace, from, null));
    }

    static Engine seekingBelowTheRange(Engine right) {
        return withCursors(
                right, (snapshot, keyspace, from, to) -> snapshot.cursor(keyspace, EngineContract.FIRST, to));
    }

    static Engine seekingBeforeInclusively(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            @Override
            public boolean seekBefore(byte[] key) {
                return (cursor.seekAtOrAfter(key) && Arrays.equals(cursor.key(), key)) || cursor.seekBefore(key);
            }
        });
    }

    static Engine skippingTheLastKeyDownwards(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            private boolean positioned;

            @Override
            public boolean previous() {
                positioned = (positioned || cursor.previous()) && cursor.previous();
                return positioned;
            }
        });
    }

    static Engine stayingAtTheEnd(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            @Override
            public boolean next() {
                return cursor.next() || !cursor.previous();
            }
        });
    }

    static Engine sharingItsArrays(Engine right) {
        return withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            private final Map<String, byte[]> shared = new HashMap<>();

            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return shared.computeIfAbsent(keyspace.name() + Bytes.hex(key), name -> snapshot.get(keyspace, key));
            }
        });
    }

    static Engine takingEmptyForAbsent(Engine right) {
        return withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                byte[] value = snapshot.get(keyspace, key);
                return value == null || value.length == 0 ? null : value;
            }
        });
    }

    static Engine readingTheNewestState(Engine right) {
        return withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                try (EngineSnapshot newest = right.snapshot()) {
                    return newest.get(keyspace, key);
                }
            }
        });
    }

    static Engine failingWhereTheReaderIsInterrupted(Engine right) {
        return withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new StorageFailedException("The channel was closed by an interrupt", null);
                }
                return snapshot.get(keyspace, key);
            }
        });
    }

    static Engine withSnapshots(Engine right, UnaryOperator<EngineSnapshot> alteration) {
        return new ForwardingEngine(right) {
            @Override
            public EngineSnapshot snapshot() {
                return alteration.apply(right.snapshot());
            }
        };
    }

    private static Engine withCursors(Engine right, CursorMaker maker) {
        return withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
                return maker.cursor(snapshot, keyspace, from, to);
            }
        });
    }

    private static Engine withMoves(Engine right, UnaryOperator<Cursor> alteration) {
        return withCursors(
                right, (snapshot, keyspace, from, to) -> alteration.apply(snapshot.cursor(keyspace, from, to)));
    }

    /** The entries from one key to another in signed order; null for no bound. */
    private static NavigableMap<byte[], byte[]> entries(
            EngineSnapshot snapshot, Keyspace keyspace, byte @Nullable [] from, byte @Nullable [] to) {
        Comparator<byte[]> signed = Arrays::compare;
        NavigableMap<byte[], byte[]> entries = new TreeMap<>(signed);
        try (Cursor cursor = snapshot.cursor(keyspace, EngineContract.FIRST, null)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                if ((from == null || signed.compare(from, key) <= 0) && (to == null || signed.compare(key, to) < 0)) {
                    entries.put(key, cursor.value());
                }
            }
        }
        return entries;
    }
}
