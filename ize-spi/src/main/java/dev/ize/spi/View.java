package dev.ize.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tree as it is at one point, for ever: a value that holds no resources and never changes.
 *
 * <p><i>Threads:</i> any number. <i>Order:</i> entries, paths and attributes come in the unsigned byte order of
 * names. <i>Life cycle:</i> nothing to close; it ends with the storage.
 *
 * <p><i>Failure:</i> a path that does not exist is a {@link NotFoundException} where the method does not return
 * an {@link Optional}; a path of the wrong kind is one too, saying so. Damaged data is a {@link
 * CorruptStoreException}; wrong bytes are never returned. Once the branch has been deleted, reads throw {@link
 * NotFoundException}, except through a snapshot's view. Once the point
 * was pruned, reads throw {@link PointPrunedException}. Once the storage is closed, they throw {@link
 * StorageClosedException}. {@link #point()} throws none of these.
 */
public interface View {
    /** Where this is; of a snapshot's view, on the branch that {@link Snapshot#point()} names. */
    Point point();

    /**
     * The effective time of the change that the point belongs to; for a point with no change before it, the
     * time at which the store was made.
     */
    Instant effectiveTime();

    /**
     * The chain of the lineage at this point: SHA-256 over every change up to it, equal for equal logs on
     * every engine; 32 zero bytes before the first change. Inside a change, that of the change before.
     */
    ContentHash chainHash();

    /**
     * What is at the path, if anything; nothing also where a directory above is missing or is none. Symlinks are not
     * followed, here and everywhere.
     */
    Optional<Entry> find(StorePath path);

    /** What is at the path; where {@link #find} is empty, a {@link NotFoundException}. */
    Entry entry(StorePath path);

    /** A node by its id, if it lives at this point. */
    Optional<Node> findNode(NodeId node);

    /** The paths at which a node is at this point; more than one for hard links; empty if it does not live. */
    List<StorePath> paths(NodeId node);

    /**
     * One page of a directory.
     *
     * @param after the last name of the page before, which need not exist; empty for the first page
     * @param limit largest number of entries, at least 1
     * @throws IllegalArgumentException for a lower limit
     */
    Listing list(StorePath directory, Optional<Name> after, int limit);

    /** All entries of a directory, for directories that fit into memory. */
    List<DirectoryEntry> list(StorePath directory);

    /**
     * The entry at the path and all below it, a directory before what is in it, read as the stream advances;
     * it needs no closing and takes memory for the depth of the tree and not for the number of entries. The stream
     * is for one thread at a time, and throws what a read would, when it comes to it.
     */
    Stream<Entry> walk(StorePath path);

    /** A node's extended attributes in the order of their names; map and values are the caller's own. */
    Map<Name, byte[]> extendedAttributes(StorePath path);

    /**
     * A file's bytes, in an array of the caller's own.
     *
     * @throws IllegalArgumentException if the file has more than 2^31 − 9 bytes, which is as much as an array can
     *     have on common JVMs; use {@link #open}
     */
    byte[] read(StorePath file);

    /** A stream over a file, with the rules of the channel that {@link #open} gives; it must be closed. */
    InputStream newInputStream(StorePath file) throws IOException;

    /**
     * A read-only channel over a file that can start anywhere: a ranged read touches only the chunks that it
     * needs, and may give fewer bytes than there is room for. For one thread at a time; it is to be closed, and
     * throws {@link java.nio.channels.ClosedChannelException} afterwards.
     *
     * <p>What is wrong with the path is thrown here, as for every read. Later reads throw {@link IOException} with a
     * {@link StorageException} as its cause: of damage, of content that went with a deleted branch, and of a closed
     * storage, though a file of one chunk can still be read then.
     */
    SeekableByteChannel open(StorePath file) throws IOException;

    /**
     * A file's content for use in a change of this storage, without copying it.
     *
     * @return a handle that the caller closes
     */
    StoredContent content(StorePath file);

    /**
     * The history of a path as it is at this point: that of the node at the path, or of the one that held it
     * last, back to how it came there. Where it was created or linked here, the path's earlier holder follows,
     * its deletion first; where it was renamed over a file, the replaced file at this path follows; where it
     * was renamed to a free name or exchanged, the node itself at its former path follows. Renames of
     * directories above are no lines; every line has the path as it was then.
     *
     * @return a page of lines by their operations' numbers, in the order asked for; empty also for a path that
     *     nothing ever held
     */
    LogPage<HistoryLine> history(StorePath path, LogQuery query);

    /**
     * The history of one node up to this point. A page that starts at the oldest end takes the time of the whole
     * history, here and for a path, and the memory of the page.
     *
     * @return a page of lines by their operations' numbers, in the order asked for; empty also for a node that there
     *     never was
     */
    LogPage<HistoryLine> history(NodeId node, LogQuery query);
}
