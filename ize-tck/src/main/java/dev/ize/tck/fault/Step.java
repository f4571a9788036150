package dev.ize.tck.fault;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of a lane that the storage acknowledges or not, as a whole. */
sealed interface Step {
    /** The author of every change of a lane. */
    String AUTHOR = "lane";

    /** Does it; returns when it is acknowledged, with the number of the change if it was one. */
    Optional<AppliedChange> run(FileSystemStorage storage);

    /** A change that is applied at once. */
    record Apply(String branch, String message, List<Edit> edits) implements Step {
        @Override
        public Optional<AppliedChange> run(FileSystemStorage storage) {
            List<StoredContent> handles = new ArrayList<>();
            try {
                Change.Builder change = Change.by(AUTHOR).message(message);
                edits.forEach(edit -> change.add(edit.operation(storage, handles)));
                return Optional.of(storage.branch(branch).apply(change.build()));
            } finally {
                handles.forEach(StoredContent::close);
            }
        }
    }

    /** A change that is staged, and published or taken back. */
    record Stage(String branch, String message, List<Edit> edits, boolean published) implements Step {
        @Override
        public Optional<AppliedChange> run(FileSystemStorage storage) {
            List<StoredContent> handles = new ArrayList<>();
            try (StagedChange stage = storage.branch(branch).stage(AUTHOR, message, "")) {
                edits.forEach(edit -> stage.add(edit.operation(storage, handles)));
                return published ? Optional.of(stage.publish()) : Optional.empty();
            } finally {
                handles.forEach(StoredContent::close);
            }
        }
    }

    /** A fork of a branch's head. */
    record Fork(String branch, String name) implements Step {
        @Override
        public Optional<AppliedChange> run(FileSystemStorage storage) {
            storage.fork(name, storage.branch(branch).head());
            return Optional.empty();
        }
    }

    /** A fork of the empty tree that every store starts with. */
    record ForkOfNothing(String name) implements Step {
        @Override
        public Optional<AppliedChange> run(FileSystemStorage storage) {
            Branch main = storage.mainBranch();
            View empty = main.at(new Point(BranchId.MAIN, 0));
            storage.fork(name, empty);
            return Optional.empty();
        }
    }

    record DeleteBranch(String name) implements Step {
        @Override
        public Optional<AppliedChange> run(FileSystemStorage storage) {
            storage.deleteBranch(name);
            return Optional.empty();
        }
    }

    /** A snapshot of a branch's head. */
    record CreateSnapshot(String branch, String name) implements Step {
        @Override
        public Optional<AppliedChange> run(FileSystemStorage storage) {
            storage.createSnapshot(name, storage.branch(branch).head(), "");
            return Optional.empty();
        }
    }

    record DeleteSnapshot(String name) implements Step {
        @Override
        public Optional<AppliedChange> run(FileSystemStorage storage) {
            storage.deleteSnapshot(name);
            return Optional.empty();
        }
    }
}
