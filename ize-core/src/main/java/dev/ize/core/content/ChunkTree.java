package dev.ize.core.content;

import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * How content of several chunks, or with holes, lies under one hash.
 *
 * <p><b>Shape.</b> The chunks and holes of the content, in order, are the extents of level 0. They are
 * grouped into nodes; the nodes of a level are the extents of the next, and so on until a level has one
 * node, the root. The groups follow from where extents end, so that equal content has equal nodes however
 * it was written, and a change in place touches the nodes above it and few others. A node ends after the
 * extent that
 *
 * <ul>
 *   <li>is the last of the level; or
 *   <li>makes it {@link #MAX_EXTENTS}; or
 *   <li>makes it at least two and ends at a byte offset, of the whole content, for which the low
 *       {@link #BOUNDARY_BITS} bits of SplitMix64 (seed: the offset, index: the level) are zero.
 * </ul>
 *
 * <p>Offsets decide and not hashes, because content may repeat itself: equal chunks in a row would all end
 * a node or none, and a change would shift the groups of all that follow. The price, nodes that are new
 * when bytes move to another offset, is 0.04 % of the chunks that are then shared.
 *
 * <p><b>References.</b> No extents: {@link ContentReference#EMPTY}. One chunk: {@link Form#BYTES} and the
 * chunk's hash, with no node. Anything else: {@link Form#TREE} and the SHA-256 of the root's bytes.
 *
 * <p><b>Bytes of a node.</b> Numbers marked (v) are {@link Varint}s.
 *
 * <pre>
 *   1  0x54, 'T'
 *   1  version of this format, 1
 *   1  level, 0 to MAX_LEVEL
 *   2  number of extents, 1 to MAX_EXTENTS, big-endian
 *   then each extent:
 *   1  kind: 0 chunk, 1 hole (both in level 0 only), 2 child node (in higher levels only)
 *   v  length in bytes, at least 1
 *  32  SHA-256 of the chunk's bytes or of the child's bytes; a hole has none
 * </pre>
 *
 * <p>Nothing follows the last extent. A child's level is one less than its parent's, and its lengths add up
 * to what the parent says.
 */
public final class ChunkTree {
    /** Most extents in a node. 512: a node then has at most 22 KiB. */
    static final int MAX_EXTENTS = 512;

    /** One offset in 128 ends a node. */
    static final int BOUNDARY_BITS = 7;

    /** Highest level. A node that has a successor has two extents or more, so 2^48 chunks fit in any case. */
    static final int MAX_LEVEL = 48;

    private ChunkTree() {}

    /**
     * What the bytes of a node refer to, in the order of the content: the chunks of level 0, or the nodes below. Holes
     * are none, and what is referred to twice is there twice. For whoever must find all that a content consists of.
     *
     * @throws dev.ize.spi.CorruptStoreException if the bytes are not those of a node
     */
    public static List<ContentReference> children(byte[] node) {
        List<ContentReference> children = new ArrayList<>();
        for (Extent extent : TreeNode.decode(node).extents()) {
            if (extent instanceof Extent.Chunk chunk) {
                children.add(new ContentReference(chunk.hash(), Form.BYTES, chunk.length()));
            } else if (extent instanceof Extent.Child child) {
                children.add(new ContentReference(child.hash(), Form.TREE, child.length()));
            }
        }
        return children;
    }

    /** Whether a node of the level ends here, other than because the level does. */
    static boolean endsNode(int level, int extents, long offset) {
        if (extents >= MAX_EXTENTS) {
            return true;
        }
        long lowBits = (1L << BOUNDARY_BITS) - 1;
        return extents >= 2 && (SplitMix64.at(offset, level) & lowBits) == 0;
    }
}
