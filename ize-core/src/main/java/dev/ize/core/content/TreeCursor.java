package dev.ize.core.content;

import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in stored content: an extent, of level 0 or of a level above, and the nodes on the way to it.
 *
 * <p>Reads a node when it goes below it, and the chunk when asked for it. Checks that every node and chunk
 * is as long, and of the level, as what leads to it says; so levels fall and the path is bounded.
 *
 * <p>Content of one chunk counts as a node of level 0 that lists it; empty content has no extent.
 */
final class TreeCursor {
    private final ChunkStore store;
    private final long length;

    /** The nodes that are open, the lowest first. Empty only for empty content. */
    private final Deque<Step> path = new ArrayDeque<>();

    private byte @Nullable [] chunk;
    private Extent.@Nullable Chunk chunkExtent;

    /** A node, where it starts, and which of its extents is meant. */
    private static final class Step {
        final TreeNode node;
        final long start;
        int index;

        Step(TreeNode node, long start, int index) {
            this.node = node;
            this.start = start;
            this.index = index;
        }

        boolean covers(long position) {
            return start <= position && position - start < node.length();
        }
    }

    /** At the first extent that the root lists. */
    TreeCursor(ChunkStore store, ContentReference content) {
        this.store = store;
        this.length = content.length();
        if (content.form() == Form.TREE) {
            TreeNode root = TreeNode.decode(store.read(Form.TREE, content.hash()));
            check(root.length() == length, "length=" + root.length() + " expectedLength=" + length, content);
            path.push(new Step(root, 0, 0));
        } else if (length > 0) {
            check(length <= Chunker.MAX_CHUNK_BYTES, "length=" + length, content);
            path.push(new Step(new TreeNode(0, List.of(new Extent.Chunk(length, content.hash()))), 0, 0));
        }
    }

    /** At the same place as another, independent from here on. */
    TreeCursor(TreeCursor other) {
        this.store = other.store;
        this.length = other.length;
        this.chunk = other.chunk;
        this.chunkExtent = other.chunkExtent;
        for (Step step : other.path) {
            path.addLast(new Step(step.node, step.start, step.index));
        }
    }

    /** Length of the whole content. */
    long length() {
        return length;
    }

    boolean atEnd() {
        Step step = path.peek();
        return step == null || step.index == step.node.extents().size();
    }

    /** Level of the node that lists the extent. */
    int level() {
        return top().node.level();
    }

    /** Level of the root. */
    int topLevel() {
        return path.isEmpty() ? 0 : path.getLast().node.level();
    }

    Extent extent() {
        return top().node.extents().get(top().index);
    }

    /** Where the extent starts in the content; at the end, the length. */
    long position() {
        Step step = path.peek();
        return step == null ? 0 : step.start + step.node.start(step.index);
    }

    /** What the node on the path at a level, which must be open, lists before the path. */
    List<Extent> extentsBefore(int level) {
        for (Step step : path) {
            if (step.node.level() == level) {
                return step.node.extents().subList(0, step.index);
            }
        }
        return List.of();
    }

    /** Goes to the chunk or hole that covers a position, which is less than the length. */
    void seek(long position) {
        while (!top().covers(position) && path.size() > 1) {
            path.pop();
        }
        moveTo(position);
        while (level() > 0) {
            descend();
            moveTo(position);
        }
    }

    /** Goes past the extent, to the next that the same node lists or, after its last, an open node above. */
    void advance() {
        top().index++;
        while (atEnd() && path.size() > 1) {
            path.pop();
            top().index++;
        }
    }

    /** Goes from a child to the first extent that it lists. */
    void descend() {
        if (!(extent() instanceof Extent.Child child)) {
            throw new IllegalStateException("extent has no node: " + extent());
        }
        TreeNode node = TreeNode.decode(store.read(Form.TREE, child.hash()));
        check(node.level() == level() - 1, "level=" + node.level() + " parentLevel=" + level(), child);
        check(node.length() == child.length(), "length=" + node.length(), child);
        path.push(new Step(node, position(), 0));
    }

    /** The bytes of the extent, which must be a chunk. Kept until another chunk is asked for. */
    byte[] chunk() {
        if (!(extent() instanceof Extent.Chunk wanted)) {
            throw new IllegalStateException("extent is no chunk: " + extent());
        }
        if (chunk == null || !wanted.equals(chunkExtent)) {
            byte[] bytes = store.read(Form.BYTES, wanted.hash());
            check(bytes.length == wanted.length(), "length=" + bytes.length, wanted);
            chunk = bytes;
            chunkExtent = wanted;
        }
        return chunk;
    }

    private void moveTo(long position) {
        Step step = top();
        step.index = step.node.indexAt(position - step.start);
    }

    private Step top() {
        return path.element();
    }

    private static void check(boolean expected, String found, Object referrer) {
        if (!expected) {
            throw new CorruptStoreException(
                    "Content is not what refers to it says: " + found + " referrer=" + referrer, null);
        }
    }
}
