package dev.ize.bench.report;

import dev.ize.bench.history.ContenderDescription;
import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.ContenderDescription.Reach;
import dev.ize.bench.history.HistoryFile;
import dev.ize.bench.history.HistoryPlan;
import dev.ize.bench.history.HistoryResult;
import dev.ize.bench.history.HistoryTask;
import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Profile;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.MachineFacts;
import dev.ize.bench.raw.ResultDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The raw files of a run, as JMH and the matrix write them, with figures that were made up for tests. */
final class RunFixture {
    private final List<String> cells = new ArrayList<>();
    private final List<HistoryResult.ContenderResult> contenders = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private String cpu = "A processor";
    private int forks = 2;

    /** Workloads by the names that the report's rules know. */
    static List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        for (String name : List.of(
                "overwrite", "create", "change", "read-small", "list", "history-newest", "difference", "reopen")) {
            workloads.add(workload(name, Family.STORAGE));
        }
        workloads.add(new Workload(
                "list-beside-dead",
                "what list does, beside dead names",
                Family.STORAGE,
                "test.list",
                Set.of(),
                Map.of(Profile.SHORT, List.of(Workload.Variation.of("dead", "7")))));
        for (String name : List.of(
                "bare-get",
                "bare-get-few",
                "bare-put",
                "bare-put-durable",
                "bare-put-operation",
                "bare-put-1000",
                "bare-range",
                "bare-reopen")) {
            workloads.add(workload(name, Family.FLOOR));
        }
        return workloads;
    }

    private static Workload workload(String name, Family family) {
        return new Workload(name, "what " + name + " does", family, "test." + name, Set.of(), Map.of());
    }

    /** A run of three backends, one of which is the best at most things. */
    static RunFixture ofThreeBackends() {
        RunFixture run = new RunFixture();
        Map<String, Double> factors = Map.of("lmdb", 2.5, "rocksdb", 1.0, "mvstore", 6.0);
        for (String backend : List.of("lmdb", "rocksdb", "mvstore")) {
            double factor = factors.get(backend);
            for (String durability : List.of("SYNC", "BUFFERED")) {
                double base = durability.equals("SYNC") ? 220 : 24;
                run.storage("overwrite", backend, Map.of("durability", durability), 1, base * factor);
                run.storage("create", backend, Map.of("durability", durability), 1, 1.2 * base * factor);
            }
            run.storage("overwrite", backend, Map.of("durability", "SYNC"), 64, 900 * factor);
            run.storage("change", backend, Map.of("durability", "SYNC", "files", "1000"), 1, 30_000 * factor);
            run.storage("read-small", backend, Map.of("at", "HEAD", "files", "10000"), 1, 22 / factor);
            run.storage("read-small", backend, Map.of("at", "PAST", "files", "10000"), 1, 25 / factor);
            run.storage("list", backend, Map.of("at", "HEAD", "live", "1000"), 1, 800 / factor);
            run.floor("bare-get", backend, Map.of("keys", "1000000", "hot", "10000"), 2 / factor);
            run.floor("bare-get-few", backend, Map.of("keys", "10000", "hot", "10000"), 2 / factor);
            run.floor("bare-range", backend, Map.of("keys", "1000000"), 20 / factor);
            run.floor("bare-put", backend, Map.of("durable", "false"), 8 * factor);
            run.floor("bare-put-durable", backend, Map.of("durable", "true"), 200 * factor);
            run.floor("bare-put-operation", backend, Map.of("durable", "true"), 215 * factor);
            run.history("ize-" + backend + "-sync", Reach.IN_PROCESS, Guarantee.POWER_CUT, factor);
            run.history("ize-" + backend + "-buffered", Reach.IN_PROCESS, Guarantee.PROCESS_DEATH, 0.8 * factor);
        }
        run.floor("bare-get-few", "redb", Map.of("keys", "10000", "hot", "10000"), 3.1);
        run.floor("bare-put-durable", "redb", Map.of("durable", "true"), 610);
        run.floor("bare-get-few", "sled", Map.of("keys", "10000", "hot", "10000"), 2.4);
        run.floor("bare-put", "sled", Map.of("durable", "false"), 14);
        for (Guarantee guarantee : Guarantee.values()) {
            boolean synced = guarantee == Guarantee.POWER_CUT;
            run.history(synced ? "copy-synced" : "copy", Reach.IN_PROCESS, guarantee, synced ? 9 : 2);
            run.history(synced ? "jgit-synced" : "jgit", Reach.IN_PROCESS, guarantee, synced ? 7 : 4);
            run.history(synced ? "git-synced" : "git", Reach.PROCESSES, guarantee, synced ? 12 : 5);
        }
        run.leftOut.add(new LeftOut("sanakirja", "There is no way to it from the JVM."));
        return run;
    }

    RunFixture on(String processor) {
        cpu = processor;
        return this;
    }

    RunFixture inOneJvm() {
        forks = 0;
        return this;
    }

    RunFixture leaving(String what, String reason) {
        leftOut.add(new LeftOut(what, reason));
        return this;
    }

    RunFixture storage(String workload, String backend, Map<String, String> values, int threads, double micros) {
        return cell("test." + workload, "backend", backend, values, threads, micros, 0.04 * micros);
    }

    RunFixture floor(String workload, String engine, Map<String, String> values, double micros) {
        return cell("test." + workload, "engine", engine, values, 1, micros, 0.04 * micros);
    }

    /** A result in the format of JMH 1.37, shortened to what anyone reads of it. */
    RunFixture cell(
            String benchmark,
            String subject,
            String id,
            Map<String, String> values,
            int threads,
            double micros,
            double error) {
        String params = values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> ", \"" + entry.getKey() + "\" : \"" + entry.getValue() + "\"")
                .collect(Collectors.joining());
        String shownError = Double.isNaN(error) ? "\"NaN\"" : String.format(Locale.ROOT, "%f", error);
        cells.add(String.format(Locale.ROOT, """
                {"jmhVersion" : "1.37", "benchmark" : "%s", "mode" : "avgt", "threads" : %d, "forks" : 2,
                 "params" : {"%s" : "%s"%s},
                 "primaryMetric" : {"score" : %f, "scoreError" : %s, "scoreUnit" : "us/op", "rawData" : []},
                 "secondaryMetrics" : {
                  "gc.alloc.rate.norm" : {"score" : 12345.6, "scoreError" : "NaN", "scoreUnit" : "B/op"},
                  "engine.calls" : {"score" : 7.0, "scoreError" : "NaN", "scoreUnit" : "calls/op"}}}
                """, benchmark, threads, subject, id, params, micros, shownError));
        return this;
    }

    RunFixture history(String id, Reach reach, Guarantee guarantee, double factor) {
        Map<HistoryTask, List<Double>> samples = new EnumMap<>(HistoryTask.class);
        double value = 0;
        for (HistoryTask task : HistoryTask.values()) {
            value += 1e6 * factor;
            samples.put(task, List.of(0.9 * value, value, 1.1 * value));
        }
        String name =
                id.startsWith("ize-") ? "Ize, " + id.replaceFirst("ize-([a-z]+)-.*", "$1") : id.replace("-synced", "");
        ContenderDescription description =
                new ContenderDescription(id, name, "1.0", reach, guarantee, "how it flushes");
        contenders.add(new HistoryResult.ContenderResult(description, samples, null));
        return this;
    }

    RunFixture wrong(String id, String mismatch) {
        contenders.add(new HistoryResult.ContenderResult(
                new ContenderDescription(id, id, "1.0", Reach.IN_PROCESS, Guarantee.POWER_CUT, "how"),
                Map.of(),
                mismatch));
        return this;
    }

    /** Writes the files and gives the directory back. */
    Path write(Path directory) throws IOException {
        ResultDirectory files = new ResultDirectory(directory);
        files.writeMachine(new MachineFacts(
                "2026-11-28T10:00:00Z",
                1234,
                forks == 0 ? "smoke" : "short",
                "abc123",
                cpu,
                2,
                24L << 30,
                "Linux 6.1",
                "ext4 (rw,relatime)",
                154,
                "OpenJDK 17.0.15",
                List.of("-Xmx2g"),
                forks,
                Map.of("lmdb", "LMDB 0.9.33"),
                Map.of("lmdb", "MDB_NOTLS, <no> other flag"),
                List.of()));
        files.writeLeftOut(leftOut);
        Files.writeString(directory.resolve(ResultDirectory.JMH_FILE), "[" + String.join(",\n", cells) + "]\n");
        if (!contenders.isEmpty()) {
            HistoryFile.write(
                    new HistoryResult(
                            List.of(
                                    new HistoryResult.RecordedRelease("1.0", 600, 8_000_000, 600),
                                    new HistoryResult.RecordedRelease("1.1", 610, 8_100_000, 120)),
                            HistoryPlan.SHORT,
                            contenders,
                            List.of(new LeftOut("git 3", "there is no such git"))),
                    directory);
        }
        return directory;
    }

    /** Writes the fixture and its report to a directory, to be looked at. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        Report.write(ofThreeBackends().write(directory), workloads());
    }
}
