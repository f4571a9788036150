package dev.ize.tck.model;

import java.util.List;
import java.util.Optional;

/** A point of the history, named so that it means something whatever numbers a storage gives. */
sealed interface Place {
    /** The point in a model, or nothing if it has no such branch or snapshot. */
    Optional<ModelStorage.Point> in(ModelStorage model);

    /**
     * A point of a live branch.
     *
     * @param changes how many whole changes of the lineage are seen, modulo those that there are
     * @param steps how many operations of the next change are seen, modulo those that there are
     */
    record OnBranch(String branch, int changes, int steps) implements Place {
        @Override
        public Optional<ModelStorage.Point> in(ModelStorage model) {
            return Optional.ofNullable(model.branches().get(branch)).map(it -> {
                List<ModelStorage.Change> lineage = it.lineage();
                int seen = changes % (lineage.size() + 1);
                int inside = seen == lineage.size()
                        ? 0
                        : steps % lineage.get(seen).steps().size();
                return new ModelStorage.Point(it, seen, inside);
            });
        }
    }

    /** The point of a snapshot. */
    record AtSnapshot(String name) implements Place {
        @Override
        public Optional<ModelStorage.Point> in(ModelStorage model) {
            return Optional.ofNullable(model.snapshots().get(name));
        }
    }
}
