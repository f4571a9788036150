package dev.ize.examples.sqlite;

import dev.ize.core.engine.Cursor;
import dev.ize.spi.CorruptStoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query for keys that is stepped through, and asked anew where the direction changes or a key is sought.
 *
 * <p>A value is a query of its own, when it is asked for: SQLite reads all columns of a row with each step.
 */
final class SqliteCursor implements Cursor {
    private final Session session;
    private final Table table;
    private final byte[] from;
    private final byte[] to;
    private final Consumer<SqliteCursor> onClose;

    /** What this stands in; null: unpositioned. */
    private @Nullable Query query;

    SqliteCursor(Session session, Table table, byte[] from, byte @Nullable [] to, Consumer<SqliteCursor> onClose) {
        this.session = session;
        this.table = table;
        this.from = from;
        this.to = to == null ? Table.beyondAllKeys() : to;
        this.onClose = onClose;
    }

    /** A statement that stands at a row. */
    private record Query(String sql, PreparedStatement statement, ResultSet rows) {}

    /** Something that SQLite is asked for. */
    @FunctionalInterface
    private interface Reading<T> {
        T run() throws SQLException;
    }

    @Override
    public boolean seekAtOrAfter(byte[] key) {
        return read(() -> ask(table.upwards(), Arrays.compareUnsigned(key, from) < 0 ? from : key, to));
    }

    @Override
    public boolean seekBefore(byte[] key) {
        return read(() -> ask(table.downwards(), from, Arrays.compareUnsigned(key, to) < 0 ? key : to));
    }

    @Override
    public boolean next() {
        return read(
                () -> stands(table.upwards()) ? step() : ask(table.upwards(), query == null ? from : afterKey(), to));
    }

    @Override
    public boolean previous() {
        return read(
                () -> stands(table.downwards()) ? step() : ask(table.downwards(), from, query == null ? to : key()));
    }

    private boolean stands(String sql) {
        return query != null && query.sql().equals(sql);
    }

    /** The least key that is greater than the one here. */
    private byte[] afterKey() {
        byte[] key = key();
        return Arrays.copyOf(key, key.length + 1);
    }

    private boolean ask(String sql, byte[] first, byte[] end) throws SQLException {
        forget();
        PreparedStatement statement = session.lend(sql, first, end);
        query = new Query(sql, statement, statement.executeQuery());
        return step();
    }

    /** A query that fails is left alone: sqlite-jdbc has closed it. */
    private boolean step() throws SQLException {
        Query here = positioned();
        query = null;
        if (here.rows().next()) {
            query = here;
            return true;
        }
        end(here);
        return false;
    }

    private void forget() throws SQLException {
        if (query != null) {
            Query old = query;
            query = null;
            end(old);
        }
    }

    private void end(Query ended) throws SQLException {
        ended.rows().close();
        session.takeBack(ended.sql(), ended.statement());
    }

    @Override
    public byte[] key() {
        return read(() -> positioned().rows().getBytes(1));
    }

    @Override
    public byte[] value() {
        return read(() -> {
            byte[] value = session.bytes(table.get(), key());
            if (value == null) {
                throw new CorruptStoreException("SQLite finds a key in order and not by itself", null);
            }
            return value;
        });
    }

    private Query positioned() {
        if (query == null) {
            throw new IllegalStateException("The cursor stands at no key");
        }
        return query;
    }

    @Override
    public void close() {
        read(() -> {
            forget();
            return true;
        });
        onClose.accept(this);
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.run();
        } catch (SQLException e) {
            throw SqliteErrors.reading(e);
        }
    }
}
