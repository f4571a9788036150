package dev.ize.backend.lmdb;

import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The pages of LMDB's data file that its newest state uses.
 *
 * <p>The layout is that of LMDB's data version 1 on 64-bit systems, little-endian. A page of a tree has its flags at 10,
 * the end of its table of nodes at 12, and the table, two bytes an offset, at 16. A node begins with eight
 * bytes, four fields of two: in a branch the first three are the page below, low part first; in a leaf the
 * first two are the length of the value, then come the flags and the length of the key. The key follows,
 * then the value; in its stead stands the first page of a value that has pages of its own. A named tree is a
 * value of 48 bytes with its root page at 40.
 */
final class ReachablePages {
    private static final int HEADER_BYTES = 16;
    private static final int NODE_BYTES = 8;
    private static final int TREE_BYTES = 48;
    private static final int KIND_MASK = 0x0F;
    private static final int FLAG_BRANCH = 0x01;
    private static final int FLAG_LEAF = 0x02;
    private static final int NODE_OVERFLOW = 0x01;
    private static final int NODE_TREE = 0x02;

    /** LMDB's own limit to the depth of a tree. */
    private static final int MAX_DEPTH = 32;

    private final FileBytes file;
    private final MetaPage meta;
    private final long pages;

    ReachablePages(FileBytes file, MetaPage meta) throws IOException {
        this.file = file;
        this.meta = meta;
        this.pages = file.length() / meta.pageBytes();
    }

    /**
     * Reads all trees, down to the leaves, and looks that no page in use is beyond the end of the file.
     *
     * @throws CorruptStoreException if one is, or a page is not what its place demands
     */
    void check() throws IOException {
        checkTree(meta.freeRoot(), 0);
        checkTree(meta.mainRoot(), 0);
    }

    private void checkTree(long page, int depth) throws IOException {
        if (page == MetaPage.NO_PAGE) {
            return;
        }
        checkInside(page, 1);
        ByteBuffer bytes = file.read(page * meta.pageBytes(), meta.pageBytes());
        int kind = bytes.getShort(10) & KIND_MASK;
        boolean branch = kind == FLAG_BRANCH;
        if (bytes.getLong(0) != page || (!branch && kind != FLAG_LEAF) || depth > MAX_DEPTH) {
            throw damaged(page);
        }
        try {
            int nodes = (Short.toUnsignedInt(bytes.getShort(12)) - HEADER_BYTES) / Short.BYTES;
            for (int i = 0; i < nodes; i++) {
                int node = Short.toUnsignedInt(bytes.getShort(HEADER_BYTES + Short.BYTES * i));
                if (branch) {
                    checkTree(bytes.getLong(node) & 0xFFFF_FFFF_FFFFL, depth + 1);
                } else {
                    checkLeafNode(bytes, node, depth);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw damaged(page);
        }
    }

    private void checkLeafNode(ByteBuffer leaf, int node, int depth) throws IOException {
        long valueBytes = Integer.toUnsignedLong(leaf.getInt(node));
        int flags = leaf.getShort(node + 4);
        int value = node + NODE_BYTES + Short.toUnsignedInt(leaf.getShort(node + 6));
        if ((flags & NODE_OVERFLOW) != 0) {
            checkInside(leaf.getLong(value), (HEADER_BYTES - 1 + valueBytes) / meta.pageBytes() + 1);
        } else if ((flags & NODE_TREE) != 0) {
            checkTree(leaf.getLong(value + TREE_BYTES - Long.BYTES), depth + 1);
        }
    }

    private void checkInside(long page, long count) {
        if (page < 2 || page + count > pages) {
            throw new CorruptStoreException(
                    "LMDB's data file ends before a page in use. path=" + file.path() + " page=" + page + " count="
                            + count + " pagesThere=" + pages,
                    null);
        }
    }

    private CorruptStoreException damaged(long page) {
        return new CorruptStoreException(
                "A page of LMDB's data file is damaged. path=" + file.path() + " page=" + page, null);
    }
}
