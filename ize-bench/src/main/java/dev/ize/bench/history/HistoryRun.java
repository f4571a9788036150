package dev.ize.bench.history;

import dev.ize.bench.history.HistoryResult.ContenderResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Has contenders record a series of releases, and measures those whose results are right.
 *
 * <p>Rounds go over all contenders in turn, so that whatever else the machine does meets all of them, and between two of
 * them what was not flushed is written out, so that none pays for the one before. Each archive and checkout has a fresh
 * directory, and all are removed at the end: on some file systems files are made slowly where many were removed.
 */
public final class HistoryRun {
    private final Series series;
    private final HistoryPlan plan;
    private final Contenders contenders;
    private final Path scratch;
    private final Consumer<String> log;
    private final Map<Contender, Map<HistoryTask, List<Double>>> samples = new HashMap<>();
    private final Map<Contender, String> wrong = new HashMap<>();
    private final List<Path> directories = new ArrayList<>();

    HistoryRun(Series series, HistoryPlan plan, Contenders contenders, Path scratch, Consumer<String> log) {
        this.series = series;
        this.plan = plan;
        this.contenders = contenders;
        this.scratch = scratch;
        this.log = log;
    }

    /**
     * Measures Ize on the backends that are found, git, JGit and plain copies. A contender that fails or errs is
     * reported so and does not end the run.
     *
     * @param backends ids of the backends to take; empty: all
     * @param version of Ize
     * @param scratch a directory on the file system that is measured; nothing stays there
     * @param log hears what is being done
     * @throws IOException if the releases cannot be read or the directory cannot be used
     */
    public static HistoryResult measure(
            Series series, HistoryPlan plan, Set<String> backends, String version, Path scratch, Consumer<String> log)
            throws IOException {
        return new HistoryRun(series, plan, Contenders.find(backends, version), scratch, log).run();
    }

    HistoryResult run() throws IOException {
        try {
            ExpectedHistory expected = ExpectedHistory.of(series);
            for (int round = -plan.warmUps(); round < plan.rounds(); round++) {
                for (Contender contender : contenders.present()) {
                    runRound(contender, round, expected);
                }
            }
            List<ContenderResult> results =
                    contenders.present().stream().map(this::result).toList();
            return new HistoryResult(expected.described(), plan, results, contenders.missing());
        } finally {
            for (Path directory : directories) {
                remove(directory);
            }
        }
    }

    private void runRound(Contender contender, int round, ExpectedHistory expected) throws IOException {
        boolean warmsUp = round < 0;
        boolean isInProcess = contender.description().reach() == ContenderDescription.Reach.IN_PROCESS;
        if (wrong.containsKey(contender) || (warmsUp && !isInProcess)) {
            return;
        }
        String id = contender.description().id();
        log.accept("history: " + id + (warmsUp ? ", to warm up" : ", round " + (round + 1) + " of " + plan.rounds()));
        // Right below the scratch directory, which may have been told to spread its directories over the device.
        Path own = Files.createTempDirectory(scratch, id);
        directories.add(own);
        if (plan.isForFigures()) {
            WriteBack.await();
        }
        try {
            Map<HistoryTask, List<Double>> measured = new HistoryRound(contender, expected, plan, own).run();
            if (!warmsUp) {
                measured.forEach(
                        (task, values) -> samples.computeIfAbsent(contender, key -> new EnumMap<>(HistoryTask.class))
                                .computeIfAbsent(task, key -> new ArrayList<>())
                                .addAll(values));
            }
        } catch (WrongResultException e) {
            wrong.put(contender, e.getMessage());
        } catch (IOException | RuntimeException | LinkageError e) {
            wrong.put(contender, "it failed: " + e);
        }
    }

    private ContenderResult result(Contender contender) {
        String mismatch = wrong.get(contender);
        Map<HistoryTask, List<Double>> figures =
                mismatch == null ? samples.getOrDefault(contender, Map.of()) : Map.of();
        return new ContenderResult(contender.description(), figures, mismatch);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
