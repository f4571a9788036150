package dev.ize.backend.lmdb;

import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Copies keys and values out of LMDB's map, each once its length was compared with the page that it lies in. LMDB gives
 * a length as the file has it; a damaged one would ask for memory that nobody has, or for bytes behind the end of the map,
 * which ends the process.
 *
 * <p>The layout is that of {@link MetaPage}: a page begins with 16 bytes, its number at 0, its flags at 10. What fits lies
 * in a page behind them and behind the places of its entries; a longer value lies alone, right behind the first 16 bytes
 * of pages of its own, whose number is at 12.
 *
 * <p>A map begins at an address that pages of 4 KiB divide, so that an address tells the place in a page. A file with larger
 * pages may come from another system, and then does not tell it; there a length is compared with that of the file.
 *
 * <p>For read transactions: what a write transaction has changed lies elsewhere. For any thread.
 */
final class PageBounds {
    private static final Pointer ADDRESS_SPACE = Pointer.wrap(Runtime.getSystemRuntime(), 0L);
    private static final int HEADER_BYTES = 16;
    private static final int FLAGS = 10;
    private static final int FLAG_OVERFLOW = 0x04;
    private static final int PAGES = 12;
    private static final int ALIGNED_PAGE_BYTES = 4096;

    private final int pageBytes;
    private final DataFile file;
    /** The file only grows while it is mapped. */
    private volatile long knownFileBytes;

    PageBounds(int pageBytes, DataFile file) {
        this.pageBytes = pageBytes;
        this.file = file;
    }

    /**
     * The bytes, in an array of the caller's own.
     *
     * @throws CorruptStoreException if there cannot be so many
     */
    byte[] copy(NativeBytes found) {
        if (!holds(found.address(), found.length())) {
            throw new CorruptStoreException(
                    "LMDB's data file has an entry that is longer than its page. bytes=" + found.length(), null);
        }
        return found.copy();
    }

    private boolean holds(long address, long length) {
        if (pageBytes != ALIGNED_PAGE_BYTES) {
            return length <= pageBytes || endsInFile(length);
        }
        long place = address % pageBytes;
        return place == HEADER_BYTES
                ? holdsAlone(address - HEADER_BYTES, length + HEADER_BYTES)
                : place + length <= pageBytes;
    }

    private boolean holdsAlone(long page, long length) {
        long number = ADDRESS_SPACE.getLong(page);
        long pages = Integer.toUnsignedLong(ADDRESS_SPACE.getInt(page + PAGES));
        return (ADDRESS_SPACE.getShort(page + FLAGS) & FLAG_OVERFLOW) != 0
                && length <= pages * pageBytes
                && number > 0
                && number <= LmdbOptions.MAX_MAP_BYTES / pageBytes
                && endsInFile(number * pageBytes + length);
    }

    private boolean endsInFile(long end) {
        try {
            if (end > knownFileBytes) {
                knownFileBytes = file.length();
            }
            return end <= knownFileBytes;
        } catch (IOException e) {
            throw new CorruptStoreException("The length of LMDB's data file cannot be found: " + e, e);
        }
    }
}
