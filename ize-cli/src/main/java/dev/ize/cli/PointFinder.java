package dev.ize.cli;

import dev.ize.spi.Branch;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.Point;
import dev.ize.spi.Snapshot;
import dev.ize.spi.View;

/** Finds the view that a POINT means in a store. */
final class PointFinder {
    private final FileSystemStorage storage;
    private final Branch branch;

    /** Finds points, on a branch where they name none. */
    PointFinder(FileSystemStorage storage, Branch branch) {
        this.storage = storage;
        this.branch = branch;
    }

    /**
     * The view at a point.
     *
     * @throws UsageException if it names nothing
     * @throws dev.ize.spi.NotFoundException if it is on a branch that does not exist
     * @throws NoSuchPointException if the branch has no such point
     */
    View find(PointText point) {
        Branch of = point.branch().isPresent() ? storage.branch(point.branch().get()) : branch;
        if (point.place() instanceof PointText.AtOperation at) {
            // Also the number of a staged change, which is that of its closing record and of no operation.
            return of.at(new Point(of.id(), at.id().value()));
        }
        if (point.place() instanceof PointText.AtTime at) {
            return of.at(at.time());
        }
        if (point.place() instanceof PointText.Named named) {
            return point.branch().isPresent() ? snapshotOn(of, named.name()) : named(named.name());
        }
        return of.head();
    }

    private View named(String name) {
        if (storage.findSnapshot(name).isPresent()) {
            return storage.atSnapshot(name);
        }
        return storage.findBranch(name)
                .map(Branch::head)
                .orElseThrow(() -> new UsageException(
                        "There is no snapshot or branch '" + name + "'; a point is " + PointText.FORMS + "."));
    }

    private View snapshotOn(Branch of, String name) {
        Snapshot snapshot = storage.findSnapshot(name)
                .orElseThrow(() -> new UsageException("There is no snapshot '" + name + "'; after BRANCH: write head,"
                        + " @1234, a time or a snapshot."));
        if (!snapshot.point().branch().equals(of.id())) {
            throw new UsageException(
                    "The snapshot '" + name + "' is not of branch '" + of.name() + "'; write '" + name + "' alone.");
        }
        return storage.atSnapshot(name);
    }
}
