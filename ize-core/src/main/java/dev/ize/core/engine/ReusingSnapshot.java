package dev.ize.core.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that uses an engine's cursors again: each look-up asks for a cursor over a small range, and an engine
 * pays more for making one than for moving it.
 *
 * <p>The engine's cursors are over whole keyspaces; the ranges are kept here. Same threads and life cycle as the
 * snapshot that it wraps and closes.
 */
public final class ReusingSnapshot implements EngineSnapshot {
    /** No key is before this one. */
    private static final byte[] FIRST_KEY = {0};

    private final EngineSnapshot snapshot;
    private final Map<Keyspace, Deque<Cursor>> idle = new HashMap<>();

    /** Wraps a snapshot, which nobody else uses or closes from here on. */
    public ReusingSnapshot(EngineSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        return snapshot.get(keyspace, key);
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        Deque<Cursor> pool = idle.computeIfAbsent(keyspace, absent -> new ArrayDeque<>());
        Cursor whole = pool.pollFirst();
        return new RangeCursor(whole != null ? whole : snapshot.cursor(keyspace, new byte[0], null), pool, from, to);
    }

    @Override
    public void close() {
        snapshot.close();
    }

    /** A range of a whole keyspace's cursor, which goes back to the idle ones when this is closed. */
    private static final class RangeCursor implements Cursor {
        private final Cursor whole;
        private final Deque<Cursor> pool;
        private final byte[] from;
        private final byte @Nullable [] to;
        private byte @Nullable [] key;
        private boolean closed;

        RangeCursor(Cursor whole, Deque<Cursor> pool, byte[] from, byte @Nullable [] to) {
            this.whole = whole;
            this.pool = pool;
            this.from = from.length == 0 ? FIRST_KEY : from;
            this.to = to;
        }

        @Override
        public boolean seekAtOrAfter(byte[] target) {
            return settle(whole.seekAtOrAfter(Arrays.compareUnsigned(target, from) < 0 ? from : target));
        }

        @Override
        public boolean seekBefore(byte[] target) {
            if (to != null && Arrays.compareUnsigned(target, to) > 0) {
                return settle(whole.seekBefore(to));
            }
            return settle(whole.seekBefore(target));
        }

        @Override
        public boolean next() {
            return key == null ? seekAtOrAfter(from) : settle(whole.next());
        }

        @Override
        public boolean previous() {
            if (key != null) {
                return settle(whole.previous());
            }
            return to == null ? last() : seekBefore(to);
        }

        /** A whole cursor goes to its last key from the unpositioned state only: after its end it is in that. */
        private boolean last() {
            if (whole.seekBefore(FIRST_KEY)) {
                throw new IllegalStateException("There is a key before the first");
            }
            return settle(whole.previous());
        }

        private boolean settle(boolean found) {
            key = null;
            if (found) {
                byte[] here = whole.key();
                boolean inRange =
                        Arrays.compareUnsigned(here, from) >= 0 && (to == null || Arrays.compareUnsigned(here, to) < 0);
                key = inRange ? here : null;
            }
            return key != null;
        }

        @Override
        public byte[] key() {
            if (key == null) {
                throw new IllegalStateException("The cursor is unpositioned");
            }
            return key.clone();
        }

        @Override
        public byte[] value() {
            if (key == null) {
                throw new IllegalStateException("The cursor is unpositioned");
            }
            return whole.value();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                key = null;
                pool.addFirst(whole);
            }
        }
    }
}
