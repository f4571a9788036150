package dev.ize.bench.storage;

import static dev.ize.bench.plan.Profile.FULL;
import static dev.ize.bench.plan.Profile.SHORT;
import static dev.ize.bench.plan.Profile.SMOKE;

import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.plan.Workload.Variation;
import java.util.List;

/** The workloads on storages, and which of their cells each profile measures. */
public final class StorageWorkloads {
    private static final Variation SYNC = Variation.of("durability", "SYNC");
    private static final Variation BUFFERED = Variation.of("durability", "BUFFERED");

    private StorageWorkloads() {}

    /** All of them, in the order in which they are measured. */
    public static List<Workload> all() {
        return List.of(
                overwrite(),
                create(),
                change(),
                readSmall(),
                readLarge(),
                readRange(),
                writeInside(),
                list(),
                listBesideDead(),
                historyNewest(),
                historyAll(),
                snapshot(),
                fork(),
                difference(),
                reopen());
    }

    private static Workload overwrite() {
        return of(
                        "overwrite",
                        OperationBenchmark.class,
                        "overwrite",
                        "a change that gives a file of 1 KiB a new content")
                .with(SMOKE, SYNC, BUFFERED, SYNC.by(8))
                .with(SHORT, SYNC, BUFFERED, SYNC.by(8), SYNC.by(64))
                .with(FULL, SYNC, BUFFERED, SYNC.by(8), BUFFERED.by(8), SYNC.by(64), BUFFERED.by(64));
    }

    private static Workload create() {
        return of("create", OperationBenchmark.class, "create", "a change that makes a file of 1 KiB")
                .with(SMOKE, SYNC)
                .with(SHORT, SYNC, BUFFERED)
                .with(FULL, SYNC, BUFFERED, SYNC.by(8), SYNC.by(64));
    }

    private static Workload change() {
        return of("change", ChangeBenchmark.class, "apply", "one change that makes many files of 1 KiB")
                .with(SMOKE, change("SYNC", 10))
                .with(SHORT, change("SYNC", 1000))
                .with(FULL, change("SYNC", 1000), change("BUFFERED", 1000));
    }

    private static Variation change(String durability, int files) {
        return Variation.of("durability", durability, "files", Integer.toString(files));
    }

    private static Workload readSmall() {
        return of(
                        "read-small",
                        SmallFileBenchmark.class,
                        "read",
                        "a random file of 1 KiB read by path: at the head, at a random past point, in forks")
                .with(SMOKE, smallFile("HEAD", 20), smallFile("PAST", 20), smallFile("FORK_16", 20))
                .with(
                        SHORT,
                        smallFile("HEAD", 10_000),
                        smallFile("PAST", 10_000),
                        smallFile("FORK_1", 10_000),
                        smallFile("FORK_16", 10_000))
                .with(
                        FULL,
                        smallFile("HEAD", 100),
                        smallFile("HEAD", 10_000),
                        smallFile("PAST", 10_000),
                        smallFile("FORK_1", 10_000),
                        smallFile("FORK_16", 10_000));
    }

    private static Variation smallFile(String at, int files) {
        return Variation.of("at", at, "files", Integer.toString(files));
    }

    private static Workload readLarge() {
        return largeFile("read-large", "readAll", "a large file read from start to end");
    }

    private static Workload readRange() {
        return largeFile("read-range", "readRange", "64 KiB read from a random place of a large file");
    }

    private static Workload writeInside() {
        return largeFile("write-inside", "writeInside", "a durable change that writes 4 KiB inside a large file");
    }

    private static Workload largeFile(String name, String method, String description) {
        Variation gibibyte = Variation.of("mebibytes", "1024");
        return of(name, LargeFileBenchmark.class, method, description)
                .with(SMOKE, Variation.of("mebibytes", "2"))
                .with(SHORT, gibibyte)
                .with(FULL, gibibyte);
    }

