package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.PointPrunedException;
import dev.ize.spi.View;

/** Compares each point of each live branch, and each snapshot, with the model: its tree, or that it was pruned. */
final class PointComparison {
    private final Pair pair;

    PointComparison(Pair pair) {
        this.pair = pair;
    }

    void compareAll() {
        for (ModelStorage.Branch branch : pair.model().branches().values()) {
            for (int changes = 0; changes <= branch.lineage().size(); changes++) {
                int inside = changes == branch.lineage().size()
                        ? 1
                        : branch.lineage().get(changes).steps().size();
                for (int steps = 0; steps < inside; steps++) {
                    compare(new ModelStorage.Point(branch, changes, steps));
                }
            }
        }
        pair.model().snapshots().forEach((name, point) -> {
            assertThat(pair.model().isReadable(point)).as("snapshot %s", name).isTrue();
            compare(pair.storage().atSnapshot(name), point);
        });
    }

    private void compare(ModelStorage.Point point) {
        if (pair.model().isReadable(point)) {
            compare(pair.view(point), point);
        } else {
            assertThatThrownBy(() -> pair.view(point))
                    .as(
                            "%s changes and %s steps of %s",
                            point.changes(), point.steps(), point.branch().name())
                    .isInstanceOf(PointPrunedException.class);
        }
    }

    private void compare(View view, ModelStorage.Point point) {
        new TreeComparison(pair.counterparts()).compare(view, pair.model().tree(point));
    }
}
