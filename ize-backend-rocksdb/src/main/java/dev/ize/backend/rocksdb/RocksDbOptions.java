package dev.ize.backend.rocksdb;

import dev.ize.core.engine.OptionText;
import dev.ize.spi.BackendOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tuning of RocksDB. The keys of the text form are the names of the components, in their order. May differ at
 * every open of a store; nothing of it is part of the format.
 *
 * @param memoryBytes native memory for cached blocks and write buffers together, in bytes, {@value
 *     #MIN_MEMORY_BYTES} to 1 TiB; default 128 MiB. More saves reads from the disk or from the system's page
 *     cache, with decompression; it is taken beside the Java heap. Iterators and the indexes of tables that
 *     are open may exceed it a little
 * @param writeBufferBytes how much of {@code memoryBytes} may hold writes that are in the log only, in bytes,
 *     from {@value #MIN_WRITE_BUFFER_BYTES} to half of {@code memoryBytes}; default 64 MiB, or that half if it is
 *     less. More makes fewer and larger tables, hence less rewriting during an import, and leaves less to cached
 *     blocks
 * @param maxLogBytes size of the write-ahead log at which the keyspaces that hold it up are written to
 *     tables, in bytes, {@value #MIN_LOG_BYTES} to 1 TiB; default 128 MiB. Less makes opening after a crash
 *     faster, which replays the log, and makes more and smaller tables
 * @param backgroundJobs how many threads of RocksDB write tables and merge them, from 1 to {@value
 *     #MAX_BACKGROUND_JOBS}; default 2. RocksDB's threads belong to the process: the largest number that any
 *     store in it asks for holds. More costs processor time and lets a long import stall less
 * @param compressRecords whether small records are compressed with zstd in tables; default true. False saves
 *     processor time and makes metadata two to three times as large. Large values are never compressed here,
 *     since they arrive compressed
 */
public record RocksDbOptions(
        long memoryBytes, long writeBufferBytes, long maxLogBytes, int backgroundJobs, boolean compressRecords)
        implements BackendOptions {
    /** The least memory, in bytes: 4 MiB; below, the parts of the cache become smaller than one large value. */
    public static final long MIN_MEMORY_BYTES = 4 << 20;

    /** The smallest write buffers, in bytes: 1 MiB; below, RocksDB writes a table for a handful of changes. */
    public static final long MIN_WRITE_BUFFER_BYTES = 1 << 20;

    /** The lowest bound of the log, in bytes: 1 MiB, as much as the smallest write buffers. */
    public static final long MIN_LOG_BYTES = 1 << 20;

    /** The most background threads; 64: a bound that catches a slip. */
    public static final int MAX_BACKGROUND_JOBS = 64;

    static final String BACKEND = "rocksdb";

    private static final long DEFAULT_MEMORY_BYTES = 128 << 20;
    private static final long DEFAULT_WRITE_BUFFER_BYTES = 64 << 20;
    private static final long DEFAULT_LOG_BYTES = 128 << 20;
    private static final int DEFAULT_BACKGROUND_JOBS = 2;

    /** 1 TiB: a bound that catches a slip of the unit. */
    private static final long MAX_BYTES = 1L << 40;

    public RocksDbOptions {
        requireRange("memoryBytes", memoryBytes, MIN_MEMORY_BYTES, MAX_BYTES);
        requireRange("writeBufferBytes", writeBufferBytes, MIN_WRITE_BUFFER_BYTES, memoryBytes / 2);
        requireRange("maxLogBytes", maxLogBytes, MIN_LOG_BYTES, MAX_BYTES);
        requireRange("backgroundJobs", backgroundJobs, 1, MAX_BACKGROUND_JOBS);
    }

    /** All defaults: 128 MiB of native memory and two background threads. */
    public static RocksDbOptions defaults() {
        return parse(Map.of());
    }

    /** Options from text; keys are the components' names. */
    static RocksDbOptions parse(Map<String, String> text) {
        OptionText options = new OptionText(BACKEND, text);
        long memory = options.bytes("memoryBytes", DEFAULT_MEMORY_BYTES, MIN_MEMORY_BYTES, MAX_BYTES);
        long writeBuffer = options.bytes(
                "writeBufferBytes",
                Math.min(DEFAULT_WRITE_BUFFER_BYTES, memory / 2),
                MIN_WRITE_BUFFER_BYTES,
                memory / 2);
        long log = options.bytes("maxLogBytes", DEFAULT_LOG_BYTES, MIN_LOG_BYTES, MAX_BYTES);
        int jobs = options.integer("backgroundJobs", DEFAULT_BACKGROUND_JOBS, 1, MAX_BACKGROUND_JOBS);
        boolean compress = options.flag("compressRecords", true);
        options.rejectUnknown();
        return new RocksDbOptions(memory, writeBuffer, log, jobs, compress);
    }

    /** These options with another {@code memoryBytes}, and write buffers of at most half of it. */
    public RocksDbOptions withMemoryBytes(long bytes) {
        return new RocksDbOptions(
                bytes, Math.min(writeBufferBytes, bytes / 2), maxLogBytes, backgroundJobs, compressRecords);
    }

    /** These options with another {@code writeBufferBytes}. */
    public RocksDbOptions withWriteBufferBytes(long bytes) {
        return new RocksDbOptions(memoryBytes, bytes, maxLogBytes, backgroundJobs, compressRecords);
    }

    /** These options with another {@code maxLogBytes}. */
    public RocksDbOptions withMaxLogBytes(long bytes) {
        return new RocksDbOptions(memoryBytes, writeBufferBytes, bytes, backgroundJobs, compressRecords);
    }

    /** These options with another {@code backgroundJobs}. */
    public RocksDbOptions withBackgroundJobs(int jobs) {
        return new RocksDbOptions(memoryBytes, writeBufferBytes, maxLogBytes, jobs, compressRecords);
    }

    /** These options with another {@code compressRecords}. */
    public RocksDbOptions withCompressRecords(boolean compress) {
        return new RocksDbOptions(memoryBytes, writeBufferBytes, maxLogBytes, backgroundJobs, compress);
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("memoryBytes", Long.toString(memoryBytes));
        text.put("writeBufferBytes", Long.toString(writeBufferBytes));
        text.put("maxLogBytes", Long.toString(maxLogBytes));
        text.put("backgroundJobs", Integer.toString(backgroundJobs));
        text.put("compressRecords", Boolean.toString(compressRecords));
        return text;
    }

    private static void requireRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be in " + min + "-" + max + ": " + value);
        }
    }
}
