package dev.ize.backend.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactionOptions;
import org.rocksdb.LevelMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileMetaData;

/**
 * The tables of a column family that hold next to nothing, such as each short session leaves: RocksDB turns the log
 * into one when it opens. Their keys mostly ascend, so that RocksDB moves them down without ever merging them, and a
 * thousand commands leave a thousand files, which each open must look at.
 */
final class SmallTables {
    /** A table of fewer bytes costs more by being a file than by what is in it. */
    private static final long SMALL_BYTES = 64 << 10;

    /** So many are merged, which takes a few milliseconds, and fewer are left alone. */
    private static final int MANY = 32;

    private final RocksDB database;
    private final ColumnFamilyHandle family;
    private final List<String> names = new ArrayList<>();
    private int lowestLevel;

    private SmallTables(RocksDB database, ColumnFamilyHandle family) {
        this.database = database;
        this.family = family;
        for (LevelMetaData level : database.getColumnFamilyMetaData(family).levels()) {
            for (SstFileMetaData table : level.files()) {
                if (table.size() < SMALL_BYTES) {
                    names.add(table.fileName());
                    lowestLevel = level.level();
                }
            }
        }
    }

    /**
     * Merges them where they are many. What goes wrong changes nothing that is stored: RocksDB may be merging some of
     * them itself, and damage or a full disk is met again, and said, where it matters.
     */
    static void merge(RocksDB database, List<ColumnFamilyHandle> families) {
        for (ColumnFamilyHandle family : families) {
            SmallTables tables = new SmallTables(database, family);
            if (tables.names.size() >= MANY) {
                tables.merge();
            }
        }
    }

    private void merge() {
        try (CompactionOptions options = new CompactionOptions()) {
            database.compactFiles(options, family, names, Math.max(1, lowestLevel), -1, null);
        } catch (RocksDBException e) {
            // Nothing has changed, and nothing is to be said here; see merge(RocksDB, List).
        }
    }
}
