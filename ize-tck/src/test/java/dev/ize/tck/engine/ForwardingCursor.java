package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;

/** A cursor that moves as another one does, but for what a subclass overrides. */
public class ForwardingCursor implements Cursor {
    private final Cursor right;

    /** Moves as that one does. */
    protected ForwardingCursor(Cursor right) {
        this.right = right;
    }

    @Override
    public boolean seekAtOrAfter(byte[] key) {
        return right.seekAtOrAfter(key);
    }

    @Override
    public boolean seekBefore(byte[] key) {
        return right.seekBefore(key);
    }

    @Override
    public boolean next() {
        return right.next();
    }

    @Override
    public boolean previous() {
        return right.previous();
    }

    @Override
    public byte[] key() {
        return right.key();
    }

    @Override
    public byte[] value() {
        return right.value();
    }

    @Override
    public void close() {
        right.close();
    }
}