    private static Workload list() {
        return of("list", ListingBenchmark.class, "list", "all entries of a directory, at the head and in the past")
                .with(SMOKE, listing("HEAD", 20), listing("PAST", 20))
                .with(
                        SHORT,
                        listing("HEAD", 10),
                        listing("HEAD", 1000),
                        listing("PAST", 1000),
                        listing("HEAD", 100_000))
                .with(
                        FULL,
                        listing("HEAD", 10),
                        listing("PAST", 10),
                        listing("HEAD", 1000),
                        listing("PAST", 1000),
                        listing("HEAD", 100_000),
                        listing("PAST", 100_000),
                        beside("FORKS", 1000, 1000, 0),
                        beside("LINEAGE", 1000, 1000, 0));
    }

    private static Workload listBesideDead() {
        return of(
                        "list-beside-dead",
                        ListingBenchmark.class,
                        "list",
                        "1,000 live entries at the head of a directory in which many more have died")
                .with(SMOKE, beside("DEAD_NAMES", 20, 0, 50))
                .with(SHORT, beside("DEAD_NAMES", 1000, 0, 100_000))
                .with(FULL, beside("DEAD_NAMES", 1000, 0, 100_000), beside("DEAD_NAMES", 1000, 0, 1_000_000));
    }

    private static Variation listing(String at, int live) {
        return Variation.of(
                "beside", "NOTHING", "at", at, "live", Integer.toString(live), "branches", "0", "deadNames", "0");
    }

    private static Variation beside(String beside, int live, int branches, int dead) {
        return Variation.of(
                "beside",
                beside,
                "at",
                "HEAD",
                "live",
                Integer.toString(live),
                "branches",
                Integer.toString(branches),
                "deadNames",
                Integer.toString(dead));
    }

    private static Workload historyNewest() {
        return of("history-newest", HistoryBenchmark.class, "newest", "the newest 100 lines of a path's history")
                .with(SMOKE, versions(5))
                .with(SHORT, versions(1000), versions(100_000))
                .with(FULL, versions(10), versions(1000), versions(100_000));
    }

    private static Workload historyAll() {
        return of("history-all", HistoryBenchmark.class, "all", "a path's whole history, a thousand lines a page")
                .with(SMOKE, versions(5))
                .with(SHORT, versions(10), versions(1000))
                .with(FULL, versions(10), versions(1000), versions(100_000));
    }

    private static Variation versions(int count) {
        return Variation.of("versions", Integer.toString(count));
    }

    private static Workload snapshot() {
        return of("snapshot", SnapshotBenchmark.class, "snapshot", "a durable snapshot of a tree")
                .with(SMOKE, files(10))
                .with(SHORT, files(10), files(1_000_000))
                .with(FULL, files(10), files(1_000_000));
    }

    private static Workload fork() {
        return of("fork", SnapshotBenchmark.class, "fork", "a durable fork of a tree")
                .with(SMOKE, files(10))
                .with(SHORT, files(10), files(1_000_000))
                .with(FULL, files(10), files(1_000_000));
    }

    private static Variation files(int count) {
        return Variation.of("files", Integer.toString(count));
    }

    private static Workload difference() {
        return of(
                        "difference",
                        DifferenceBenchmark.class,
                        "difference",
                        "the difference of two points, a line an operation")
                .with(SMOKE, operations(20))
                .with(SHORT, operations(600), operations(100_000))
                .with(FULL, operations(600), operations(100_000));
    }

    private static Variation operations(int count) {
        return Variation.of("operations", Integer.toString(count));
    }

    private static Workload reopen() {
        return of("reopen", ReopenBenchmark.class, "open", "a store opened that was closed in good order")
                .with(SMOKE, files(10))
                .with(SHORT, files(1_000_000))
                .with(FULL, files(10), files(1_000_000));
    }

    private static Workload of(String name, Class<?> benchmark, String method, String description) {
        return Workload.of(Family.STORAGE, name, benchmark, method, description);
    }
}
