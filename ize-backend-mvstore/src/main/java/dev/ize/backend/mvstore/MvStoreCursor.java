package dev.ize.backend.mvstore;

import dev.ize.core.engine.Cursor;
import java.util.Arrays;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one map of a snapshot.
 *
 * <p>MVStore's own cursors go one way. This one steps with such a walk as long as the direction stays, and starts
 * another from the key it stands on, at the price of a seek, when it changes.
 */
final class MvStoreCursor implements Cursor {
    private final MvStoreSnapshot snapshot;
    private final MVMap<byte[], byte[]> map;
    private final byte[] from;
    private final byte @Nullable [] to;

    private org.h2.mvstore.@Nullable Cursor<byte[], byte[]> walk;
    private boolean downwards;
    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private boolean closed;

    MvStoreCursor(MvStoreSnapshot snapshot, MVMap<byte[], byte[]> map, byte[] from, byte @Nullable [] to) {
        this.snapshot = snapshot;
        this.map = map;
        this.from = from.clone();
        this.to = to == null ? null : to.clone();
    }

    @Override
    public boolean seekAtOrAfter(byte[] target) {
        checkOpen();
        byte[] start = compare(target, from) < 0 ? from : target;
        return startUp(start, null);
    }

    @Override
    public boolean seekBefore(byte[] target) {
        checkOpen();
        byte[] end = to != null && compare(to, target) < 0 ? to : target;
        return startDown(end);
    }

    @Override
    public boolean next() {
        checkOpen();
        if (key == null) {
            return startUp(from, null);
        }
        return (walk == null || downwards) ? startUp(key, key) : step(walk, null);
    }

    @Override
    public boolean previous() {
        checkOpen();
        if (key == null) {
            return startDown(to);
        }
        return (walk == null || !downwards) ? startDown(key) : step(walk, null);
    }

    @Override
    public byte[] key() {
        checkOpen();
        return positioned(key).clone();
    }

    @Override
    public byte[] value() {
        checkOpen();
        return positioned(value).clone();
    }

    @Override
    public void close() {
        closed = true;
        unposition();
    }

    /** Goes to the first key at or after a start, past one key to be skipped. */
    private boolean startUp(byte[] start, byte @Nullable [] skipped) {
        downwards = false;
        return start(start, skipped);
    }

    /** Goes to the last key before an end; null: to the last of all. */
    private boolean startDown(byte @Nullable [] end) {
        downwards = true;
        return start(end, end);
    }

    private boolean start(byte @Nullable [] start, byte @Nullable [] skipped) {
        org.h2.mvstore.Cursor<byte[], byte[]> started;
        try {
            started = map.cursor(start, null, downwards);
        } catch (RuntimeException | Error e) {
            unposition();
            throw snapshot.failure("Seeking a key", e);
        }
        walk = started;
        return step(started, skipped);
    }

    private boolean step(org.h2.mvstore.Cursor<byte[], byte[]> walking, byte @Nullable [] skipped) {
        try {
            byte[] found = walking.hasNext() ? walking.next() : null;
            if (found != null && skipped != null && Arrays.equals(found, skipped)) {
                found = walking.hasNext() ? walking.next() : null;
            }
            if (found == null || !inRange(found)) {
                unposition();
                return false;
            }
            key = found;
            value = walking.getValue();
            return true;
        } catch (RuntimeException | Error e) {
            unposition();
            throw snapshot.failure("Stepping to a key", e);
        }
    }

    private boolean inRange(byte[] found) {
        return compare(found, from) >= 0 && (to == null || compare(found, to) < 0);
    }

    private void unposition() {
        walk = null;
        key = null;
        value = null;
    }

    private void checkOpen() {
        snapshot.checkOpen();
        if (closed) {
            throw new IllegalStateException("cursor is closed");
        }
    }

    private static byte[] positioned(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalStateException("cursor is unpositioned");
        }
        return bytes;
    }

    private static int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }
}
