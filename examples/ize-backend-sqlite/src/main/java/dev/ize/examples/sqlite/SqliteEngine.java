package dev.ize.examples.sqlite;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/**
 * SQLite as an engine: a keyspace is a table, a batch is a transaction of the one connection that writes, a snapshot is
 * a read transaction on a connection of its own.
 *
 * <p>An open snapshot takes two file descriptors, and the write-ahead log grows while one is open that reads from it.
 *
 * <p><i>Compaction:</i> takes room for the data twice, in the log and among the system's temporary files. The database
 * becomes smaller when no snapshot reads from the log any more; if some do for seconds, the compaction is refused, and
 * the space is given back by a later one, or at close.
 */
final class SqliteEngine implements Engine {
    /** More sessions than these rest only after a crowd, and are closed. */
    private static final int MAX_RESTING = 16;

    private static final String LIVE_BYTES = "SELECT (page_count - freelist_count) * page_size"
            + " FROM pragma_page_count, pragma_freelist_count, pragma_page_size";

    private final EngineAccess access;
    private final DatabaseFile file;
    private final Tables tables;
    private final @Nullable Writer writer;
    private final LinkedBlockingDeque<Session> resting = new LinkedBlockingDeque<>(MAX_RESTING);
    private boolean closed;

    private SqliteEngine(EngineAccess access, DatabaseFile file, Tables tables, @Nullable Writer writer) {
        this.access = access;
        this.file = file;
        this.tables = tables;
        this.writer = writer;
    }

    /** Opens the engine as {@link dev.ize.core.engine.EngineProvider#openEngine} says. */
    static SqliteEngine open(Path directory, Set<Keyspace> keyspaces, EngineAccess access, SqliteOptions options) {
        DatabaseFile file = new DatabaseFile(directory, options);
        Tables tables = new Tables(keyspaces);
        try {
            boolean writes = access == EngineAccess.READ_WRITE;
            Writer writer = writes ? Writer.open(file, tables, options.maxLogBytes()) : null;
            SqliteEngine engine = new SqliteEngine(access, file, tables, writer);
            try {
                engine.check(directory);
                return engine;
            } catch (Throwable e) {
                engine.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteErrors.opening(e, directory);
        } catch (IOException e) {
            throw new StoreUnusableException("SQLite's files cannot be used: " + e + ". directory=" + directory, e);
        }
    }

    /** Makes the names of new files durable, and sees whether all tables are there. */
    private void check(Path directory) throws IOException, SQLException {
        if (access == EngineAccess.READ_WRITE) {
            CopyTarget.forceNames(directory);
        }
        Session session = file.openToRead(access);
        resting.push(session);
        for (Table table : tables.all()) {
            session.takeBack(table.get(), session.lend(table.get()));
        }
    }

    @Override
    public EngineSnapshot snapshot() {
        return new SqliteSnapshot(beginReading(), tables, this::endReading);
    }

    private Session beginReading() {
        Session session = resting.poll();
        try {
            if (session == null) {
                session = file.openToRead(access);
            }
            session.beginReading();
            return session;
        } catch (SQLException e) {
            discard(session);
            throw SqliteErrors.reading(e);
        } catch (IOException e) {
            throw new StorageFailedException("SQLite's files cannot be read: " + e, e);
        }
    }

    private void endReading(Session session) {
        try {
            session.endReading();
            if (!resting.offerFirst(session)) {
                session.close();
            }
        } catch (SQLException e) {
            discard(session);
            throw SqliteErrors.reading(e);
        }
    }

    private static void discard(@Nullable Session session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            // It was not usable before; why, the caller hears.
            return;
        }
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        Writer open = writer("write");
        try {
            open.write(batch);
            if (durability == Durability.SYNC) {
                open.flush();
            }
        } catch (SQLException e) {
            throw SqliteErrors.writing(e);
        } catch (IOException e) {
            throw SqliteErrors.flushing(e);
        }
    }

    @Override
    public void sync() {
        Writer open = writer("sync");
        try {
            open.flush();
        } catch (IOException e) {
            throw SqliteErrors.flushing(e);
        }
    }

    @Override
    public void copyTo(Path emptyDirectory, EngineProgress progress) {
        CopyTarget.fill(emptyDirectory, () -> {
            long bytes = file.bytes();
            progress.reached(0, bytes);
            try {
                file.copyTo(emptyDirectory, access);
            } catch (SQLException e) {
                throw SqliteErrors.copying(e);
            }
            progress.reached(bytes, bytes);
        });
    }

    @Override
    public void compact(EngineProgress progress) {
        Writer open = writer("compact");
        try {
            long bytes = file.bytes();
            progress.reached(0, bytes);
            open.compact();
            progress.reached(bytes, bytes);
        } catch (SQLException e) {
            throw SqliteErrors.writing(e);
        } catch (IOException e) {
            throw SqliteErrors.flushing(e);
        }
    }

    @Override
    public EngineStatistics statistics() {
        Session session = beginReading();
        try {
            long liveBytes = session.number(LIVE_BYTES);
            long diskBytes = file.bytes();
            return new EngineStatistics(diskBytes, Math.min(liveBytes, diskBytes));
        } catch (SQLException e) {
            throw SqliteErrors.reading(e);
        } catch (IOException e) {
            throw new StorageFailedException("The sizes of SQLite's files cannot be read: " + e, e);
        } finally {
            endReading(session);
        }
    }

    private Writer writer(String call) {
        access.requireWritable(call);
        return Objects.requireNonNull(writer);
    }

    /** Readers first: the last connection to be closed moves the log, and that must be one that writes. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        resting.forEach(SqliteEngine::discard);
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (SQLException | IOException e) {
            throw new StorageFailedException("SQLite could not close its files: " + e.getMessage(), e);
        }
    }
}
