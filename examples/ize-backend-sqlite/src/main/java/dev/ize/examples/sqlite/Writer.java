package dev.ize.examples.sqlite;

import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * The one connection that writes. A batch is a transaction; it is durable once the log is flushed.
 *
 * <p>The log is flushed here and not by SQLite: a transaction that changes nothing makes SQLite flush nothing, also
 * where it is told to flush at each commit, and what was written before would not be durable.
 */
final class Writer implements AutoCloseable {
    /** How long a compaction waits for open snapshots. */
    private static final long COMPACTION_SECONDS = 5;

    private final Session session;
    private final Tables tables;
    private final RandomAccessFile log;
    private final long maxLogBytes;
    private long checkpointAtBytes;

    private Writer(Session session, Tables tables, RandomAccessFile log, long maxLogBytes) {
        this.session = session;
        this.tables = tables;
        this.log = log;
        this.maxLogBytes = maxLogBytes;
        this.checkpointAtBytes = maxLogBytes;
    }

    /** Opens the database, and makes it and its tables where there are none. */
    static Writer open(DatabaseFile file, Tables tables, long maxLogBytes) throws IOException, SQLException {
        Session session = file.openToWrite();
        try {
            byte[] mode = session.bytes("PRAGMA journal_mode = WAL");
            if (!Arrays.equals(mode, "wal".getBytes(StandardCharsets.US_ASCII))) {
                throw new StoreUnusableException(
                        "SQLite keeps no write-ahead log here, as on a network's disk. log=" + file.log());
            }
            session.run("BEGIN IMMEDIATE");
            for (Table table : tables.all()) {
                session.run(table.create());
            }
            session.run("COMMIT");
            return new Writer(session, tables, new RandomAccessFile(file.log().toFile(), "rw"), maxLogBytes);
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** Writes all of a batch or nothing. */
    void write(WriteBatch batch) throws IOException, SQLException {
        if (log.length() >= checkpointAtBytes) {
            moveLog();
        }
        session.run("BEGIN IMMEDIATE");
        try {
            for (WriteBatch.Requirement requirement : batch.requirements()) {
                check(requirement);
            }
            for (WriteBatch.Step step : batch.steps()) {
                apply(step);
            }
            session.run("COMMIT");
        } catch (SQLException | RuntimeException e) {
            rollBack();
            throw e;
        }
    }

    private void check(WriteBatch.Requirement requirement) throws SQLException {
        byte[] found = session.bytes(tables.of(requirement.keyspace()).get(), requirement.key());
        if (!Arrays.equals(found, requirement.expected())) {
            throw new WriteConflictException("A key has another value than the batch requires; nothing was written."
                    + " keyspace=" + requirement.keyspace().name() + " key="
                    + HexFormat.of().formatHex(requirement.key()));
        }
    }

    private void apply(WriteBatch.Step step) throws SQLException {
        Table table = tables.of(step.keyspace());
        if (step instanceof WriteBatch.Put put) {
            session.run(table.put(), put.key(), put.value());
        } else if (step instanceof WriteBatch.Delete delete) {
            session.run(table.delete(), delete.key());
        } else if (step instanceof WriteBatch.DeleteRange range) {
            session.run(table.deleteRange(), range.from(), range.to());
        }
    }

    private void rollBack() {
        try {
            session.run("ROLLBACK");
        } catch (SQLException e) {
            // SQLite rolls back by itself after some failures, as when the disk is full. If it did not, it refuses to
            // begin the next transaction, which is then a failure of that write.
            return;
        }
    }

    /** Makes all that was written durable. */
    void flush() throws IOException {
        log.getFD().sync();
    }

    /**
     * Moves the log to the database, durably, and empties it; false if snapshots that are still open read from it.
     * Then the next attempt comes when the log has grown as much again.
     */
    private boolean moveLog() throws IOException, SQLException {
        boolean moved = session.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        checkpointAtBytes = log.length() + maxLogBytes;
        return moved;
    }

    /**
     * Writes the database anew in one transaction, beside readers, and moves the log.
     *
     * @throws WriteRefusedException if snapshots stayed open
     */
    void compact() throws IOException, SQLException {
        session.run("VACUUM");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(COMPACTION_SECONDS);
        while (!moveLog()) {
            if (System.nanoTime() > deadline) {
                throw new WriteRefusedException(
                        "The space cannot be given back while snapshots are open; close them and try again", null);
            }
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        try {
            log.close();
        } finally {
            session.close();
        }
    }
}
