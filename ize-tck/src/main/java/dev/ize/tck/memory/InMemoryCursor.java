package dev.ize.tck.memory;

import dev.ize.core.engine.Cursor;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A position in a range of a {@link SortedTree}. */
final class InMemoryCursor implements Cursor {
    private final InMemorySnapshot snapshot;
    private final SortedTree tree;
    private final byte[] from;
    private final byte @Nullable [] to;
    private SortedTree.@Nullable Node here;
    private volatile boolean closed;

    InMemoryCursor(InMemorySnapshot snapshot, SortedTree tree, byte[] from, byte @Nullable [] to) {
        this.snapshot = snapshot;
        this.tree = tree;
        this.from = from;
        this.to = to;
    }

    @Override
    public boolean seekAtOrAfter(byte[] key) {
        Keys.check(key);
        return move(() -> tree.atOrAfter(Arrays.compareUnsigned(key, from) < 0 ? from : key));
    }

    @Override
    public boolean seekBefore(byte[] key) {
        Keys.check(key);
        return move(() -> to == null || Arrays.compareUnsigned(key, to) < 0 ? tree.before(key) : tree.before(to));
    }

    @Override
    public boolean next() {
        return move(() -> here == null ? tree.atOrAfter(from) : tree.after(here.key));
    }

    @Override
    public boolean previous() {
        return move(() -> {
            if (here != null) {
                return tree.before(here.key);
            }
            return to == null ? tree.last() : tree.before(to);
        });
    }

    @Override
    public byte[] key() {
        return read(() -> position().key.clone());
    }

    @Override
    public byte[] value() {
        return read(() -> position().value.clone());
    }

    @Override
    public void close() {
        closed = true;
    }

    private boolean move(Supplier<SortedTree.@Nullable Node> step) {
        return read(() -> {
            SortedTree.Node found = step.get();
            here = found != null && isInRange(found.key) ? found : null;
            return here != null;
        });
    }

    private <T> T read(Supplier<T> step) {
        return snapshot.read(() -> {
            if (closed) {
                throw new IllegalStateException("The cursor is closed");
            }
            return step.get();
        });
    }

    private boolean isInRange(byte[] key) {
        return Arrays.compareUnsigned(from, key) <= 0 && (to == null || Arrays.compareUnsigned(key, to) < 0);
    }

    private SortedTree.Node position() {
        if (here == null) {
            throw new IllegalStateException("The cursor is unpositioned");
        }
        return here;
    }
}
