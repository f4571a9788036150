package dev.ize.spi;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An open store: branches of changes over a tree of files, every state of which stays readable.
 *
 * <p><i>Threads:</i> any number, platform or virtual; interrupts harm nothing, and a call that waits goes on waiting
 * and leaves the thread interrupted. Readers never wait for the writer. {@link #load}, {@link #collect}, {@link
 * #prune}, {@link #explain} and {@link #verify} wait for each other; one that a {@link Progress} of one calls is an
 * {@link IllegalStateException}. A progress is called on the caller's thread, where a method does not say otherwise.
 *
 * <p><i>Names</i> of branches and snapshots are {@linkplain Name names} that cannot be read as a point: not
 * {@code head}, not starting with {@code @} or {@code -}, not a time, without {@code :}. A new one that is not such is
 * an {@link InvalidNameException}; a look-up finds nothing by it. Branches and snapshots share one set of names.
 *
 * <p><i>Failure:</i> {@link StorageClosedException} from every call after {@link #close()}; {@link
 * StorageFailedException} from every call after a write whose outcome is unknown; {@link CorruptStoreException} where
 * a call meets damage; {@link WriteRefusedException} from a call that writes where the engine has no room. Of these
 * {@link #directory()}, {@link #backend()} and {@link #backendOptions()} throw none. A view of another storage is an
 * {@link IllegalArgumentException}. Where the store was opened to read, whatever writes, {@link #store}, {@link #sync},
 * and {@link #collect} in any mode are an {@link UnsupportedOperationException}; a {@link #verify} that repairs is one
 * when it comes to something to repair.
 *
 * <p><i>Life cycle:</i> a directory is open once at a time, in one process. Close it when done; an unclosed
 * store loses nothing that was acknowledged. What a storage gave, its branches, views and handles, ends with it.
 */
public interface FileSystemStorage extends AutoCloseable {
    /** The store's directory, absolute. */
    Path directory();

    /** Id of the backend, as {@link FileSystemStorageProvider#id()}. */
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

    /** The live branches in the byte order of their names, each with the head that it has just now. */
    List<BranchDescription> branches();

    /**
     * Makes a branch that starts at a view, in constant time. It does not wait for a stage on the view's branch.
     *
     * @throws NameTakenException if a branch or snapshot has the name
     * @throws PointInsideChangeException if the view lies between the operations of one change
     * @throws PointPrunedException if the view's point was pruned
     * @throws NotFoundException if the view's branch has been deleted, and no fork or snapshot holds the point
     */
    Branch fork(String name, View from);

    /**
     * Deletes a branch: its name is free at once, and its records go in the background, except what forks and
     * snapshots still need. Waits for changes and stages that came before.
     *
     * @throws NotFoundException if there is none
     * @throws IllegalArgumentException for the main branch
     */
    void deleteBranch(String name);

    /**
     * Names a view's point, in constant time. The message is for people, may be empty, and has at most {@link
     * Change#MAX_MESSAGE_BYTES} bytes of UTF-8.
     *
     * @return the snapshot, whose point is on the branch of the lineage that holds it: for what a fork took over, an
     *     ancestor of the view's branch
     * @throws NameTakenException if a branch or snapshot has the name
     * @throws PointInsideChangeException if the view lies between the operations of one change
     * @throws PointPrunedException if the view's point was pruned
     * @throws NotFoundException if the view's branch has been deleted, and no fork or snapshot holds the point
     * @throws IllegalArgumentException if the message is too long
     * @throws InvalidNameException also if the message is no well-formed Unicode
     */
    Snapshot createSnapshot(String name, View at, String message);

    /** A snapshot by name, if there is one. */
    Optional<Snapshot> findSnapshot(String name);

    /** All snapshots in the byte order of their names. */
    List<Snapshot> snapshots();

    /**
     * Forgets a snapshot's name. What it showed of a branch that lives stays; of a deleted branch, what only it held
     * goes in the background, and its views then throw {@link NotFoundException}.
     *
     * @throws NotFoundException if there is no such snapshot
     */
    void deleteSnapshot(String name);

    /**
     * The tree at a snapshot, also when its branch has been deleted.
     *
     * @throws NotFoundException if there is no such snapshot
     */
    View atSnapshot(String name);

    /**
     * Stores content ahead of the change that will use it, in constant memory for any length. The stream is
     * read to its end, on the caller's thread, and not closed. What is stored becomes durable with the change.
     *
     * @return a handle that the caller closes
     * @throws java.io.UncheckedIOException if the stream fails; what was stored by then is for {@link #collect}
     */
    StoredContent store(InputStream content);

    /**
     * The same, with a hint: a storage may keep the new content as a difference from a former one that it resembles, as
     * from the last version of a file. What is stored reads the same with any hint.
     *
     * @param former a content of this storage; one that it has not is as good as none
     */
    default StoredContent store(InputStream content, ContentReference former) {
        return store(content);
    }

    /** What differs between two views, in the order of paths. */
    default List<DifferenceLine> difference(View before, View after) {
        return difference(before, after, StorePath.ROOT);
    }

    /**
     * What differs between two views of this store, also of different branches, in the order of paths. A line
     * belongs to the prefix if its path before or after is the prefix or lies below it. Entries are paired by
     * node; a removed and an added entry that are left over with one path are one modified entry. Memory is
     * proportional to the number of nodes that differ.
     *
     * @return the lines in the order of {@link DifferenceLine#path()}, and where two have one, of the path before
     */
    List<DifferenceLine> difference(View before, View after, StorePath prefix);

    /**
     * Writes the changes, forks, snapshots and deletions of the store in their order, with their content, as a
     * stream that {@link #load} of any backend reads. What happens after the call is not in it. The stream is
     * flushed and not closed. Memory is bounded, and the store is read and written meanwhile; while the stream is
     * written to, nothing of the engine is held. What has been written when this throws is no dump.
     *
     * <p>A branch that was deleted is in it as far as a fork or snapshot needs it.
     *
     * @throws NoSuchPointException if the store has not come as far as the dump is to begin
     * @throws DumpMismatchException if the position at which it is to begin is not one of this store
     * @throws PointPrunedException if changes that were to be in it have been pruned; its {@code above} is the number
     *     from which on a dump can begin
     * @throws NotFoundException if a branch was deleted meanwhile whose changes were still to be written; dump again
     * @throws java.io.UncheckedIOException if the stream fails
     */
    DumpSummary dump(OutputStream out, DumpOptions options, Progress progress);

    /**
     * Takes over what another store has dumped: into a new store all of it, into one that was loaded before what
     * has come since. Numbers, times and chains are those of the dump, and are checked. What the store has already
     * is skipped, so that a load that was broken off is gone on with by loading the same dump again. The stream is
     * read to its end and not closed. Other changes must wait until the load has ended: one that comes between ends
     * it. Whatever ends it, also what the progress throws, the whole changes before stay and are durable.
     *
     * @throws InvalidDumpException if the stream is no sound dump; the changes before that place are loaded
     * @throws DumpMismatchException if the store has not got the dump's base, or has changes that are not in it
     * @throws java.io.UncheckedIOException if the stream fails; the changes before that place are loaded
     */
    LoadSummary load(InputStream in, Progress progress);

    /**
     * Makes everything durable that was acknowledged as {@link Durability#BUFFERED} before the call.
     *
     * @throws StorageFailedException if that fails; the outcome is unknown
     */
    void sync();

    /**
     * Removes stored content that nothing refers to: no version that can be read, no open {@link StoredContent} and
     * no change under way. Such content is left by changes that were refused, by processes that died, and by
     * branches that were deleted, the removal of whose records it waits for.
     *
     * <p>It works beside readers and the writer and takes time proportional to the number of versions and contents.
     * The progress or closing the storage may end it at any point; what it removed until then is removed. A store
     * that was opened to read is refused also with {@link RemovalMode#DRY_RUN}, which needs the writer's thread.
     *
     * @throws CorruptStoreException if damage keeps it from seeing what is in use; nothing is removed then
     */
    CollectedContent collect(RemovalMode mode, Progress progress);

    /**
     * Tells what keeps a content stored: the versions of files that hold it, whole or as a part, and leases. It works
     * beside readers and the writer, sees what was there when it was called, and takes time proportional to the number
     * of versions and chunk trees, since no index is kept for it.
     *
     * @param content of a file, as {@link Node.File} has it, or of a chunk of one
     * @param limit most holders to name, not negative; all are counted
     * @throws CorruptStoreException if damage hides what holds the content
     */
    ContentExplanation explain(ContentHash content, int limit, Progress progress);

    /**
     * Forgets old points: each branch gets a floor, below which only points that a rule names stay, and those that
     * snapshots and forks hold. A point that went is a {@link PointPrunedException} from then on, and logs and
     * histories end at the floor and {@linkplain LogPage#prunedBelow() say so}. What was a kept point by a rule that no
     * longer holds, by a deleted snapshot or by a deleted branch goes with the next pruning. Content goes by a later
     * {@link #collect}.
     *
     * <p>The floors are raised as a whole and durably before anything is removed. Then records go in bounded batches,
     * beside readers and the writer. The progress or closing the storage may end that at any point, as a crash may: the
     * floors stand then, and the next pruning removes the rest.
     *
     * @param mode {@link RemovalMode#DRY_RUN}: only tells what would go
     * @throws NotFoundException if the rules name a branch that does not exist; nothing has changed
     * @throws WriteRefusedException if more points below floors are to stay than can be written at once, half a million
     *     or, on an engine that takes less, fewer: nothing has changed; or if there is no room
     * @throws CorruptStoreException if damage keeps it from seeing what must stay
     */
    PruneReport prune(KeepRules rules, RemovalMode mode, Progress progress);

    /**
     * Copies the store, as it is after some change at or after the call, to a directory that is missing or empty.
     * Readers and the writer go on meanwhile. On return the copy is durable and opens as a store of its own, with the
     * same history and id. The progress, in bytes, is called by a thread of the storage while the caller waits; what
     * it throws ends the copy, and the next one to there starts anew.
     *
     * @throws NameTakenException if there is a store
     * @throws StoreUnusableException if the directory holds anything or cannot be made
     * @throws WriteRefusedException if there is no room; the next copy to there starts anew
     */
    void copyTo(Path target, Progress progress);

    /**
     * Writes the store's data anew, without the space that past states took, and gives that space back to the file
     * system as far as the engine can. Readers go on; changes wait. It may take as much free space as the data has.
     * The progress, in bytes, is called by the thread that writes, and what it throws ends the work with no content
     * changed. It may read; a write that it asks for is an {@link IllegalStateException}.
     *
     * @throws WriteRefusedException if there is no room for it; nothing has changed
     */
    void compact(Progress progress);

    /**
     * Counts; takes time proportional to the number of records, and holds one engine snapshot meanwhile, during which
     * some engines cannot use space again that becomes free.
     */
    StorageStatistics statistics();

    /**
     * Checks everything that is stored: each record against its checksum, the chains of changes, what each operation
     * wrote against the operation, the listings, and the content against its hashes. What is found does not end it.
     *
     * <p>It checks what the store is at the call, runs beside readers and the writer, and takes time proportional to
     * the size of the store and memory proportional to the number of branches and findings. What the progress throws
     * ends it; nothing but repairs has changed then. It waits for no change, only for what it excludes.
     *
     * <p>Repairs write anew what follows from the rest: listings, the way from a hash to its content, names of
     * branches and, where nothing is wrong with the log, the versions that it says in full. They never remove or
     * change log, content or a version that the log does not explain. Finding something, they verify twice.
     *
     * @throws StorageFailedException if the storage fails as a whole, as when it failed before
     */
    VerificationReport verify(VerificationOptions options, Progress progress);

    /**
     * Waits for calls under way, however long they take, writes nothing more and releases the directory. Two sorts end
     * with a {@link StorageClosedException} instead: those that wait for a stage, and, at their next step, those that
     * work in steps: {@link #dump}, {@link #load}, {@link #collect}, {@link #explain}, {@link #prune} and {@link
     * #verify}. A stage that was not published is taken back at the next open. Closing twice does nothing; a second call
     * does not wait for the first. It must not be called from inside a call of the other sorts, as by the {@link
     * Progress} of {@link #copyTo} or {@link #compact}: it would wait for that for ever.
     */
    @Override
    void close();
}
