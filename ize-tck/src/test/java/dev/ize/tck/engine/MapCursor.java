package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** A cursor over a map, in whatever order the map has. */
final class MapCursor implements Cursor {
    private final NavigableMap<byte[], byte[]> map;
    private Map.@Nullable Entry<byte[], byte[]> here;

    MapCursor(NavigableMap<byte[], byte[]> map) {
        this.map = map;
    }

    @Override
    public boolean seekAtOrAfter(byte[] key) {
        here = map.ceilingEntry(key);
        return here != null;
    }

    @Override
    public boolean seekBefore(byte[] key) {
        here = map.lowerEntry(key);
        return here != null;
    }

    @Override
    public boolean next() {
        here = here == null ? map.firstEntry() : map.higherEntry(here.getKey());
        return here != null;
    }

    @Override
    public boolean previous() {
        here = here == null ? map.lastEntry() : map.lowerEntry(here.getKey());
        return here != null;
    }

    @Override
    public byte[] key() {
        return position().getKey().clone();
    }

    @Override
    public byte[] value() {
        return position().getValue().clone();
    }

    @Override
    public void close() {
        here = null;
    }

    private Map.Entry<byte[], byte[]> position() {
        if (here == null) {
            throw new IllegalStateException("unpositioned");
        }
        return here;
    }
}
