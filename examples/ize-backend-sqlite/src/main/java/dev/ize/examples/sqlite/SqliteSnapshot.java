package dev.ize.examples.sqlite;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session that reads one state, until it is given back. */
final class SqliteSnapshot implements EngineSnapshot {
    private final Session session;
    private final Tables tables;
    private final Consumer<Session> end;
    private final List<SqliteCursor> cursors = new ArrayList<>();
    private boolean closed;

    SqliteSnapshot(Session session, Tables tables, Consumer<Session> end) {
        this.session = session;
        this.tables = tables;
        this.end = end;
    }

    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        try {
            return session.bytes(tables.of(keyspace).get(), key);
        } catch (SQLException e) {
            throw SqliteErrors.reading(e);
        }
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        SqliteCursor cursor = new SqliteCursor(session, tables.of(keyspace), from, to, cursors::remove);
        cursors.add(cursor);
        return cursor;
    }

    /** The cursors first: a transaction of SQLite does not end while a statement has rows to give. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(cursors).forEach(SqliteCursor::close);
        end.accept(session);
    }
}
