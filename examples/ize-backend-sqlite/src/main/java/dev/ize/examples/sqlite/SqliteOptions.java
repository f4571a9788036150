package dev.ize.examples.sqlite;

import dev.ize.core.engine.OptionText;
import dev.ize.spi.BackendOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tuning of SQLite. The keys of the text form are the names of the components, in their order. May differ at every
 * open of a store; nothing of it is part of the format.
 *
 * @param cacheBytes native memory for pages that each connection may keep, in bytes, from 64 KiB to 1 TiB; default
 *     4 MiB. There is one connection for writing, one for each open snapshot, and a few that rest
 * @param maxLogBytes size of the write-ahead log at which it is moved to the database, in bytes, from 64 KiB to 1 TiB;
 *     default 16 MiB. More moves pages that change often less often, and makes opening after a crash slower, which
 *     reads the log. The log grows further while snapshots are open that still read from it
 */
public record SqliteOptions(long cacheBytes, long maxLogBytes) implements BackendOptions {
    static final String BACKEND = "sqlite";

    private static final long DEFAULT_CACHE_BYTES = 4 << 20;
    private static final long DEFAULT_LOG_BYTES = 16 << 20;
    private static final long MIN_BYTES = 64 << 10;
    private static final long MAX_BYTES = 1L << 40;

    public SqliteOptions {
        requireRange("cacheBytes", cacheBytes);
        requireRange("maxLogBytes", maxLogBytes);
    }

    /** All defaults: 4 MiB of cache a connection and 16 MiB of log. */
    public static SqliteOptions defaults() {
        return new SqliteOptions(DEFAULT_CACHE_BYTES, DEFAULT_LOG_BYTES);
    }

    /** Options from text; keys are the components' names. */
    static SqliteOptions parse(Map<String, String> text) {
        OptionText options = new OptionText(BACKEND, text);
        long cache = options.bytes("cacheBytes", DEFAULT_CACHE_BYTES, MIN_BYTES, MAX_BYTES);
        long log = options.bytes("maxLogBytes", DEFAULT_LOG_BYTES, MIN_BYTES, MAX_BYTES);
        options.rejectUnknown();
        return new SqliteOptions(cache, log);
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("cacheBytes", Long.toString(cacheBytes));
        text.put("maxLogBytes", Long.toString(maxLogBytes));
        return text;
    }

    private static void requireRange(String name, long bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(name + " must be in " + MIN_BYTES + "-" + MAX_BYTES + ": " + bytes);
        }
    }
}
