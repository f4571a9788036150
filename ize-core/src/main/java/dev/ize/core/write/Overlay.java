package dev.ize.core.write;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot with writes on top that the engine has not seen: what the writer reads while it prepares a batch.
 *
 * <p>Overlays nest: a change writes into its own, which joins the group's when the change is accepted and is
 * dropped when it is not. For one thread. Closing it does nothing, also to what it stands on. Arrays are not copied:
 * nobody changes one that was written, nor one that {@link #get} gives.
 */
public final class Overlay implements EngineSnapshot {
    private final EngineSnapshot below;
    private final Map<Keyspace, NavigableMap<byte[], Optional<byte[]>>> written = new HashMap<>();
    private long bytes;

    /** An overlay without writes on a snapshot, which stays the caller's to close. */
    public Overlay(EngineSnapshot below) {
        this.below = below;
    }

    /** Sets the value of a key. */
    public void put(Keyspace keyspace, byte[] key, byte[] value) {
        writesOf(keyspace).put(key, Optional.of(value));
        bytes += key.length + (long) value.length;
    }

    /** Removes a key, if it is there. */
    public void delete(Keyspace keyspace, byte[] key) {
        writesOf(keyspace).put(key, Optional.empty());
        bytes += key.length;
    }

    /** Sum of the keys and values written, in bytes; what was overwritten counts too. */
    public long bytes() {
        return bytes;
    }

    /** Repeats all writes in another overlay, the one that this one stands on. */
    public void joinInto(Overlay other) {
        written.forEach((keyspace, writes) -> other.writesOf(keyspace).putAll(writes));
        other.bytes += bytes;
    }

    /** All writes as a batch, the last of each key alone, in the order of the keys within a keyspace. */
    public WriteBatch toBatch() {
        WriteBatch batch = new WriteBatch();
        written.forEach((keyspace, writes) -> writes.forEach((key, value) -> {
            if (value.isPresent()) {
                batch.put(keyspace, key, value.get());
            } else {
                batch.delete(keyspace, key);
            }
        }));
        return batch;
    }

    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        NavigableMap<byte[], Optional<byte[]>> writes = written.get(keyspace);
        Optional<byte[]> own = writes == null ? null : writes.get(key);
        if (own == null) {
            return below.get(keyspace, key);
        }
        return own.isPresent() ? own.get() : null;
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        Cursor cursor = below.cursor(keyspace, from, to);
        NavigableMap<byte[], Optional<byte[]>> writes = written.get(keyspace);
        if (writes == null || (to != null && Arrays.compareUnsigned(from, to) >= 0)) {
            return cursor;
        }
        NavigableMap<byte[], Optional<byte[]>> range =
                to == null ? writes.tailMap(from, true) : writes.subMap(from, true, to, false);
        return new OverlayCursor(cursor, () -> below.cursor(keyspace, from, to), range, from);
    }

    @Override
    public void close() {}

    private NavigableMap<byte[], Optional<byte[]>> writesOf(Keyspace keyspace) {
        return written.computeIfAbsent(keyspace, absent -> new TreeMap<>(Arrays::compareUnsigned));
    }
}
