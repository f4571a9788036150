package dev.ize.bench.report;

import com.google.gson.JsonArray;
import dev.ize.bench.history.HistoryFile;
import dev.ize.bench.history.HistoryResult;
import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.MachineFacts;
import dev.ize.bench.raw.ResultDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a run left behind.
 *
 * @param machine where, when and how it ran
 * @param measurements of the matrix
 * @param history of the real project's releases, if it was measured
 * @param leftOut what was not measured, and why
 */
record RunResults(
        MachineFacts machine, List<Measurement> measurements, Optional<HistoryResult> history, List<LeftOut> leftOut) {
    RunResults {
        measurements = List.copyOf(measurements);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads a run's directory; the files of the matrix may be missing where only a history was measured.
     *
     * @param workloads what may have been measured
     * @throws IOException if a file cannot be read or understood
     */
    static RunResults read(Path directory, List<Workload> workloads) throws IOException {
        ResultDirectory files = new ResultDirectory(directory);
        if (!files.has(ResultDirectory.MACHINE_FILE)) {
            throw new IOException("This is no directory of results: it has no " + ResultDirectory.MACHINE_FILE
                    + ". directory=" + directory);
        }
        try {
            JsonArray jmh = files.has(ResultDirectory.JMH_FILE) ? files.readJmh() : new JsonArray();
            JmhResults measured = JmhResults.read(jmh, workloads);
            List<LeftOut> leftOut = new ArrayList<>();
            if (files.has(ResultDirectory.LEFT_OUT_FILE)) {
                leftOut.addAll(files.readLeftOut());
            }
            leftOut.addAll(measured.leftOut());
            Optional<HistoryResult> history = HistoryFile.read(directory);
            history.ifPresent(found -> leftOut.addAll(found.missing()));
            return new RunResults(files.readMachine(), measured.measurements(), history, leftOut);
        } catch (RuntimeException e) {
            throw new IOException("A file of the results cannot be understood. directory=" + directory, e);
        }
    }

    /** The same, with more that is missing. */
    RunResults without(List<LeftOut> more) {
        List<LeftOut> all = new ArrayList<>(leftOut);
        all.addAll(more);
        return new RunResults(machine, measurements, history, all);
    }

    /** The measurements of a family, by what they can be compared in. */
    List<Measurement.Row> rows(Family family) {
        Set<Measurement.Row> rows = new LinkedHashSet<>();
        measurements.stream()
                .filter(measurement -> measurement.workload().family() == family)
                .forEach(measurement -> rows.add(measurement.row()));
        return List.copyOf(rows);
    }

    /** What was measured of a family, in the order in which it was. */
    List<String> subjects(Family family) {
        Set<String> subjects = new LinkedHashSet<>();
        measurements.stream()
                .filter(measurement -> measurement.workload().family() == family)
                .forEach(measurement -> subjects.add(measurement.subject()));
        return List.copyOf(subjects);
    }

    /** One subject's measurement in a row. */
    Optional<Measurement> find(Measurement.Row row, String subject) {
        return measurements.stream()
                .filter(measurement -> measurement.subject().equals(subject)
                        && measurement.row().equals(row))
                .findFirst();
    }

    /** The first row of a workload whose parameters have these values, and that has so many threads. */
    Optional<Measurement.Row> findRow(String workload, Map<String, String> values, int threads) {
        return measurements.stream()
                .map(Measurement::row)
                .filter(row -> row.matches(workload, values, threads))
                .findFirst();
    }

    /** Whether figures mean nothing, since all cells ran in one JVM, once. */
    boolean isSmoke() {
        return machine.forks() == 0;
    }
}
