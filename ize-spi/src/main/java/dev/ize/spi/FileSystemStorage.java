package dev.ize.spi;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An open store: branches of changes over a tree of files, every state of which stays readable.
 *
 * <p><i>Threads:</i> any number, platform or virtual; interrupts harm nothing. Readers never wait for the
 * writer.
 *
 * <p><i>Names</i> of branches and snapshots are {@linkplain Name names} that cannot be read as a point: not
 * {@code head}, not starting with {@code @} or {@code -}, not a time, without {@code :}. Others are an {@link
 * InvalidNameException}.
 *
 * <p><i>Failure:</i> {@link StorageClosedException} from every call after {@link #close()}; {@link
 * StorageFailedException} from every call after a write whose outcome is unknown.
 *
 * <p><i>Life cycle:</i> a directory is open once at a time, in one process. Close it when done; an unclosed
 * store loses nothing that was acknowledged.
 */
public interface FileSystemStorage extends AutoCloseable {
    /** The store's directory, absolute. */
    Path directory();

    /** Id of the backend. */
    String backend();

    /** The effective options of the backend. */
    BackendOptions backendOptions();

    /** The branch that every store starts with, named {@code main}; it cannot be deleted. */
    Branch mainBranch();

    /**
     * A branch by name.
     *
     * @throws NotFoundException if there is none
     */
    Branch branch(String name);

    /** A branch by name, if there is one. */
    Optional<Branch> findBranch(String name);

    /** The live branches in the byte order of their names. */
    List<BranchDescription> branches();

    /**
     * Makes a branch that starts at a view, in constant time.
     *
     * @throws NameTakenException if a branch has the name
     * @throws PointInsideChangeException if the view lies between the operations of one change
     */
    Branch fork(String name, View from);

    /**
     * Deletes a branch: its name is free at once, and its records go in the background, except what forks and
     * snapshots still need.
     *
     * @throws NotFoundException if there is none
     * @throws IllegalArgumentException for the main branch
     */
    void deleteBranch(String name);

    /** Names a view's point, in constant time. The message is for people and may be empty. */
    Snapshot createSnapshot(String name, View at, String message);

    /** A snapshot by name, if there is one. */
    Optional<Snapshot> findSnapshot(String name);

    /** All snapshots in the byte order of their names. */
    List<Snapshot> snapshots();

    /** Forgets a snapshot's name; nothing that it showed is removed by that. */
    void deleteSnapshot(String name);

    /**
     * The tree at a snapshot, also when its branch has been deleted.
     *
     * @throws NotFoundException if there is no such snapshot
     */
    View atSnapshot(String name);

    /**
     * Stores content ahead of the change that will use it, in constant memory for any length. The stream is
     * read to its end and not closed.
     *
     * @throws java.io.UncheckedIOException if the stream fails; nothing is kept
     */
    StoredContent store(InputStream content);

    /** What differs between two views, in the order of paths. */
    default List<DifferenceLine> difference(View before, View after) {
        return difference(before, after, StorePath.ROOT);
    }

    /**
     * What differs between two views of this store, also of different branches, in the order of paths. A line
     * belongs to the prefix if its path before or after is the prefix or lies below it. Entries are paired by
     * node; a removed and an added entry that are left over with one path are one modified entry. Memory is
     * proportional to the number of nodes that differ.
     */
    List<DifferenceLine> difference(View before, View after, StorePath prefix);

    /** Makes everything durable that was acknowledged as {@link Durability#BUFFERED}. */
    void sync();

    /** Counts; takes time proportional to the number of records. */
    StorageStatistics statistics();

    /**
     * Waits for calls under way, writes nothing more and releases the directory. Closing twice does nothing.
     */
    @Override
    void close();
}
