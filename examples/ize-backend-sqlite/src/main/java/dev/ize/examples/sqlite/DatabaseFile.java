package dev.ize.examples.sqlite;

import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * The database and the files beside it: SQLite's write-ahead log, which holds what was written lately, and an index of
 * the log that processes share. The last connection to be closed moves the log to the database and removes both.
 */
final class DatabaseFile {
    private static final String NAME = "data.sqlite";
    private static final long KIB = 1 << 10;

    /**
     * How long SQLite waits for readers before it gives up moving the log. Readers that begin meanwhile do not count,
     * so that this is as long as a brief snapshot lasts.
     */
    private static final int PATIENCE_MILLIS = 100;

    private final Path path;
    private final SqliteOptions options;

    DatabaseFile(Path directory, SqliteOptions options) {
        this.path = directory.toAbsolutePath().resolve(NAME);
        this.options = options;
    }

    /** A connection to write, which makes the database where there is none. */
    Session openToWrite() throws IOException, SQLException {
        if (!Files.exists(path)) {
            create();
        }
        SQLiteConfig config = config();
        // Consistent after a power cut, whenever it comes: log before database, database before the log begins anew.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        // Not when SQLite likes to, but when its failure can be told: see Writer.
        config.setWalAutocheckpoint(0);
        return new Session(config.createConnection(url("")));
    }

    /** A connection to read. With {@link EngineAccess#READ_ONLY} it changes nothing on the disk. */
    Session openToRead(EngineAccess access) throws IOException, SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return new Session(config.createConnection(url(access == EngineAccess.READ_ONLY ? unchanged() : "")));
    }

    /**
     * What makes SQLite read without making or changing a file.
     *
     * @throws StoreUnusableException if it cannot
     */
    private String unchanged() throws IOException {
        if (!Files.exists(path)) {
            throw new StoreUnusableException("There is no database of SQLite to be read. path=" + path);
        }
        boolean hasLog = bytes("-wal") > 0;
        if (bytes("-journal") > 0 || (hasLog && !Files.exists(beside("-shm")))) {
            throw new StoreUnusableException(
                    "SQLite cannot tidy up after a process that ended early without writing; open the store to write"
                            + " once. path="
                            + path);
        }
        // With a log, SQLite makes an index of it in memory, if the old one is there to show that nobody writes.
        // Without, SQLite must be told that nobody makes one.
        return hasLog ? "?mode=ro&readonly_shm=1" : "?immutable=1";
    }

    /** Writes the newest state to an empty directory, beside readers and the writer. */
    void copyTo(Path emptyDirectory, EngineAccess access) throws IOException, SQLException {
        String target = emptyDirectory.toAbsolutePath().resolve(NAME).toString();
        try (Session session = openToRead(access)) {
            session.run("VACUUM INTO '" + target.replace("'", "''") + "'");
        }
    }

    /** The file whose flush makes durable all that was written. It stays the same while a connection is open. */
    Path log() {
        return beside("-wal");
    }

    /** The sum of the lengths of all files. */
    long bytes() throws IOException {
        return bytes("") + bytes("-wal") + bytes("-shm");
    }

    private long bytes(String suffix) throws IOException {
        Path file = beside(suffix);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private Path beside(String suffix) {
        return path.resolveSibling(NAME + suffix);
    }

    /** Makes the file with the mode that SQLite then gives to those beside it. */
    private void create() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MILLIS);
        // Negative: KiB instead of pages.
        config.setCacheSize((int) -Math.min(options.cacheBytes() / KIB, Integer.MAX_VALUE));
        // Otherwise sqlite-jdbc asks for the last row's number after each put, and leaves that query open.
        config.setGetGeneratedKeys(false);
        return config;
    }

    private String url(String parameters) {
        return "jdbc:sqlite:" + path.toUri() + parameters;
    }
}
