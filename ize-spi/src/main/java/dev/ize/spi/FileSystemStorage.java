package dev.ize.spi;

import java.io.InputStream;
import java.io.OutputStream;
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

    /**
     * Writes the changes, forks, snapshots and deletions of the store in their order, with their content, as a
     * stream that {@link #load} of any backend reads. What happens after the call is not in it. The stream is
     * flushed and not closed. Memory is bounded, and the store is read and written meanwhile.
     *
     * <p>A branch that was deleted is in it as far as a fork or snapshot needs it.
     *
     * @throws NoSuchPointException if the store has not come as far as the dump is to begin
     * @throws NotFoundException if a branch was deleted meanwhile whose changes were still to be written; dump again
     * @throws java.io.UncheckedIOException if the stream fails
     */
    DumpSummary dump(OutputStream out, DumpOptions options, Progress progress);

    /**
     * Takes over what another store has dumped: into a new store all of it, into one that was loaded before what
     * has come since. Numbers, times and chains are those of the dump, and are checked. What the store has already
     * is skipped, so that a load that was broken off is gone on with by loading the same dump again. The stream is
     * read to its end and not closed. Other changes must wait until the load has ended.
     *
     * @throws InvalidDumpException if the stream is no sound dump; the changes before that place are loaded
     * @throws DumpMismatchException if the store has not got the dump's base, or has changes that are not in it
     * @throws java.io.UncheckedIOException if the stream fails; the changes before that place are loaded
     */
    LoadSummary load(InputStream in, Progress progress);

    /** Makes everything durable that was acknowledged as {@link Durability#BUFFERED}. */
    void sync();

    /**
     * Removes stored content that nothing refers to: no version that can be read, no open {@link StoredContent} and
     * no change under way. Such content is left by changes that were refused, by processes that died, and by
     * branches that were deleted, the removal of whose records it waits for.
     *
     * <p>It works beside readers and the writer and takes time proportional to the number of versions and contents.
     * The progress or closing the storage may end it at any point; what it removed until then is removed.
     *
     * @throws CorruptStoreException if damage keeps it from seeing what is in use; nothing is removed then
     */
    CollectedContent collect(RemovalMode mode, Progress progress);

    /**
     * Copies the store, as it is after some change at or after the call, to a directory that is missing or empty. Readers
     * and the writer go on meanwhile. On return the copy is durable and opens as a store of its own, with the same history
     * and id.
     *
     * @throws NameTakenException if there is a store
     * @throws StoreUnusableException if the directory holds anything or cannot be made
     * @throws WriteRefusedException if there is no room; the next copy to there starts anew
     */
    void copyTo(Path target, Progress progress);

    /**
     * Writes the store's data anew, without the space that past states took, and gives that space back to the file system
     * as far as the engine can. Readers go on; changes wait. It may take as much free space as the data has. The progress is
     * called by a thread of the storage, and what it throws ends the work with nothing changed.
     *
     * @throws WriteRefusedException if there is no room for it; nothing has changed
     */
    void compact(Progress progress);

    /** Counts; takes time proportional to the number of records. */
    StorageStatistics statistics();

    /**
     * Checks everything that is stored: each record against its checksum, the chains of changes, what each operation
     * wrote against the operation, the listings, and the content against its hashes. What is found does not end it.
     *
     * <p>It checks what the store is at the call, runs beside readers and the writer, and takes time proportional to
     * the size of the store and memory proportional to the number of branches and findings. What the progress throws
     * ends it; nothing but repairs has changed then.
     *
     * <p>Repairs write anew what follows from the rest: listings, the way from a hash to its content, names of
     * branches and, where nothing is wrong with the log, the versions that it says in full. They never remove or
     * change log, content or a version that the log does not explain. Finding something, they verify twice.
     *
     * @throws StorageFailedException if the storage fails as a whole, as when it failed before
     */
    VerificationReport verify(VerificationOptions options, Progress progress);

    /**
     * Waits for calls under way, writes nothing more and releases the directory. Closing twice does nothing.
     */
    @Override
    void close();
}
