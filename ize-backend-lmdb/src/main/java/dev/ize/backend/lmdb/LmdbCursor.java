package dev.ize.backend.lmdb;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Keyspace;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.SeekOp;

/**
 * A position in a range of a named database.
 *
 * <p>LMDB's own cursor knows no ranges, so each move is checked against the bounds by its key. After a move
 * that failed LMDB's cursor stands where it likes; it is never stepped from there, only put elsewhere.
 */
final class LmdbCursor implements Cursor {
    private final LmdbSnapshot snapshot;
    private final Reader reader;
    private final Keyspace keyspace;
    private final byte[] from;
    private final byte @Nullable [] to;
    private final org.lmdbjava.Cursor<NativeBytes> position;
    private byte @Nullable [] key;
    private boolean positioned;
    private boolean closed;

    LmdbCursor(LmdbSnapshot snapshot, Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        KeyMemory.check(from);
        if (to != null) {
            KeyMemory.check(to);
        }
        this.snapshot = snapshot;
        this.reader = snapshot.reader();
        this.keyspace = keyspace;
        this.from = from.clone();
        this.to = to == null ? null : to.clone();
        this.position = reader.lendCursor(keyspace);
    }

    @Override
    public boolean seekAtOrAfter(byte[] target) {
        KeyMemory.check(target);
        return move(() -> putAtOrAfter(Arrays.compareUnsigned(target, from) < 0 ? from : target));
    }

    @Override
    public boolean seekBefore(byte[] target) {
        KeyMemory.check(target);
        return move(() -> putBefore(to != null && Arrays.compareUnsigned(to, target) < 0 ? to : target));
    }

    @Override
    public boolean next() {
        return move(() -> positioned ? position.seek(SeekOp.MDB_NEXT) : putAtOrAfter(from));
    }

    @Override
    public boolean previous() {
        return move(() -> {
            if (positioned) {
                return position.seek(SeekOp.MDB_PREV);
            }
            return to == null ? position.seek(SeekOp.MDB_LAST) : putBefore(to);
        });
    }

    @Override
    public byte[] key() {
        checkPositioned();
        byte[] fetched = key;
        key = null;
        return fetched != null ? fetched : reader.copy(position.key());
    }

    @Override
    public byte[] value() {
        checkPositioned();
        return reader.copy(position.val());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        positioned = false;
        reader.takeBackCursor(keyspace, position);
        snapshot.forget(this);
    }

    private boolean move(BooleanSupplier step) {
        if (closed) {
            throw new IllegalStateException("The cursor is closed");
        }
        boolean found = reader.read(step);
        positioned = false;
        key = found ? reader.copy(position.key()) : null;
        positioned = key != null && isInRange(key);
        return positioned;
    }

    /** LMDB takes no empty keys; an empty bound stands for the first key. */
    private boolean putAtOrAfter(byte[] target) {
        return target.length == 0 ? position.seek(SeekOp.MDB_FIRST) : reader.seekAtOrAfter(position, target);
    }

    private boolean putBefore(byte[] target) {
        if (target.length == 0) {
            return false;
        }
        return reader.seekAtOrAfter(position, target) ? position.seek(SeekOp.MDB_PREV) : position.seek(SeekOp.MDB_LAST);
    }

    private boolean isInRange(byte[] found) {
        return Arrays.compareUnsigned(from, found) <= 0 && (to == null || Arrays.compareUnsigned(found, to) < 0);
    }

    private void checkPositioned() {
        if (!positioned) {
            throw new IllegalStateException(closed ? "The cursor is closed" : "The cursor is unpositioned");
        }
    }
}
