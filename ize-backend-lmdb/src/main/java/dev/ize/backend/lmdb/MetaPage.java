package dev.ize.backend.lmdb;

import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One of the two pages at the start of LMDB's data file that say where everything else is; commits write
 * them in turn.
 *
 * <p>The layout is that of LMDB's data version 1 on 64-bit systems, all little-endian. A page
 * header of 16 bytes has the flags at 10. The meta data follows it: magic at 16, version at 20, at 40 and 88
 * the records of the trees of free pages and of names (48 bytes each, the root page at 40 in them; the first
 * begins with the page size), the last page number at 136, the transaction number at 144.
 *
 * @param pageBytes the size of every page
 * @param freeRoot root page of the tree of free pages, or {@link #NO_PAGE}
 * @param mainRoot root page of the tree of names, or {@link #NO_PAGE}
 * @param lastPage the highest page that was ever given out
 * @param transaction the number of the commit that wrote this page
 */
record MetaPage(int pageBytes, long freeRoot, long mainRoot, long lastPage, long transaction) {
    /** The root of an empty tree. */
    static final long NO_PAGE = -1;

    private static final int BYTES = 152;
    private static final int FLAG_META = 0x08;
    private static final int MAGIC = 0xBEEFC0DE;
    private static final int VERSION = 1;

    /** The sizes that LMDB makes: a page of the operating system, at most 32 KiB, at least 512 bytes. */
    private static final int MIN_PAGE_BYTES = 512;

    private static final int MAX_PAGE_BYTES = 32_768;

    /**
     * The newer of the two, by the rule of LMDB itself. The older one need not make sense: after a write of
     * it that failed, LMDB takes back its numbers and not its trees.
     */
    static MetaPage newest(FileBytes file) throws IOException {
        MetaPage first = parse(file.read(0, BYTES), file.path());
        file.read(0, 2 * first.pageBytes);
        MetaPage second = parse(file.read(first.pageBytes, BYTES), file.path());
        MetaPage newest = second.transaction > first.transaction ? second : first;
        if (!newest.isPlausible()) {
            throw damaged(file.path(), newest);
        }
        return newest;
    }

    /** How long a file is in which every page was written. */
    long neededBytes() {
        return (lastPage + 1) * pageBytes;
    }

    private static MetaPage parse(ByteBuffer page, Path path) {
        int flags = page.getShort(10);
        int magic = page.getInt(16);
        if ((flags & FLAG_META) == 0 || magic != MAGIC) {
            throw new CorruptStoreException(
                    "The file does not begin like a data file of LMDB. path=" + path + " flags="
                            + Integer.toHexString(flags) + " magic=" + Integer.toHexString(magic),
                    null);
        }
        int version = page.getInt(20);
        if (version != VERSION) {
            throw new CorruptStoreException(
                    "LMDB's data file has a version that this LMDB does not read. path=" + path + " found=" + version
                            + " supported=" + VERSION,
                    null);
        }
        MetaPage meta = new MetaPage(
                page.getInt(40), page.getLong(80), page.getLong(128), page.getLong(136), page.getLong(144));
        if (meta.pageBytes < MIN_PAGE_BYTES
                || meta.pageBytes > MAX_PAGE_BYTES
                || Integer.bitCount(meta.pageBytes) != 1) {
            throw damaged(path, meta);
        }
        return meta;
    }

    private static CorruptStoreException damaged(Path path, MetaPage meta) {
        return new CorruptStoreException("LMDB's data file has a damaged meta page. path=" + path + " " + meta, null);
    }

    private boolean isPlausible() {
        return lastPage >= 1
                && lastPage < LmdbOptions.MAX_MAP_BYTES / pageBytes
                && isRoot(freeRoot)
                && isRoot(mainRoot);
    }

    private boolean isRoot(long page) {
        return page == NO_PAGE || (page > 1 && page <= lastPage);
    }
}
