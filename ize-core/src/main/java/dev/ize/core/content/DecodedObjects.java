package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The raw bytes of objects as far as they were used lately: those that others were stored against, so that who reads
 * several versions of a file decodes what they stand on once; and short ones that were read, since to decompress two
 * KiB and to compare them with their hash takes longer than to find them.
 *
 * <p>An id must name one object for good while this is used. A base was decoded and not compared with a hash; nobody
 * gets it as an object that was read. For any thread.
 */
public final class DecodedObjects {
    /** Longest object that is remembered because it was read: long ones would soon leave no room for bases. */
    static final int MAX_READ_BYTES = 16 << 10;

    /** What an object takes beside its bytes, by the layout of objects in a common JVM: entry, id, hash, arrays. */
    static final int OVERHEAD_BYTES = 200;

    /** Most bytes, however large the heap is. */
    private static final long MAX_BYTES = 64L << 20;

    /** The part of the heap that they may take at most. */
    private static final int HEAP_SHARE = 16;

    private final long maxBytes;
    private final Map<Long, Decoded> objects = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * An object.
     *
     * @param compared the hash that its bytes have; null if nobody has looked
     */
    private record Decoded(byte[] raw, @Nullable ContentHash compared) {
        long bytes() {
            return raw.length + (long) OVERHEAD_BYTES;
        }
    }

    /** An empty one, as large as the heap allows. */
    public DecodedObjects() {
        this(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
    }

    DecodedObjects(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An object's bytes, of the caller's own, if they were read and had that hash; else null. */
    public byte @Nullable [] read(long id, ContentHash hash) {
        Decoded known = find(id);
        return known != null && Objects.equals(known.compared(), hash)
                ? known.raw().clone()
                : null;
    }

    /** Remembers an object that was read and has that hash, unless it is long. The array stays the caller's. */
    public void addRead(long id, ContentHash hash, byte[] raw) {
        if (raw.length <= MAX_READ_BYTES) {
            put(id, new Decoded(raw.clone(), hash));
        }
    }

    /** An object to decode others against, which is not to be altered; else null. */
    byte @Nullable [] base(long id) {
        Decoded known = find(id);
        return known == null ? null : known.raw();
    }

    /** Remembers a base, whose array nobody alters from here on. */
    void addBase(long id, byte[] raw) {
        if (find(id) == null) {
            put(id, new Decoded(raw, null));
        }
    }

    private synchronized @Nullable Decoded find(long id) {
        return objects.get(id);
    }

    /** Forgets those that were used least lately, where there is no room. */
    private synchronized void put(long id, Decoded added) {
        Decoded former = objects.put(id, added);
        bytes += added.bytes() - (former == null ? 0 : former.bytes());
        var eldest = objects.values().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
