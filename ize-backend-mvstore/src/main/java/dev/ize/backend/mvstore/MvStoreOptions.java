package dev.ize.backend.mvstore;

import dev.ize.core.engine.OptionText;
import dev.ize.spi.BackendOptions;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tuning of MVStore. The keys of the text form are the names of the components, in their order. May differ at
 * every open of a store; nothing of it is part of the format.
 *
 * @param cacheBytes bytes of heap for pages read from the file or just written, 1 MiB to 64 GiB, of which whole MiB
 *     count; default an eighth of the heap, at most 32 MiB. A page that is not in it is read from the file again and
 *     decoded. It is filled over time and not given back until close, so a larger cache wants a larger {@code -Xmx}
 * @param retentionMillis milliseconds that space without current data stays unused, 0 to a day; default 45,000, as
 *     MVStore has it. A lower value keeps the file smaller while many small batches are written; no snapshot and no
 *     durable state depends on it
 */
public record MvStoreOptions(long cacheBytes, int retentionMillis) implements BackendOptions {
    static final String BACKEND = "mvstore";

    private static final String CACHE_BYTES = "cacheBytes";
    private static final long MAX_DEFAULT_CACHE_BYTES = 32L << 20;
    private static final int HEAP_PER_DEFAULT_CACHE = 8;
    private static final long MIN_CACHE_BYTES = 1L << 20;
    private static final long MAX_CACHE_BYTES = 64L << 30;

    private static final String RETENTION_MILLIS = "retentionMillis";
    private static final int DEFAULT_RETENTION_MILLIS = 45_000;
    private static final int MAX_RETENTION_MILLIS = 86_400_000;

    public MvStoreOptions {
        if (cacheBytes < MIN_CACHE_BYTES || cacheBytes > MAX_CACHE_BYTES) {
            throw new IllegalArgumentException("cacheBytes must be 1 MiB to 64 GiB: " + cacheBytes);
        }
        if (retentionMillis < 0 || retentionMillis > MAX_RETENTION_MILLIS) {
            throw new IllegalArgumentException("retentionMillis must be 0 to 86,400,000: " + retentionMillis);
        }
    }

    /** Every default in force. */
    public static MvStoreOptions defaults() {
        return new MvStoreOptions(defaultCacheBytes(), DEFAULT_RETENTION_MILLIS);
    }

    private static long defaultCacheBytes() {
        long share = Runtime.getRuntime().maxMemory() / HEAP_PER_DEFAULT_CACHE;
        return Math.max(MIN_CACHE_BYTES, Math.min(share - share % MIN_CACHE_BYTES, MAX_DEFAULT_CACHE_BYTES));
    }

    /** These options for a file that is written from its first byte to its last and read by nobody meanwhile. */
    MvStoreOptions forWritingOnce() {
        return withCacheBytes(MIN_CACHE_BYTES);
    }

    /** These options with another {@code cacheBytes}. */
    public MvStoreOptions withCacheBytes(long bytes) {
        return new MvStoreOptions(bytes, retentionMillis);
    }

    /** These options with another {@code retentionMillis}. */
    public MvStoreOptions withRetentionMillis(int millis) {
        return new MvStoreOptions(cacheBytes, millis);
    }

    static MvStoreOptions parse(Map<String, String> text) {
        OptionText options = new OptionText(BACKEND, text);
        MvStoreOptions parsed = new MvStoreOptions(
                options.bytes(CACHE_BYTES, defaultCacheBytes(), MIN_CACHE_BYTES, MAX_CACHE_BYTES),
                options.integer(RETENTION_MILLIS, DEFAULT_RETENTION_MILLIS, 0, MAX_RETENTION_MILLIS));
        options.rejectUnknown();
        return parsed;
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public Map<String, String> asText() {
        return new TreeMap<>(
                Map.of(CACHE_BYTES, Long.toString(cacheBytes), RETENTION_MILLIS, Integer.toString(retentionMillis)));
    }
}
