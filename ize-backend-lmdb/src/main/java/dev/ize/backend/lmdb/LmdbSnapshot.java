package dev.ize.backend.lmdb;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of an LMDB environment, read through a reader of the pool. */
final class LmdbSnapshot implements EngineSnapshot {
    private final ReaderPool pool;
    private final Reader reader;
    private final List<LmdbCursor> cursors = new ArrayList<>();
    private boolean closed;

    LmdbSnapshot(ReaderPool pool) {
        this.pool = pool;
        this.reader = pool.lend();
    }

    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        checkOpen();
        return reader.get(keyspace, key);
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        checkOpen();
        LmdbCursor cursor = new LmdbCursor(this, keyspace, from, to);
        cursors.add(cursor);
        return cursor;
    }

    /** Its reader is another snapshot's from here on, so that nothing may reach it any more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        while (!cursors.isEmpty()) {
            cursors.get(cursors.size() - 1).close();
        }
        closed = true;
        pool.takeBack(reader);
    }

    Reader reader() {
        return reader;
    }

    void forget(LmdbCursor cursor) {
        cursors.remove(cursors.lastIndexOf(cursor));
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The snapshot is closed");
        }
    }
}
