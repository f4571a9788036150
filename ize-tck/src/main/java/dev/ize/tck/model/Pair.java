package dev.ize.tck.model;

import dev.ize.spi.Branch;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Point;
import dev.ize.spi.View;
import java.util.Optional;

/** An open storage, the model that it is compared with, and what in one stands for what in the other. */
record Pair(FileSystemStorage storage, ModelStorage model, Counterparts counterparts) {
    /** The storage's view of a point of a live branch. */
    View view(ModelStorage.Point point) {
        Branch branch = storage.branch(point.branch().name());
        if (point.insideChange()) {
            ModelStorage.Change change = point.branch().lineage().get(point.changes());
            return branch.at(change.steps().get(point.steps() - 1).id());
        }
        return point.changes() == 0
                ? branch.at(new Point(branch.id(), 0))
                : branch.at(point.branch().lineage().get(point.changes() - 1).id());
    }

    /** The storage's view of a place, or nothing if there is no such branch or snapshot. */
    Optional<View> view(Place place) {
        if (place instanceof Place.AtSnapshot snapshot) {
            return place.in(model).map(point -> storage.atSnapshot(snapshot.name()));
        }
        return place.in(model).map(this::view);
    }
}
