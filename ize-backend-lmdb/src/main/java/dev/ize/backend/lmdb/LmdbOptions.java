package dev.ize.backend.lmdb;

import dev.ize.core.engine.OptionText;
import dev.ize.spi.BackendOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The tuning of LMDB. The keys of the text form are the names of the components, in their order. May differ at every
 * open of a store; nothing of it is part of the format.
 *
 * @param mapBytes address space for the data file, in bytes, {@value #MIN_MAP_BYTES} to {@value #MAX_MAP_BYTES};
 *     default 1 TiB, on Windows 64 MiB, where the file has this size from the start. Elsewhere it costs address space
 *     and neither memory nor disk. Where a process may have less, half of it is tried, and half again. A map that is
 *     full grows to twice its size, which needs a moment without snapshots; what is already stored is always mapped
 * @param maxReaders snapshots that may be open at once, 1 to {@value #MAX_READERS}; default 4,096. Each costs 64
 *     bytes in the lock file, and a write looks at all of those in use. One more waits for one of them to be closed, ten
 *     seconds at most, and is an {@link IllegalStateException} then; every read takes one, so leave a thousand
 * @param growthTimeoutMillis how long a batch that needs a larger map waits for open snapshots before it is
 *     refused, in milliseconds, 0 to {@value #MAX_GROWTH_TIMEOUT_MILLIS}; default 5,000. New snapshots wait too while
 *     it does
 */
public record LmdbOptions(long mapBytes, int maxReaders, int growthTimeoutMillis) implements BackendOptions {
    /** The smallest map, in bytes: 1 MiB, also LMDB's own default. */
    public static final long MIN_MAP_BYTES = 1L << 20;

    /** The largest map, in bytes: 64 TiB, half of what a process can address on x86-64. */
    public static final long MAX_MAP_BYTES = 64L << 40;

    /** The most readers: 1,048,576, a lock file of 64 MiB. */
    public static final int MAX_READERS = 1 << 20;

    /** The longest wait for snapshots, in milliseconds: an hour. */
    public static final int MAX_GROWTH_TIMEOUT_MILLIS = 3_600_000;

    static final String BACKEND = "lmdb";

    private static final LmdbOptions DEFAULTS =
            new LmdbOptions(mapBytesFor(System.getProperty("os.name", "")), 4_096, 5_000);

    public LmdbOptions {
        checkRange("mapBytes", mapBytes, MIN_MAP_BYTES, MAX_MAP_BYTES);
        checkRange("maxReaders", maxReaders, 1, MAX_READERS);
        checkRange("growthTimeoutMillis", growthTimeoutMillis, 0, MAX_GROWTH_TIMEOUT_MILLIS);
    }

    /** Every default in force. */
    public static LmdbOptions defaults() {
        return DEFAULTS;
    }

    /** These options with another {@code mapBytes}. */
    public LmdbOptions withMapBytes(long value) {
        return new LmdbOptions(value, maxReaders, growthTimeoutMillis);
    }

    /** These options with another {@code maxReaders}. */
    public LmdbOptions withMaxReaders(int value) {
        return new LmdbOptions(mapBytes, value, growthTimeoutMillis);
    }

    /** These options with another {@code growthTimeoutMillis}. */
    public LmdbOptions withGrowthTimeoutMillis(int value) {
        return new LmdbOptions(mapBytes, maxReaders, value);
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("mapBytes", Long.toString(mapBytes));
        text.put("maxReaders", Integer.toString(maxReaders));
        text.put("growthTimeoutMillis", Integer.toString(growthTimeoutMillis));
        return text;
    }

    static LmdbOptions parse(Map<String, String> text) {
        OptionText options = new OptionText(BACKEND, text);
        LmdbOptions parsed = new LmdbOptions(
                options.bytes("mapBytes", DEFAULTS.mapBytes, MIN_MAP_BYTES, MAX_MAP_BYTES),
                options.integer("maxReaders", DEFAULTS.maxReaders, 1, MAX_READERS),
                options.integer("growthTimeoutMillis", DEFAULTS.growthTimeoutMillis, 0, MAX_GROWTH_TIMEOUT_MILLIS));
        options.rejectUnknown();
        return parsed;
    }

    /** Windows allocates a file at the size of its map; elsewhere only pages that were written exist. */
    static long mapBytesFor(String operatingSystem) {
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows") ? 64L << 20 : 1L << 40;
    }

    private static void checkRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be in " + min + "-" + max + ": " + value);
        }
    }
}
