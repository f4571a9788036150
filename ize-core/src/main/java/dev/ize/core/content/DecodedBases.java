package dev.ize.core.content;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The raw bytes of objects that others were stored against, as far as they were read lately: who reads several
 * versions of a file decodes what they stand on once.
 *
 * <p>An id must name one object for good while this is used. What is in here was decoded and not compared with a hash,
 * like any base. For any thread.
 */
public final class DecodedBases {
    /** Most bytes, however large the heap is. */
    private static final long MAX_BYTES = 64L << 20;

    /** The part of the heap that they may take at most. */
    private static final int HEAP_SHARE = 16;

    private final long maxBytes;
    private final Map<Long, byte[]> bases = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** An empty one, as large as the heap allows. */
    public DecodedBases() {
        this(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
    }

    DecodedBases(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized byte @Nullable [] find(long id) {
        return bases.get(id);
    }

    /** Remembers a base, and forgets those that were used least lately. */
    synchronized void add(long id, byte[] raw) {
        if (bases.putIfAbsent(id, raw) != null) {
            return;
        }
        bytes += raw.length;
        var eldest = bases.values().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= eldest.next().length;
            eldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
