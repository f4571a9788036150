package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the {@link ChunkTree} of extents that arrive in order, keeping one open node a level in memory.
 *
 * <p>It may begin where an older tree was when it had the same extents so far, and it takes whole nodes of
 * an older tree, where it would have built the same.
 */
final class TreeBuilder {
    private final ChunkStore store;

    /** The extents of the node that is open at each level; empty between nodes. */
    private final List<List<Extent>> open = new ArrayList<>();

    private long position;

    TreeBuilder(ChunkStore store) {
        this.store = store;
    }

    /** Takes everything before the cursor as appended. The nodes on its path are the open ones. */
    void resumeBefore(TreeCursor cursor) {
        for (int level = 0; level <= cursor.topLevel(); level++) {
            openAt(level).addAll(cursor.extentsBefore(level));
        }
        position = cursor.position();
    }

    /** Where the next extent starts. */
    long position() {
        return position;
    }

    /** Whether a child extent may be appended at a level: no node below it is open. */
    boolean takesExtentAt(int level) {
        return open.stream().limit(level).allMatch(List::isEmpty);
    }

    /** Appends a chunk or hole at level 0, or a child at a level that {@linkplain #takesExtentAt takes} it. */
    void append(int level, Extent extent) {
        position = Math.addExact(position, extent.length());
        add(level, extent);
    }

    /** Ends every level and says what the whole is. */
    ContentReference finish() {
        if (position == 0) {
            return ContentReference.EMPTY;
        }
        int level = 0;
        while (!isTop(level)) {
            if (!openAt(level).isEmpty()) {
                endNode(level);
            }
            level++;
        }
        List<Extent> extents = openAt(level);
        Extent first = extents.get(0);
        if (extents.size() == 1 && first instanceof Extent.Chunk chunk) {
            return new ContentReference(chunk.hash(), Form.BYTES, position);
        }
        if (extents.size() == 1 && first instanceof Extent.Child child) {
            return new ContentReference(child.hash(), Form.TREE, position);
        }
        return new ContentReference(store(new TreeNode(level, extents)), Form.TREE, position);
    }

    private void add(int level, Extent extent) {
        List<Extent> extents = openAt(level);
        extents.add(extent);
        if (ChunkTree.endsNode(level, extents.size(), position)) {
            endNode(level);
        }
    }

    private void endNode(int level) {
        List<Extent> extents = openAt(level);
        TreeNode node = new TreeNode(level, extents);
        extents.clear();
        add(level + 1, new Extent.Child(node.length(), store(node)));
    }

    private ContentHash store(TreeNode node) {
        byte[] bytes = node.encode();
        ContentHash hash = ContentHash.ofContent(bytes);
        if (!store.contains(Form.TREE, hash)) {
            store.add(Form.TREE, hash, bytes);
        }
        return hash;
    }

    private boolean isTop(int level) {
        return open.stream().skip(level + 1L).allMatch(List::isEmpty);
    }

    private List<Extent> openAt(int level) {
        while (open.size() <= level) {
            open.add(new ArrayList<>());
        }
        return open.get(level);
    }
}
