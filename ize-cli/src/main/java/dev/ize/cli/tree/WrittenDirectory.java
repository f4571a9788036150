package dev.ize.cli.tree;

import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;

/**
 * A directory that a checkout is writing, which gets its attributes when all that belongs in it is there.
 *
 * @param path where it is in the store
 * @param node what it is there
 * @param target where it is on the disk
 * @param before the names that were in it, as bytes; empty where nothing is replaced
 */
record WrittenDirectory(StorePath path, Node node, TargetDirectory target, Set<ByteBuffer> before) {
    static WrittenDirectory of(StorePath path, Node node, TargetDirectory target, boolean force) throws IOException {
        return new WrittenDirectory(path, node, target, force ? target.names() : Set.of());
    }

    /** Whether an entry had exactly this name. One that the file system only takes for it was written just now. */
    boolean heldBefore(Path name) {
        return before.contains(ByteBuffer.wrap(LocalNames.bytes(name)));
    }
}
