package dev.ize.core.write;

import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Durability;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.NodeKind;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.PreconditionFailedException;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change that fits one batch. */
final class ChangeTask extends Task<AppliedChange> {
    /** Changes of more operations than this keep tiny content in CONTENT, where it is shared and compressed. */
    private static final int INLINE_OPERATIONS = 16;

    private final BranchState branch;
    private final Change change;
    private final List<PendingOperation> operations;
    private final Points points;

    ChangeTask(
            Durability durability,
            BranchState branch,
            Change change,
            List<PendingOperation> operations,
            Points points) {
        super(durability, branch);
        this.branch = branch;
        this.change = change;
        this.operations = operations;
        this.points = points;
    }

    /** Whether tiny content of a change of so many operations lies in them. */
    static boolean allowsInline(int operations) {
        return operations <= INLINE_OPERATIONS;
    }

    @Override
    protected AppliedChange prepare(Turn turn) {
        requireLive(turn, branch);
        BranchState.Head head = turn.head(branch);
        Instant time = turn.counters().timeAt(turn.wallClock());
        ChangeRun run = new ChangeRun(turn, branch, time, new Chain(head.link()), allowsInline(operations.size()));
        check(change.preconditions(), branch, head, run.tree());
        for (PendingOperation operation : operations) {
            apply(run, turn, operation);
        }
        if (run.operations() == 0) {
            return new AppliedChange(point(branch, head), time, 0);
        }
        BranchState.Head next = run.close(turn, change.author(), change.message(), change.session());
        turn.moveHead(branch, next);
        return new AppliedChange(point(branch, next), time, run.operations());
    }

    private void apply(ChangeRun run, Turn turn, PendingOperation pending) {
        if (pending.operation() instanceof Operation.Restore restore) {
            TreeReader source = points.tree(turn.overlay(), restore.point());
            new RestorePlan(run.tree(), source, turn.codec(), pending.position(), step -> applyOne(run, step))
                    .restore(restore);
        } else {
            applyOne(run, pending);
        }
    }

    private static void applyOne(ChangeRun run, PendingOperation pending) {
        OperationApplier.apply(run, pending);
        if (run.bytes() > Turn.MAX_BATCH_BYTES) {
            throw new TooLargeException();
        }
    }

    static void requireLive(Turn turn, BranchState branch) {
        if (turn.isDeleted(branch)) {
            throw new NotFoundException("The branch has been deleted. branch=" + branch.name());
        }
    }

    static Point point(BranchState branch, BranchState.Head head) {
        return new Point(new BranchId(branch.id()), head.seq());
    }

    static void check(
            List<Change.Precondition> preconditions, BranchState branch, BranchState.Head head, TreeReader tree) {
        for (Change.Precondition precondition : preconditions) {
            if (precondition instanceof Change.HeadIs expected) {
                Point actual = point(branch, head);
                if (!expected.point().equals(actual)) {
                    throw new HeadMovedException(expected.point(), actual);
                }
            } else if (precondition instanceof Change.IsAbsent absent) {
                if (tree.resolve(absent.path()) != null) {
                    throw new PreconditionFailedException("The path was to be free. path=" + absent.path());
                }
            } else if (precondition instanceof Change.ContentIs expected) {
                ContentReference actual = content(tree, expected.path());
                if (!expected.content().equals(actual)) {
                    throw new PreconditionFailedException("The file was to hold another content. path="
                            + expected.path() + " expected=" + expected.content() + " actual=" + actual);
                }
            }
        }
    }

    private static @Nullable ContentReference content(TreeReader tree, StorePath path) {
        EntryRecord entry = tree.resolve(path);
        if (entry == null || entry.kind() != NodeKind.FILE) {
            return null;
        }
        NodeRecord node = tree.node(entry.node());
        return node.fileContent().reference();
    }
}
