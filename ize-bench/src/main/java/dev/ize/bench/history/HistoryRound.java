package dev.ize.bench.history;

import dev.ize.bench.history.ExpectedHistory.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One contender recording the series once, in fresh directories. Whatever is timed is also compared with what it should
 * be, outside of the time.
 */
final class HistoryRound {
    /** Something that is timed. */
    private interface Timed {
        void run() throws IOException;
    }

    private final Contender contender;
    private final ExpectedHistory expected;
    private final HistoryPlan plan;
    private final Path directory;
    private final Map<HistoryTask, List<Double>> samples = new EnumMap<>(HistoryTask.class);

    HistoryRound(Contender contender, ExpectedHistory expected, HistoryPlan plan, Path directory) {
        this.contender = contender;
        this.expected = expected;
        this.plan = plan;
        this.directory = directory;
    }

    /**
     * The figures, in the units of their tasks.
     *
     * @throws WrongResultException if anything given back is not what was recorded
     */
    Map<HistoryTask, List<Double>> run() throws IOException, WrongResultException {
        try (Archive archive = contender.create(Files.createDirectory(directory.resolve("archive")))) {
            record(archive);
            measureSize(archive);
            readFiles(archive);
            askHistories(archive);
            checkOut(archive);
            compareNeighbours(archive);
            branch(archive);
        }
        return samples;
    }

    private void record(Archive archive) throws IOException {
        List<Release> releases = expected.series().releases();
        add(HistoryTask.IMPORT, nanos(() -> archive.record(releases.get(0))));
        double later = nanos(() -> {
            for (Release release : releases.subList(1, releases.size())) {
                archive.record(release);
            }
        });
        add(HistoryTask.LATER_RELEASE, later / (releases.size() - 1));
    }

    private void measureSize(Archive archive) throws IOException {
        add(HistoryTask.SIZE, (double) archive.diskBytes());
        boolean[] done = new boolean[1];
        double nanos = nanos(() -> done[0] = archive.upkeep());
        if (done[0]) {
            add(HistoryTask.UPKEEP, nanos);
            add(HistoryTask.SIZE_AFTER_UPKEEP, (double) archive.diskBytes());
        }
    }

    private void readFiles(Archive archive) throws IOException, WrongResultException {
        List<Place> places = expected.places(plan.reads());
        for (Place place : places) {
            Path original = expected.trees().get(place.release()).directory().resolve(place.path());
            boolean equal = Arrays.equals(archive.read(place.release(), place.path()), Files.readAllBytes(original));
            check(equal, place.path() + " at release " + place.release() + " has other bytes");
        }
        for (int pass = 0; pass < plan.passes(); pass++) {
            double nanos = nanos(() -> {
                for (Place place : places) {
                    archive.read(place.release(), place.path());
                }
            });
            add(HistoryTask.READ, nanos / places.size());
        }
    }

    private void askHistories(Archive archive) throws IOException, WrongResultException {
        List<String> paths = expected.paths(plan.histories());
        for (String path : paths) {
            SortedSet<Integer> history = archive.history(path);
            check(
                    history.equals(expected.history(path)),
                    "the history of " + path + " is " + history + ", not " + expected.history(path));
        }
        for (int pass = 0; pass < plan.passes(); pass++) {
            double nanos = nanos(() -> {
                for (String path : paths) {
                    archive.history(path);
                }
            });
            add(HistoryTask.PATH_HISTORY, nanos / paths.size());
        }
    }

    /** The first release, one in the middle, and the last. */
    private void checkOut(Archive archive) throws IOException, WrongResultException {
        int last = expected.releases() - 1;
        for (int release : new TreeSet<>(List.of(0, last / 2, last))) {
            Path target = Files.createDirectory(directory.resolve("checkout-" + release));
            add(HistoryTask.CHECKOUT, nanos(() -> archive.checkOut(release, target)));
            Optional<String> mismatch = expected.trees().get(release).firstMismatch(target);
            check(mismatch.isEmpty(), "checkout of release " + release + ": " + mismatch.orElse(""));
        }
    }

    private void compareNeighbours(Archive archive) throws IOException, WrongResultException {
        for (int release = 1; release < expected.releases(); release++) {
            SortedMap<String, PathChange> difference = archive.difference(release - 1, release);
            check(
                    difference.equals(expected.changes(release)),
                    "the difference to release " + release + " is " + difference.size() + " paths, not the "
                            + expected.changes(release).size() + " that differ");
        }
        for (int pass = 0; pass < plan.passes(); pass++) {
            double nanos = nanos(() -> {
                for (int release = 1; release < expected.releases(); release++) {
                    archive.difference(release - 1, release);
                }
            });
            add(HistoryTask.DIFFERENCE, nanos / (expected.releases() - 1));
        }
    }

    private void branch(Archive archive) throws IOException, WrongResultException {
        int release = expected.releases() / 2;
        double nanos = nanos(() -> {
            for (int i = 0; i < plan.branches(); i++) {
                archive.branch("branch-" + i, release);
            }
        });
        add(HistoryTask.BRANCH, nanos / plan.branches());
        String path = expected.regularFiles(release).get(0);
        Path original = expected.trees().get(release).directory().resolve(path);
        for (int i = 0; i < plan.branches(); i++) {
            boolean equal = Arrays.equals(archive.readOnBranch("branch-" + i, path), Files.readAllBytes(original));
            check(equal, path + " on branch-" + i + " has other bytes");
        }
    }

    private static void check(boolean holds, String otherwise) throws WrongResultException {
        if (!holds) {
            throw new WrongResultException(otherwise);
        }
    }

    private void add(HistoryTask task, double value) {
        samples.computeIfAbsent(task, key -> new ArrayList<>()).add(value);
    }

    private static double nanos(Timed timed) throws IOException {
        long start = System.nanoTime();
        timed.run();
        return (double) (System.nanoTime() - start);
    }
}
