package dev.ize.core.write;

import dev.ize.core.engine.Cursor;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Merges a cursor with the writes of an {@link Overlay} over the same range. */
final class OverlayCursor implements Cursor {
    private final Cursor below;
    private final Supplier<Cursor> freshBelow;
    private final NavigableMap<byte[], Optional<byte[]>> writes;
    private final byte[] from;
    private byte @Nullable [] key;
    private boolean own;

    OverlayCursor(
            Cursor below, Supplier<Cursor> freshBelow, NavigableMap<byte[], Optional<byte[]>> writes, byte[] from) {
        this.below = below;
        this.freshBelow = freshBelow;
        this.writes = writes;
        this.from = from;
    }

    @Override
    public boolean seekAtOrAfter(byte[] target) {
        byte[] under = below.seekAtOrAfter(target) ? below.key() : null;
        Map.Entry<byte[], Optional<byte[]>> write = writes.ceilingEntry(target);
        while (write != null && (under == null || Arrays.compareUnsigned(write.getKey(), under) <= 0)) {
            if (write.getValue().isPresent()) {
                return standAt(write.getKey(), true);
            }
            if (under != null && Arrays.equals(write.getKey(), under)) {
                under = below.next() ? below.key() : null;
            }
            write = writes.higherEntry(write.getKey());
        }
        return standAt(under, false);
    }

    @Override
    public boolean seekBefore(byte[] target) {
        return settleBefore(writes.lowerEntry(target), below.seekBefore(target) ? below.key() : null);
    }

    @Override
    public boolean next() {
        return seekAtOrAfter(key == null ? from : Arrays.copyOf(key, key.length + 1));
    }

    @Override
    public boolean previous() {
        if (key != null) {
            return seekBefore(key);
        }
        try (Cursor last = freshBelow.get()) {
            byte[] under = last.previous() ? last.key() : null;
            if (under != null) {
                below.seekAtOrAfter(under);
            }
            return settleBefore(writes.lastEntry(), under);
        }
    }

    @Override
    public byte[] key() {
        return position().clone();
    }

    @Override
    public byte[] value() {
        byte[] at = position();
        Optional<byte[]> write = own ? writes.get(at) : null;
        return write == null ? below.value() : write.orElseThrow().clone();
    }

    @Override
    public void close() {
        below.close();
    }

    private boolean settleBefore(Map.@Nullable Entry<byte[], Optional<byte[]>> from, byte @Nullable [] underneath) {
        Map.Entry<byte[], Optional<byte[]>> write = from;
        byte[] under = underneath;
        while (write != null && (under == null || Arrays.compareUnsigned(write.getKey(), under) >= 0)) {
            if (write.getValue().isPresent()) {
                return standAt(write.getKey(), true);
            }
            if (under != null && Arrays.equals(write.getKey(), under)) {
                under = below.previous() ? below.key() : null;
            }
            write = writes.lowerEntry(write.getKey());
        }
        return standAt(under, false);
    }

    private boolean standAt(byte @Nullable [] found, boolean isOwn) {
        key = found;
        own = isOwn;
        return found != null;
    }

    private byte[] position() {
        if (key == null) {
            throw new IllegalStateException("The cursor is unpositioned");
        }
        return key;
    }
}
