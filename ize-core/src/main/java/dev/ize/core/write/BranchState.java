package dev.ize.core.write;

import dev.ize.core.format.BranchRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Point;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A branch while the store is open.
 *
 * <p><i>Threads:</i> what is public may be read by any; the writer's thread alone changes anything, and a head only
 * after its batch is durable as promised. <i>Life cycle:</i> one for each branch as long as the store is open, so that
 * two are equal only if they are the same.
 */
public final class BranchState {
    /**
     * A branch's newest point.
     *
     * @param seq seq of the newest closing record, or of the fork point, or 0
     * @param link the branch's chain there
     */
    public record Head(long seq, ContentHash link) {}

    private final long id;
    private volatile BranchRecord description;
    private final Lineage lineage;
    private volatile Head head;
    private volatile boolean deleted;

    /** What holds the branch against other changes: a stage, or the removal of one that was left behind. */
    private @Nullable Object holder;

    private final Deque<Task<?>> waiting = new ArrayDeque<>();

    /** A branch that nothing holds, and that is deleted if its description says so. */
    public BranchState(long id, BranchRecord description, Lineage lineage, Head head) {
        this.id = id;
        this.description = description;
        this.lineage = lineage;
        this.head = head;
        this.deleted = description.deleted();
    }

    /** Its id. */
    public long id() {
        return id;
    }

    /** Its name, the former one once it is deleted. */
    public String name() {
        return description.name();
    }

    /** Its record, as of when it was made or opened: {@link #isDeleted()} knows what came later. */
    public BranchRecord description() {
        return description;
    }

    /** Effective time of its creation. */
    public Instant createdAt() {
        return description.createdAt();
    }

    /** The branch as callers see it now. */
    public BranchDescription describe() {
        BranchId own = new BranchId(id);
        Optional<Point> forkedFrom = description.parent() == 0
                ? Optional.empty()
                : Optional.of(new Point(new BranchId(description.parent()), description.forkSeq()));
        return new BranchDescription(own, name(), forkedFrom, new Point(own, head.seq()), createdAt());
    }

    /** The branch and its ancestors. */
    public Lineage lineage() {
        return lineage;
    }

    /** Its newest point that was acknowledged, or is about to be. */
    public Head head() {
        return head;
    }

    /** Once true, records above what forks and snapshots hold may go at any time. */
    public boolean isDeleted() {
        return deleted;
    }

    void moveHead(Head to) {
        head = to;
    }

    /** Takes over what is known of the same branch of another store. */
    void describeAs(BranchRecord other) {
        description = other;
    }

    void markDeleted() {
        deleted = true;
    }

    boolean isHeldAgainst(@Nullable Object owner) {
        return holder != null && holder != owner;
    }

    /** Keeps other changes out from here on; for the writer's thread. */
    public void hold(Object owner) {
        holder = owner;
    }

    /** Lets the branch go; gives the tasks that waited for it. */
    Deque<Task<?>> release() {
        holder = null;
        Deque<Task<?>> freed = new ArrayDeque<>(waiting);
        waiting.clear();
        return freed;
    }

    Deque<Task<?>> waiting() {
        return waiting;
    }
}
