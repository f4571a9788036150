package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node of a {@link ChunkTree} says by itself: how high it stands, how much content it covers, and which
 * objects it refers to.
 *
 * @param level 0 for a node above chunks, at most 48, which {@link ChunkTree} derives
 * @param length bytes of content that it covers
 * @param children the objects that it refers to, in their order; holes are none
 */
public record NodeOutline(int level, long length, List<Child> children) {
    /**
     * An object that a node refers to.
     *
     * @param form a chunk or a node of the level below
     * @param hash its hash
     * @param length bytes of content that it covers
     */
    public record Child(Form form, ContentHash hash, long length) {}

    public NodeOutline {
        children = List.copyOf(children);
    }

    /**
     * The outline of a node's bytes.
     *
     * @throws dev.ize.spi.CorruptStoreException if they are none
     */
    public static NodeOutline of(byte[] bytes) {
        TreeNode node = TreeNode.decode(bytes);
        List<Child> children = new ArrayList<>();
        for (Extent extent : node.extents()) {
            if (extent instanceof Extent.Chunk chunk) {
                children.add(new Child(Form.BYTES, chunk.hash(), chunk.length()));
            } else if (extent instanceof Extent.Child child) {
                children.add(new Child(Form.TREE, child.hash(), child.length()));
            }
        }
        return new NodeOutline(node.level(), node.length(), children);
    }
}
