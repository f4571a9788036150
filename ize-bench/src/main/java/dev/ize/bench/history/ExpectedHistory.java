package dev.ize.bench.history;

import dev.ize.bench.history.HistoryResult.RecordedRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What every contender must give back, found from the releases themselves.
 *
 * @param series the releases
 * @param trees what each holds
 */
record ExpectedHistory(Series series, List<ReleaseTree> trees) {
    /** So that every contender is asked for the same. */
    private static final long SEED = 5;

    /** A file at a release. */
    record Place(int release, String path) {}

    ExpectedHistory {
        trees = List.copyOf(trees);
    }

    /** Reads all releases, which leaves them in the page cache. */
    static ExpectedHistory of(Series series) throws IOException {
        List<ReleaseTree> trees = new ArrayList<>();
        for (Release release : series.releases()) {
            ReleaseTree tree = ReleaseTree.of(release.directory());
            if (tree.files().values().stream().noneMatch(ExpectedHistory::isRegular)) {
                throw new IllegalArgumentException("A release has no file: " + release);
            }
            trees.add(tree);
        }
        return new ExpectedHistory(series, trees);
    }

    int releases() {
        return trees.size();
    }

    /** What became of each path in a release, seen from the one before. */
    SortedMap<String, PathChange> changes(int release) {
        return trees.get(release - 1).changesTo(trees.get(release));
    }

    /** The releases in which a path came, went or changed. */
    SortedSet<Integer> history(String path) {
        SortedSet<Integer> changed = new TreeSet<>();
        ReleaseTree.TreeFile before = null;
        for (int i = 0; i < trees.size(); i++) {
            ReleaseTree.TreeFile now = trees.get(i).files().get(path);
            boolean same = before == null ? now == null : before.equals(now);
            if (!same) {
                changed.add(i);
            }
            before = now;
        }
        return changed;
    }

    /** Files taken at random, each at a release taken at random. */
    List<Place> places(int count) {
        Random random = new Random(SEED);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int release = random.nextInt(trees.size());
            List<String> files = regularFiles(release);
            places.add(new Place(release, files.get(random.nextInt(files.size()))));
        }
        return places;
    }

    /** Files of the last release, taken at random. */
    List<String> paths(int count) {
        Random random = new Random(SEED);
        List<String> files = regularFiles(trees.size() - 1);
        return random.ints(count, 0, files.size()).mapToObj(files::get).toList();
    }

    /** The paths of a release's files that are no symlinks. */
    List<String> regularFiles(int release) {
        return trees.get(release).files().entrySet().stream()
                .filter(entry -> isRegular(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isRegular(ReleaseTree.TreeFile file) {
        return file.kind() != ReleaseTree.Kind.SYMLINK;
    }

    /** What was recorded, for the report. */
    List<RecordedRelease> described() {
        List<RecordedRelease> described = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            ReleaseTree tree = trees.get(i);
            int changed = i == 0 ? tree.files().size() : changes(i).size();
            described.add(new RecordedRelease(
                    series.releases().get(i).name(), tree.files().size(), tree.bytes(), changed));
        }
        return described;
    }
}
