package dev.ize.bench.targets;

import static dev.ize.bench.page.Unit.BYTES;
import static dev.ize.bench.page.Unit.COUNT;
import static dev.ize.bench.page.Unit.NANOSECONDS;
import static dev.ize.bench.page.Unit.TIMES;

import dev.ize.bench.page.Unit;
import dev.ize.bench.targets.Target.Sense;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The table of targets: every line, what it holds, and its limits. Times are in nanoseconds, sizes in bytes.
 *
 * <p>A line is what is measured together, in one JVM.
 */
public enum TargetLine {
    IMPORT(
            "import",
            "successive releases recorded in process, each durable; their size; a checkout",
            ImportLine::new,
            List.of("-Xmx2g"),
            List.of(
                    least(
                            "import-git",
                            "import against `git add` and `git commit`, all flushed",
                            TIMES,
                            each(5.5, 5, 4.5)),
                    least("import-jgit", "import against JGit in process, flushed", TIMES, each(9, 8, 7)),
                    least(
                            "import-git-unflushed",
                            "import against git as it comes, which flushes next to nothing",
                            TIMES,
                            none()),
                    most(
                            "size-packed",
                            "size as written against git after `git gc`",
                            TIMES,
                            Map.of(
                                    "lmdb/bundles",
                                    2.0,
                                    "lmdb/sources",
                                    2.8,
                                    "rocksdb/bundles",
                                    1.3,
                                    "rocksdb/sources",
                                    1.7)),
                    most(
                            "size-compacted-packed",
                            "size after `compact` against git after `git gc`",
                            TIMES,
                            Map.of("mvstore/bundles", 1.4, "mvstore/sources", 1.7)),
                    most(
                            "size-unpacked",
                            "size as written against git before gc",
                            TIMES,
                            Map.of("lmdb", 0.3, "rocksdb", 0.25)),
                    most(
                            "size-compacted-unpacked",
                            "size after `compact` against git before gc",
                            TIMES,
                            Map.of("mvstore", 0.25)),
                    least(
                            "checkout-git",
                            "checkout against git's of the same tree from a packed repository",
                            TIMES,
                            all(1.5)))),
    READ(
            "read",
            "a file of at most 4 KiB by path, at depth 5",
            ReadLine::new,
            List.of("-Xmx1g"),
            List.of(
                    most("read-p50", "at a random past point, median", NANOSECONDS, each(10e3, 20e3, 12e3)),
                    most(
                            "read-p99",
                            "at a random past point, 99 of 100 within",
                            NANOSECONDS,
                            each(150e3, 200e3, 150e3)),
                    least(
                            "read-jgit",
                            "at a random past point, against JGit's in a packed repository",
                            TIMES,
                            each(10, 6, 9)),
                    most("read-first", "the same, for the first time since the store was opened", NANOSECONDS, none()),
                    most("read-versions", "of a file of 100,000 versions against files of 10", TIMES, all(1.3)),
                    most("read-fork-16", "at the head of a fork of depth 16 against depth 0", TIMES, all(1.3)),
                    most("read-forks-1000", "at the head of one of 1,000 forks against depth 0", TIMES, all(1.3)))),
    HISTORY(
            "history",
            "the history of a path",
            HistoryLine::new,
            List.of("-Xmx1g"),
            List.of(
                    most("history-10", "of 10 lines", NANOSECONDS, each(16e3, 50e3, 30e3)),
                    most("history-1000", "of 1,000 lines", NANOSECONDS, each(1_006e3, 3_020e3, 2_010e3)))),
    DIFFERENCE(
            "difference",
            "the difference of neighbours",
            NeighboursLine::new,
            List.of("-Xmx1g"),
            List.of(most("difference-600", "with 600 changes", NANOSECONDS, each(3e6, 8e6, 5e6)))),
    OVERWRITE(
            "overwrite",
            "a durable overwrite of 1 KiB",
            OverwriteLine::new,
            List.of("-Xmx1g"),
            List.of(most(
                    "overwrite-bare",
                    "against the bare engine's durable commit of one put",
                    TIMES,
                    each(1.35, 1.2, 1.25)))),
    THREADS(
            "threads",
            "durable operations from many threads",
            ThreadsLine::new,
            List.of("-Xmx1g"),
            List.of(least("threads-64", "operations a second from 64 threads against one", TIMES, each(10, 12, 8)))),
    SNAPSHOT(
            "snapshot",
            "a snapshot and a fork of small and large trees",
            SnapshotLine::new,
            List.of("-Xmx256m"),
            List.of(
                    most(
                            "snapshot-10",
                            "a snapshot of 10 files against the bare durable commit of one put",
                            TIMES,
                            all(1.5)),
                    most("fork-10", "a fork of 10 files against it", TIMES, all(1.5)),
                    most("snapshot-1000000", "a snapshot of 1,000,000 files against it", TIMES, all(1.5)),
                    most("fork-1000000", "a fork of 1,000,000 files against it", TIMES, all(1.5)),
                    least("tree-256m", "files made by one change and walked under `-Xmx256m`", COUNT, all(1e6)))),
    START(
            "start",
            "`ize ls` from its start to the first byte that it prints",
            StartLine::new,
            List.of("-Xmx256m"),
            List.of(most("start-ls", "median", NANOSECONDS, each(0.30e9, 0.22e9, 0.20e9)))),
    LARGE(
            "large",
            "a file of 4 GiB under `-Xmx256m`",
            LargeLine::new,
            List.of("-Xmx256m"),
            List.of(
                    least("large-256m", "bytes in and out, compared", BYTES, all((double) (4L << 30))),
                    most("large-write", "4 KiB written into it against the same into a file of 1 MiB", TIMES, all(3)),
                    most("large-stored", "bytes that such a write stores", BYTES, all((double) (256 << 10))))),
    UNCHANGED(
            "unchanged",
            "an unchanged tree of 100,000 files recorded",
            UnchangedLine::new,
            List.of("-Xmx1g"),
            List.of(
                    most("unchanged-status", "in process and warm, against `git status`", TIMES, all(1.5)),
                    most("unchanged-process", "by a process of `ize record`, against `git status`", TIMES, none()))),
    RECORD(
            "record",
            "`ize record` of successive releases, one process",
            RecordLine::new,
            List.of("-Xmx256m"),
            List.of(least("record-git", "against `git add` and `git commit` of each, all flushed", TIMES, all(3))));

