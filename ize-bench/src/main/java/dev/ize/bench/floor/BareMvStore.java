package dev.ize.bench.floor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/** H2's MVStore with plain maps of byte arrays. */
final class BareMvStore implements BareEngine {
    static final String SETTINGS =
            "256 MiB page cache, plain maps of byte arrays, auto-commit off; durable: commit and sync;"
                    + " not durable: commit";

    private static final int CACHE_MEBIBYTES = 256;

    private final boolean durable;
    private final MVStore store;
    private final List<MVMap<byte[], byte[]>> trees = new ArrayList<>();

    BareMvStore(Path directory, boolean durable) {
        this.durable = durable;
        store = new MVStore.Builder()
                .fileName(directory.resolve("data.mv").toString())
                .cacheSize(CACHE_MEBIBYTES)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
        for (int i = 0; i < TREES; i++) {
            trees.add(store.openMap(
                    "tree-" + i,
                    new MVMap.Builder<byte[], byte[]>()
                            .keyType(ByteArrayDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE)));
        }
    }

    @Override
    public byte[] get(byte[] key) {
        return Objects.requireNonNull(trees.get(0).get(key), "value").clone();
    }

    @Override
    public void commit(List<Pair> pairs) {
        append(pairs);
        if (durable) {
            store.sync();
        }
    }

    @Override
    public void append(List<Pair> pairs) {
        for (Pair pair : pairs) {
            trees.get(pair.tree()).put(pair.key(), pair.value());
        }
        store.commit();
    }

    @Override
    public int range(byte[] from, int count) {
        Cursor<byte[], byte[]> cursor = trees.get(0).cursor(from);
        int bytes = 0;
        for (int i = 0; cursor.hasNext() && i < count; i++) {
            cursor.next();
            bytes += cursor.getValue().clone().length;
        }
        return bytes;
    }

    @Override
    public void close() {
        store.sync();
        store.close();
    }
}
