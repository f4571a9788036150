package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.security.MessageDigest;
import java.util.Arrays;

/** Stores the pieces that a {@link Chunker} cuts, where they are not stored yet, and the tree above them. */
final class ContentBuilder implements Chunker.Sink {
    private final ChunkStore store;
    private final TreeBuilder tree;
    private final MessageDigest sha256 = ContentHash.newDigest();

    ContentBuilder(ChunkStore store) {
        this.store = store;
        this.tree = new TreeBuilder(store);
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length) {
        sha256.update(buffer, offset, length);
        ContentHash hash = ContentHash.of(sha256.digest());
        if (!store.contains(Form.BYTES, hash)) {
            store.add(Form.BYTES, hash, Arrays.copyOfRange(buffer, offset, offset + length));
        }
        tree.append(0, new Extent.Chunk(length, hash));
    }

    @Override
    public void hole(long length) {
        tree.append(0, new Extent.Hole(length));
    }

    /** Takes all that lies before the cursor, which is at a chunk or hole, as built. */
    void resumeBefore(TreeCursor cursor) {
        tree.resumeBefore(cursor);
    }

    /**
     * Takes over all that is left at the cursor, which is where this builder is: whole nodes where the new
     * tree and the old are in step, else their extents. In step: below a node no group is open here, so that
     * what the node lists would be grouped into the very same node.
     */
    void appendRest(TreeCursor cursor) {
        while (!cursor.atEnd()) {
            if (tree.takesExtentAt(cursor.level())) {
                tree.append(cursor.level(), cursor.extent());
                cursor.advance();
            } else {
                cursor.descend();
            }
        }
    }

    /** Where the next piece starts. */
    long position() {
        return tree.position();
    }

    ContentReference finish() {
        return tree.finish();
    }
}
