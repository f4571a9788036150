package dev.ize.bench;

import dev.ize.bench.history.HistoryFile;
import dev.ize.bench.history.HistoryPlan;
import dev.ize.bench.history.HistoryResult;
import dev.ize.bench.history.HistoryRun;
import dev.ize.bench.history.Series;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.bench.plan.Profile;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.ResultDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The part of a run that records a real project's releases. It comes after the matrix, into the same directory of
 * results.
 */
public final class RealHistory {
    /** By this name it is chosen and left out like a workload. */
    public static final String NAME = "history";

    /** System property that names the directory of jars to record where no other series is given. */
    public static final String RELEASES_PROPERTY = "ize.releases";

    private static final int SMOKE_RELEASES = 2;

    private RealHistory() {}

    /**
     * Measures, and writes {@code history.json}; where there is no series, it says so in {@code left-out.json}.
     *
     * @param out the directory of the results, which has those of the matrix; stores and repositories lie in it meanwhile
     * @param backends ids of those to take; empty: all
     * @param releases directories in the order of time, or one of jars; empty: those that the system property names
     * @param log hears what is being done
     * @return what came of it; empty if there is no series
     * @throws IOException if the releases cannot be read, or the results not written
     * @throws IllegalArgumentException if the directories are no series
     */
    public static Optional<HistoryResult> run(
            Path out, Profile profile, Set<String> backends, List<Path> releases, Consumer<String> log)
            throws IOException {
        ResultDirectory results = new ResultDirectory(out);
        List<Path> directories = releases.isEmpty() ? defaults() : releases;
        if (directories.isEmpty()) {
            List<LeftOut> leftOut = new ArrayList<>(results.readLeftOut());
            leftOut.add(new LeftOut(
                    "real history", "No releases were given; --history names some, and the ize script fetches some."));
            results.writeLeftOut(leftOut);
            return Optional.empty();
        }
        try (FreshDirectory scratch = FreshDirectory.in(out.toAbsolutePath())) {
            Machine.spreadDirectories(scratch.path());
            Series series = Series.of(
                    directories,
                    Files.createDirectory(scratch.path().resolve("releases")),
                    profile == Profile.SMOKE ? SMOKE_RELEASES : Integer.MAX_VALUE);
            HistoryResult result = HistoryRun.measure(
                    series,
                    HistoryPlan.of(profile),
                    backends,
                    "commit " + results.readMachine().commit(),
                    scratch.path(),
                    log);
            HistoryFile.write(result, out);
            return Optional.of(result);
        }
    }

    /**
     * Whether directories are a series, to be asked before anything is measured.
     *
     * @throws IllegalArgumentException if they are not
     */
    public static void check(List<Path> releases) throws IOException {
        if (!releases.isEmpty()) {
            Series.check(releases);
        }
    }

    private static List<Path> defaults() throws IOException {
        String named = System.getProperty(RELEASES_PROPERTY);
        if (named == null || !Files.isDirectory(Path.of(named))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(named))) {
            boolean hasJars = files.anyMatch(file -> file.toString().endsWith(".jar"));
            return hasJars ? List.of(Path.of(named)) : List.of();
        }
    }
}