    private final String id;
    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // Makes a new one each time.
    private final Supplier<Line> measurement;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<String> jvmArguments;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<Target> targets;

    TargetLine(String id, String title, Supplier<Line> measurement, List<String> jvmArguments, List<Target> targets) {
        this.id = id;
        this.title = title;
        this.measurement = measurement;
        this.jvmArguments = jvmArguments;
        this.targets = targets;
    }

    /** Limits of LMDB, RocksDB and MVStore, in the order in which the table was agreed. */
    private static Map<String, Double> each(double lmdb, double rocksdb, double mvstore) {
        return Map.of("lmdb", lmdb, "rocksdb", rocksdb, "mvstore", mvstore);
    }

    private static Map<String, Double> all(double limit) {
        return each(limit, limit, limit);
    }

    private static Map<String, Double> none() {
        return Map.of();
    }

    private static Target least(String id, String title, Unit unit, Map<String, Double> limits) {
        return new Target(id, title, Sense.AT_LEAST, unit, new TreeMap<>(limits));
    }

    private static Target most(String id, String title, Unit unit, Map<String, Double> limits) {
        return new Target(id, title, Sense.AT_MOST, unit, new TreeMap<>(limits));
    }

    /** The line's name. */
    public String id() {
        return id;
    }

    /** What it measures, for people. */
    public String title() {
        return title;
    }

    /** What is to be reached. */
    public List<Target> targets() {
        return targets;
    }

    /** What the JVM that measures it is started with. */
    List<String> jvmArguments() {
        return jvmArguments;
    }

    /** How it is measured. */
    Line measurement() {
        return measurement.get();
    }

    /** A line by its name. */
    public static Optional<TargetLine> find(String id) {
        return Arrays.stream(values()).filter(line -> line.id.equals(id)).findFirst();
    }
}
