package dev.ize.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of changes: it takes changes at its head and gives views of the tree at any point of its lineage.
 *
 * <p><i>Threads:</i> any number. Changes take effect one at a time, in the order in which the store takes them
 * up; those that wait at the same time are made durable together.
 *
 * <p><i>Failure:</i> every call but {@link #id()} and {@link #name()} throws {@link NotFoundException} once the
 * branch has been deleted, and {@link StorageClosedException} once the storage is closed. The
 * calls that give a view of the past throw {@link PointPrunedException} for a point that was pruned, and where it cannot
 * be told any more whether there was one.
 *
 * <p><i>Life cycle:</i> a handle that holds nothing and needs no closing; it ends with the storage.
 */
public interface Branch {
    /** Its identity, for the life of the store. */
    BranchId id();

    /** The name, unique among the branches and snapshots of the store; the former one once it has been deleted. */
    String name();

    /** The tree after the newest change that was acknowledged. */
    View head();

    /**
     * The tree after the newest change with an effective time at or before the given one.
     *
     * @throws NoSuchPointException if that is before the lineage's first change
     */
    View at(Instant time);

    /**
     * The tree right after a change.
     *
     * @throws NoSuchPointException if the branch's lineage has no such change
     */
    View at(ChangeId change);

    /**
     * The tree right after an operation; the one way to look between the operations of a change.
     *
     * @throws NoSuchPointException if the branch's lineage has no such operation
     */
    View at(OperationId operation);

    /**
     * The tree at a point that a view or a change gave earlier; it may lie inside a change.
     *
     * @throws NoSuchPointException if the point is of another branch, beyond the head, or not on the lineage
     */
    View at(Point point);

    /**
     * The point from which on every point of the branch can be read; below it only those that a pruning kept. Empty if
     * none was pruned.
     */
    Optional<Point> floor();

    /**
     * Applies a change and returns when it is durable as the storage's {@link Durability} says. Waits for
     * changes and stages that came before: for ever where the waiting thread itself holds the stage. An interrupt
     * while waiting does not cancel the change; it is noticed by the thread afterwards.
     *
     * @throws ChangeRefusedException if an operation does not fit the tree; nothing has changed
     * @throws HeadMovedException if the change expected another head; nothing has changed
     * @throws PreconditionFailedException if another precondition does not hold; nothing has changed
     * @throws InvalidNameException if an operation names, or a restore would change, a path of more than {@link
     *     StorePath#MAX_BYTES}; nothing has changed
     * @throws NoSuchPointException if a restore names a point that is none; nothing has changed
     * @throws PointPrunedException if a restore names a point that was pruned; nothing has changed
     * @throws NotFoundException if a restore names a point of a branch that was deleted; nothing has changed
     * @throws WriteRefusedException if the engine cannot take it, as when the disk is full; nothing has changed
     * @throws StorageFailedException if the outcome is unknown until the storage is opened again
     */
    AppliedChange apply(Change change);

    /**
     * Starts a change that may be larger than memory. Until it is published or closed, other changes to this
     * branch wait, and changes to other branches go on. Waits itself for changes and stages that came before.
     *
     * @param author as for {@link Change}, like the message and session
     * @return the stage, which the caller closes
     * @throws IllegalArgumentException for a text that is too long
     * @throws InvalidNameException for a text that is no well-formed Unicode
     */
    StagedChange stage(String author, String message, String session);

    /**
     * Operations of this branch's lineage by their numbers, newest or oldest first, a page at a time. A page with
     * fewer than its limit is the last.
     */
    LogPage<LoggedOperation> log(LogQuery query);
}
