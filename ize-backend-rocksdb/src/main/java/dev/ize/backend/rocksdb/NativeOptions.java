package dev.ize.backend.rocksdb;

import dev.ize.core.engine.Keyspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * Our options as RocksDB's native objects, with what we do not let anyone choose.
 *
 * <p><i>Life cycle:</i> owns all of them; closed after the database.
 */
final class NativeOptions implements AutoCloseable {
    /** Tables that are open at once; each costs a file descriptor. */
    private static final int MAX_OPEN_FILES = 512;

    /** RocksDB's advice: one in a hundred look-ups of an absent key reads a block in vain. */
    private static final double BLOOM_BITS_PER_KEY = 10;

    /**
     * A table is compacted soon when half of a window of so many entries are deletions: a directory whose names
     * have died would be listed by stepping over the deletions until compaction came by chance.
     */
    private static final long DELETION_WINDOW_ENTRIES = 4096;

    private static final long DELETIONS_IN_WINDOW = 2048;

    /** Deletions in memory that one step of a scan may pass before they are written out. */
    private static final int DELETIONS_IN_SCAN = 1000;

    /** And when so large a part of a whole table are deletions. */
    private static final double DELETIONS_IN_TABLE = 0.5;

    /** Size of a part of an index or a filter: RocksDB's default, as large as a block of data. */
    private static final int METADATA_BLOCK_BYTES = 4096;

    private static final long LOG_TEXT_BYTES = 1 << 20;
    private static final int LOG_TEXT_FILES = 3;

    private final Deque<AbstractNativeReference> owned = new ArrayDeque<>();
    private final TablePropertiesCollectorFactory deletions;
    private final DBOptions database;
    private final ColumnFamilyOptions smallRecords;
    private final ColumnFamilyOptions largeValues;
    private final WriteOptions synced;
    private final WriteOptions buffered;

    NativeOptions(RocksDbOptions options) {
        Cache cache = own(new LRUCache(options.memoryBytes()));
        WriteBufferManager writeBuffers = own(new WriteBufferManager(options.writeBufferBytes(), cache));
        BloomFilter filter = own(new BloomFilter(BLOOM_BITS_PER_KEY));

        deletions = own(TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(
                DELETION_WINDOW_ENTRIES, DELETIONS_IN_WINDOW, DELETIONS_IN_TABLE));

        database = databaseOptions(options, writeBuffers);
        smallRecords = columnFamilyOptions(options, cache, filter)
                .setCompressionType(
                        options.compressRecords() ? CompressionType.ZSTD_COMPRESSION : CompressionType.NO_COMPRESSION);
        largeValues = columnFamilyOptions(options, cache, filter).setCompressionType(CompressionType.NO_COMPRESSION);
        synced = own(new WriteOptions()).setSync(true);
        buffered = own(new WriteOptions()).setSync(false);
    }

    /** For the whole database, which is made or opened as {@link DBOptions#setCreateIfMissing} then says. */
    DBOptions database() {
        return database;
    }

    /** For a column family whose values are of this shape. */
    ColumnFamilyOptions columnFamily(Keyspace.Shape shape) {
        return shape == Keyspace.Shape.LARGE_VALUES ? largeValues : smallRecords;
    }

    /** For a write that is durable, with all before it, when it returns. */
    WriteOptions synced() {
        return synced;
    }

    /** For a write that has reached the operating system when it returns. */
    WriteOptions buffered() {
        return buffered;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }

    private DBOptions databaseOptions(RocksDbOptions options, WriteBufferManager writeBuffers) {
        return own(verifyingLogs())
                .setWriteBufferManager(writeBuffers)
                .setMaxTotalWalSize(options.maxLogBytes())
                .setMaxBackgroundJobs(options.backgroundJobs())
                .setMaxOpenFiles(MAX_OPEN_FILES)
                // Absolute consistency refuses healthy stores: kill -9 during a synced batch leaves a torn record
                // at the end of the log. Point in time drops that record, which was never acknowledged; a log
                // that lost more is noticed by the shared layer, whose watermark is then ahead of the head.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                // Space taken ahead made no durable write faster and shows as several MB of a small store.
                .setAllowFAllocate(false)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(LOG_TEXT_BYTES)
                .setKeepLogFileNum(LOG_TEXT_FILES)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /**
     * Options with which the manifest lists the closed logs and their synced sizes: without, a log or a part of
     * the manifest that is missing leaves a hole in the data and no error. The binding has no setter.
     */
    private static DBOptions verifyingLogs() {
        Properties properties = new Properties();
        properties.setProperty("track_and_verify_wals_in_manifest", "true");
        return Objects.requireNonNull(
                DBOptions.getDBOptionsFromProps(properties), "RocksDB does not know track_and_verify_wals_in_manifest");
    }

    private ColumnFamilyOptions columnFamilyOptions(RocksDbOptions options, Cache cache, BloomFilter filter) {
        BlockBasedTableConfig tables = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(filter)
                // In the cache, indexes and filters count as memory; outside, they grow with the store.
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                // In parts, or the filter of a large table, 1 MB for 10^6 records, is read and dropped at each
                // look-up once it does not fit its shard of the cache.
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(METADATA_BLOCK_BYTES)
                .setPinTopLevelIndexAndFilter(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return own(removingDeletions())
                .setTableFormatConfig(tables)
                // Half, so that one busy keyspace fills a buffer while the one before it becomes a table.
                .setWriteBufferSize(options.writeBufferBytes() / 2);
    }

    /**
     * Options under which deletions do not stay where listings step over them: a scan that meets many in memory has
     * them written out, and a table that is full of them is compacted. The binding has no setter for the first, and
     * for the second only on the options of a whole database.
     */
    private ColumnFamilyOptions removingDeletions() {
        Properties properties = new Properties();
        properties.setProperty("memtable_op_scan_flush_trigger", Integer.toString(DELETIONS_IN_SCAN));
        try (ColumnFamilyOptions flushing = Objects.requireNonNull(
                        ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties),
                        "RocksDB does not know memtable_op_scan_flush_trigger");
                DBOptions none = new DBOptions();
                Options source = new Options(none, flushing)) {
            source.setTablePropertiesCollectorFactory(List.of(deletions));
            return new ColumnFamilyOptions(source);
        }
    }

    private <T extends AbstractNativeReference> T own(T reference) {
        owned.push(reference);
        return reference;
    }
}
