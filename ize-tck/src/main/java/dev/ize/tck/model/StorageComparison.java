package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.ContentHash;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.Point;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Compares all that a storage can be asked with the model; of points and paths, a random choice. */
final class StorageComparison {
    private static final int POINTS = 2;
    private static final int HISTORIES = 2;
    private static final int DIFFERENCES = 4;

    private final Pair pair;
    private final SplittableRandom random;
    private final TreeComparison trees;
    private final LineComparison lines;
    private final RandomOperations paths;

    StorageComparison(Pair pair, SplittableRandom random) {
        this.pair = pair;
        this.random = random;
        trees = new TreeComparison(pair.counterparts());
        lines = new LineComparison(pair, random);
        paths = new RandomOperations(random);
    }

    void compareAll() {
        compareNames();
        for (ModelStorage.Branch branch : pair.model().branches().values()) {
            comparePoint(pair.storage().branch(branch.name()).head(), branch.head());
            for (int i = 0; i < POINTS; i++) {
                ModelStorage.Point point = anyPoint(branch);
                if (pair.model().isReadable(point)) {
                    comparePoint(pair.view(point), point);
                } else {
                    assertThatThrownBy(() -> pair.view(point)).isInstanceOf(PointPrunedException.class);
                }
            }
            compareTimes(branch);
            lines.compareLog(branch);
        }
        pair.model()
                .snapshots()
                .forEach((name, point) -> comparePoint(pair.storage().atSnapshot(name), point));
        for (int i = 0; i < DIFFERENCES; i++) {
            compareDifference();
        }
    }

    private void compareNames() {
        List<BranchDescription> branches = pair.storage().branches();
        assertThat(branches)
                .extracting(BranchDescription::name)
                .containsExactlyElementsOf(pair.model().branches().keySet());
        for (BranchDescription description : branches) {
            Branch branch = pair.storage().branch(description.name());
            assertThat(branch.id()).isEqualTo(description.id());
            assertThat(branch.head().point()).isEqualTo(description.head());
        }
        assertThat(pair.storage().snapshots())
                .extracting(Snapshot::name)
                .containsExactlyElementsOf(pair.model().snapshots().keySet());
    }

    private ModelStorage.Point anyPoint(ModelStorage.Branch branch) {
        Place place = new Place.OnBranch(branch.name(), random.nextInt(1000), random.nextInt(1000));
        return place.in(pair.model()).orElseThrow();
    }

    private void comparePoint(View view, ModelStorage.Point point) {
        ModelTree tree = pair.model().tree(point);
        trees.compareDeeply(view, tree, random, paths.anyPath());
        trees.compareAbsent(view, tree, anyNode());
        Optional<ModelStorage.Change> change = pair.model().change(point);
        assertThat(view.effectiveTime())
                .as("effective time of %s", view.point())
                .isEqualTo(change.map(ModelStorage.Change::effectiveTime)
                        .orElse(pair.model().madeAt()));
        assertThat(view.chainHash()).as("chain at %s", view.point()).isEqualTo(chainHash(point));
        for (int i = 0; i < HISTORIES; i++) {
            lines.compareHistory(view, point, anyPath(tree));
            lines.compareHistory(view, point, anyNode());
        }
    }

    private ContentHash chainHash(ModelStorage.Point point) {
        if (point.changes() == 0) {
            return ContentHash.of(new byte[ContentHash.BYTES]);
        }
        ModelStorage.Change change = point.branch().lineage().get(point.changes() - 1);
        return pair.counterparts().logged(change.steps().get(0).id()).change().chainHash();
    }

    private long anyNode() {
        return 1 + random.nextLong(pair.model().nodesMade());
    }

    private StorePath anyPath(ModelTree tree) {
        List<StorePath> there = List.copyOf(tree.walk().keySet());
        return random.nextInt(3) == 0 ? paths.anyPath() : there.get(random.nextInt(there.size()));
    }

    private void compareTimes(ModelStorage.Branch branch) {
        Branch actual = pair.storage().branch(branch.name());
        for (ModelStorage.Change change : branch.lineage()) {
            if (random.nextInt(3) == 0) {
                compareTime(actual, branch, change.effectiveTime());
                compareTime(actual, branch, change.effectiveTime().minusNanos(1));
                compareTime(actual, branch, change.effectiveTime().plusNanos(1));
            }
        }
        compareTime(actual, branch, Instant.MIN);
        compareTime(actual, branch, Instant.MAX);
        assertThatThrownBy(() -> actual.at(new Point(actual.id(), Long.MAX_VALUE)))
                .isInstanceOf(NoSuchPointException.class);
    }

    private void compareTime(Branch actual, ModelStorage.Branch branch, Instant time) {
        Optional<ModelStorage.Point> expected = branch.at(time);
        if (expected.isEmpty()) {
            assertThatThrownBy(() -> actual.at(time)).isInstanceOf(NoSuchPointException.class);
        } else if (!pair.model().isReadable(expected.get())) {
            assertThatThrownBy(() -> actual.at(time))
                    .as("point of %s at %s", branch.name(), time)
                    .isInstanceOf(PointPrunedException.class);
        } else {
            View view = actual.at(time);
            assertThat(view.point())
                    .as("point of %s at %s", branch.name(), time)
                    .isEqualTo(pair.view(expected.get()).point());
            assertThat(actual.at(view.point()).point()).isEqualTo(view.point());
        }
    }

    private void compareDifference() {
        Map.Entry<View, ModelTree> before = anyTree();
        Map.Entry<View, ModelTree> after = anyTree();
        StorePath prefix = random.nextBoolean() ? StorePath.ROOT : anyPath(before.getValue());
        lines.compareDifference(before.getKey(), after.getKey(), before.getValue(), after.getValue(), prefix);
    }

    private Map.Entry<View, ModelTree> anyTree() {
        Optional<String> snapshot = pair.model().snapshots().keySet().stream()
                .filter(name -> random.nextInt(8) == 0)
                .findFirst();
        List<String> branches = List.copyOf(pair.model().branches().keySet());
        Place place = snapshot.<Place>map(Place.AtSnapshot::new)
                .orElseGet(() -> new Place.OnBranch(
                        branches.get(random.nextInt(branches.size())), random.nextInt(1000), random.nextInt(1000)));
        if (!pair.model().isReadable(place.in(pair.model()).orElseThrow())) {
            return anyTree();
        }
        ModelTree tree = pair.model().tree(place.in(pair.model()).orElseThrow());
        return Map.entry(pair.view(place).orElseThrow(), tree);
    }
}
