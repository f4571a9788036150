package dev.ize.cli.tree;

import dev.ize.spi.ContentReference;
import dev.ize.spi.Entry;
import java.io.IOException;

/**
 * Learns how a local tree differs from a view's, in an order in which the view's tree can be turned into the
 * local one step by step.
 *
 * <p>Methods that read a file throw an {@link IOException} when that fails, having done nothing: the file is
 * then passed over.
 */
interface TreeSink {
    /**
     * A file is new or has another content, of which a later call will tell: time to make its content ready. Comes on any
     * thread, and for several files at once.
     *
     * @param former what the file held before
     */
    default void willChange(LocalFile file, ContentReference former) throws IOException {}

    /** A directory is new; what is in it follows. */
    void directoryAdded(LocalEntry directory);

    /** A symlink is new. */
    void symlinkAdded(LocalEntry link, byte[] target);

    /** A file is new. */
    void fileAdded(LocalFile file) throws IOException;

    /** A file is gone from its path, and another path, which is free, has its content now. */
    void fileRenamed(Entry before, LocalFile file) throws IOException;

    /** A file has another content, and perhaps other attributes. */
    void contentChanged(Entry before, LocalFile file) throws IOException;

    /** A symlink has another target. */
    void targetChanged(Entry before, LocalEntry link, byte[] target);

    /** An entry has another mode or modification time, and nothing else differs. */
    void attributesChanged(Entry before, LocalEntry entry) throws IOException;

    /** An entry is gone; what was in a directory came before it. */
    void removed(Entry before);
}
