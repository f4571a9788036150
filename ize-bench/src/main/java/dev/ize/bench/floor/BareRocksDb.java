package dev.ize.bench.floor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB through rocksdbjni, tuned for speed and not for size. */
final class BareRocksDb implements BareEngine {
    static final String SETTINGS = "256 MiB block cache, bloom filters of 10 bits, hash index in data blocks, no"
            + " compression, memtables of 64 MiB, one iterator that is refreshed; durable: sync writes; not durable: the log"
            + " is written and not flushed";

    private static final long CACHE_BYTES = 256L << 20;
    private static final long MEMTABLE_BYTES = 64L << 20;
    private static final double BLOOM_BITS = 10;

    static {
        // Before any field is made that lives in it.
        RocksDB.loadLibrary();
    }

    private final LRUCache cache;
    private final BloomFilter filter = new BloomFilter(BLOOM_BITS);
    private final ColumnFamilyOptions treeOptions;
    private final DBOptions options;
    private final List<ColumnFamilyHandle> trees = new ArrayList<>();
    private final WriteOptions writing;
    private final WriteOptions loading = new WriteOptions();
    private final ReadOptions reading = new ReadOptions();
    private final RocksDB database;
    private final RocksIterator iterator;

    BareRocksDb(Path directory, boolean durable) {
        cache = new LRUCache(CACHE_BYTES);
        treeOptions = new ColumnFamilyOptions()
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(filter)
                        .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash));
        options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxBackgroundJobs(2);
        writing = new WriteOptions().setSync(durable);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, treeOptions));
        for (int i = 1; i < TREES; i++) {
            descriptors.add(new ColumnFamilyDescriptor(("tree-" + i).getBytes(StandardCharsets.UTF_8), treeOptions));
        }
        try {
            database = RocksDB.open(options, directory.toString(), descriptors, trees);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
        iterator = database.newIterator(trees.get(0), reading);
    }

    @Override
    public byte[] get(byte[] key) {
        try {
            return Objects.requireNonNull(database.get(trees.get(0), reading, key), "value");
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void commit(List<Pair> pairs) {
        write(pairs, writing);
    }

    @Override
    public void append(List<Pair> pairs) {
        write(pairs, loading);
    }

    private void write(List<Pair> pairs, WriteOptions how) {
        try (WriteBatch batch = new WriteBatch()) {
            for (Pair pair : pairs) {
                batch.put(trees.get(pair.tree()), pair.key(), pair.value());
            }
            database.write(how, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int range(byte[] from, int count) {
        try {
            iterator.refresh();
            int bytes = 0;
            iterator.seek(from);
            for (int i = 0; iterator.isValid() && i < count; i++) {
                bytes += iterator.value().length;
                iterator.next();
            }
            iterator.status();
            return bytes;
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        iterator.close();
        trees.forEach(ColumnFamilyHandle::close);
        try {
            database.syncWal();
            database.closeE();
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        } finally {
            reading.close();
            loading.close();
            writing.close();
            options.close();
            treeOptions.close();
            filter.close();
            cache.close();
        }
    }
}
