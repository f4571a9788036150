package dev.ize.backend.rocksdb;

import dev.ize.core.engine.Cursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * An iterator of RocksDB with bounds, which it needs alive as long as it lives.
 *
 * <p>RocksDB ends a scan at a damaged block as it does at the last key; only its status tells the difference,
 * and is asked for whenever a move finds nothing.
 */
final class RocksDbCursor implements Cursor {
    private final RocksDbSnapshot snapshot;
    private final byte @Nullable [] to;
    private final @Nullable Slice lowerBound;
    private final @Nullable Slice upperBound;
    private final ReadOptions readOptions;
    private final RocksIterator iterator;
    private boolean positioned;
    private boolean closed;

    RocksDbCursor(
            RocksDbSnapshot snapshot,
            RocksDB database,
            Snapshot nativeSnapshot,
            ColumnFamilyHandle family,
            byte[] from,
            byte @Nullable [] to) {
        this.snapshot = snapshot;
        // RocksDB says nothing about bounds that cross; [from, from) is as empty.
        this.to = to != null && Arrays.compareUnsigned(from, to) > 0 ? from : to;
        this.lowerBound = from.length == 0 ? null : new Slice(from);
        this.upperBound = this.to == null ? null : new Slice(this.to);
        this.readOptions = new ReadOptions().setSnapshot(nativeSnapshot);
        if (lowerBound != null) {
            readOptions.setIterateLowerBound(lowerBound);
        }
        if (upperBound != null) {
            readOptions.setIterateUpperBound(upperBound);
        }
        this.iterator = database.newIterator(family, readOptions);
    }

    @Override
    public boolean seekAtOrAfter(byte[] key) {
        requireOpen();
        iterator.seek(key);
        return settle();
    }

    @Override
    public boolean seekBefore(byte[] key) {
        requireOpen();
        if (to != null && Arrays.compareUnsigned(key, to) >= 0) {
            iterator.seekToLast();
            return settle();
        }
        iterator.seekForPrev(key);
        if (iterator.isValid() && Arrays.equals(iterator.key(), key)) {
            iterator.prev();
        }
        return settle();
    }

    @Override
    public boolean next() {
        requireOpen();
        if (positioned) {
            iterator.next();
        } else {
            iterator.seekToFirst();
        }
        return settle();
    }

    @Override
    public boolean previous() {
        requireOpen();
        if (positioned) {
            iterator.prev();
        } else {
            iterator.seekToLast();
        }
        return settle();
    }

    @Override
    public byte[] key() {
        requirePositioned();
        return iterator.key();
    }

    @Override
    public byte[] value() {
        requirePositioned();
        return iterator.value();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        iterator.close();
        readOptions.close();
        if (upperBound != null) {
            upperBound.close();
        }
        if (lowerBound != null) {
            lowerBound.close();
        }
        snapshot.cursorClosed(this);
    }

    private boolean settle() {
        positioned = iterator.isValid();
        if (!positioned) {
            try {
                iterator.status();
            } catch (RocksDBException e) {
                throw snapshot.readFailure(e);
            }
        }
        return positioned;
    }

    private void requirePositioned() {
        requireOpen();
        if (!positioned) {
            throw new IllegalStateException("the cursor is unpositioned");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
    }
}
