package dev.ize.examples.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection and the statements that it has prepared. Not for use by several threads at once. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, Deque<PreparedStatement>> resting = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** What is done with a statement. */
    @FunctionalInterface
    private interface Use<T extends @Nullable Object> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Runs a statement that gives no rows. */
    void run(String sql, byte[]... parameters) throws SQLException {
        use(sql, PreparedStatement::execute, parameters);
    }

    /** The first column of the first row, as bytes; null if there is no row. */
    byte @Nullable [] bytes(String sql, byte[]... parameters) throws SQLException {
        return use(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next() ? rows.getBytes(1) : null;
                    }
                },
                parameters);
    }

    /** The first column of the first row, as a number; 0 if there is no row. */
    long number(String sql) throws SQLException {
        return use(sql, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        });
    }

    private <T extends @Nullable Object> T use(String sql, Use<T> use, byte[]... parameters) throws SQLException {
        PreparedStatement statement = lend(sql, parameters);
        T result = use.of(statement);
        takeBack(sql, statement);
        return result;
    }

    /**
     * A prepared statement of the caller's alone, to be given back, unless it fails: sqlite-jdbc closes one that does.
     */
    PreparedStatement lend(String sql, byte[]... parameters) throws SQLException {
        PreparedStatement rested =
                resting.computeIfAbsent(sql, any -> new ArrayDeque<>()).poll();
        PreparedStatement statement = rested == null ? connection.prepareStatement(sql) : rested;
        for (int i = 0; i < parameters.length; i++) {
            statement.setBytes(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Takes a statement back whose rows are closed. It keeps no bytes of what it was run with. */
    void takeBack(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        resting.computeIfAbsent(sql, any -> new ArrayDeque<>()).push(statement);
    }

    /**
     * Begins to read the newest state, and no later one until the end. A transaction of SQLite begins with its first
     * read, which is therefore made here.
     */
    void beginReading() throws SQLException {
        run("BEGIN");
        number("SELECT rootpage FROM sqlite_schema LIMIT 1");
    }

    void endReading() throws SQLException {
        run("ROLLBACK");
    }

    /** Closes the connection, and with it all statements. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
