package dev.ize.bench.targets;

import dev.ize.bench.history.Archive;
import dev.ize.bench.history.JGitRepository;
import dev.ize.bench.history.Release;
import dev.ize.bench.measure.EngineCalls;
import dev.ize.bench.page.Unit;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Small files by their paths: at random past points, beside JGit; in a file of very many versions; at the heads of forks.
 *
 * <p>Every read is timed by itself, from asking the branch for the point to having the bytes.
 */
final class ReadLine implements Line {
    private static final int FORKS_OF_EACH_OTHER = 16;
    private static final String HEAD = "head";
    private static final String PAST = "past";
    private static final String FIRST = "first";
    private static final String VERSIONS = "versions";
    private static final String FORK_16 = "fork-16";
    private static final String FORKS_1000 = "forks-1000";
    private static final String JGIT = "jgit";

    private final SplittableRandom random = new SplittableRandom(7);

    /** One read, and what it must give. */
    private record Read(Reader reader, byte[] expected) {}

    private interface Reader {
        byte[] read() throws Exception;
    }

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        SmallFileSeries series = new SmallFileSeries(scene.size(1000, 20), 10);
        Map<String, Latencies> sides = new LinkedHashMap<>();
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (String engine : scene.engines()) {
                open.add(addEngine(scene, engine, series, sides));
            }
            Archive jgit = record(scene, series);
            open.add(jgit);
            sides.put(JGIT, new Latencies(reads(scene, series, jgit)));
            for (Latencies side : sides.values()) {
                side.check();
            }
            Turns turns = new Turns();
            sides.forEach((name, side) -> turns.add(name, side::measure));
            turns.run(scene.size(3, 0), 0);
            sides.values().forEach(Latencies::forget);
            turns.run(0, scene.size(9, 2));
            for (String engine : scene.engines()) {
                report(engine, sides, findings);
            }
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
        }
    }

    private AutoCloseable addEngine(Scene scene, String engine, SmallFileSeries series, Map<String, Latencies> sides)
            throws Exception {
        Path directory = scene.directory("read").resolve("store");
        List<Point> points;
        try (FileSystemStorage storage = scene.open(engine, directory, Durability.BUFFERED)) {
            points = series.record(storage.mainBranch());
            fork(scene, storage);
        }
        Path longDirectory = scene.directory("versions").resolve("store");
        int versions = scene.size(100_000, 100);
        LongFile longFile = new LongFile(versions);
        List<Point> longPoints;
        try (FileSystemStorage storage = scene.open(engine, longDirectory, Durability.BUFFERED)) {
            longPoints = longFile.record(storage.mainBranch());
        }
        FileSystemStorage storage = scene.open(engine, directory, Durability.SYNC);
        FileSystemStorage longStorage = scene.open(engine, longDirectory, Durability.SYNC);
        Branch main = storage.mainBranch();
        List<Branch> deep = List.of(storage.branch("fork-" + FORKS_OF_EACH_OTHER));
        List<Branch> many = new ArrayList<>();
        for (int i = 0; i < forks(scene); i++) {
            many.add(storage.branch("many-" + i));
        }
        sides.put(engine + " " + PAST, new Latencies(past(scene, series, () -> main, points)));
        Reopened reopened = new Reopened(scene, engine, storage);
        sides.put(
                engine + " " + FIRST,
                new Latencies(past(scene, series, reopened::mainBranch, points), reopened::reopen));
        sides.put(engine + " " + HEAD, new Latencies(heads(scene, series, List.of(main))));
        sides.put(engine + " " + FORK_16, new Latencies(heads(scene, series, deep)));
        sides.put(engine + " " + FORKS_1000, new Latencies(heads(scene, series, many)));
        sides.put(engine + " " + VERSIONS, new Latencies(longFile.reads(scene, longStorage.mainBranch(), longPoints)));
        return () -> {
            reopened.close();
            storage.close();
            longStorage.close();
        };
    }

    private static int forks(Scene scene) {
        return scene.size(1000, 5);
    }

    /** A lineage of sixteen forks, and a thousand of the head; each gets a file of its own, so that none is empty. */
    private static void fork(Scene scene, FileSystemStorage storage) {
        Branch branch = storage.mainBranch();
        for (int depth = 1; depth <= FORKS_OF_EACH_OTHER; depth++) {
            branch = storage.fork("fork-" + depth, branch.head());
            touch(branch);
        }
        for (int i = 0; i < forks(scene); i++) {
            touch(storage.fork("many-" + i, storage.mainBranch().head()));
        }
    }

    private static void touch(Branch branch) {
        branch.apply(Change.by("bench")
                .create(StorePath.of("/own-" + branch.name()), Content.of(branch.name()))
                .build());
    }

    private int count(Scene scene) {
        return scene.size(2000, 20);
    }

    private List<Read> past(Scene scene, SmallFileSeries series, Supplier<Branch> branch, List<Point> points) {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < count(scene); i++) {
            int version = random.nextInt(points.size());
            int file = random.nextInt(series.files());
            Point point = points.get(version);
            StorePath path = SmallFileSeries.path(file);
            reads.add(new Read(() -> branch.get().at(point).read(path), SmallFileSeries.content(file, version)));
        }
        return reads;
    }

    private List<Read> heads(Scene scene, SmallFileSeries series, List<Branch> branches) {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < count(scene); i++) {
            int file = random.nextInt(series.files());
            Branch branch = branches.get(random.nextInt(branches.size()));
            StorePath path = SmallFileSeries.path(file);
            byte[] expected = SmallFileSeries.content(file, series.versions() - 1);
            reads.add(new Read(() -> branch.head().read(path), expected));
        }
        return reads;
    }

    private Archive record(Scene scene, SmallFileSeries series) throws Exception {
        Archive archive = new JGitRepository(false).create(scene.directory("jgit"));
        Path trees = scene.directory("jgit-trees");
        for (int version = 0; version < series.versions(); version++) {
            Path tree = Files.createDirectory(trees.resolve("version-" + version));
            series.write(version, tree);
            archive.record(new Release("version-" + version, tree));
        }
        archive.upkeep();
        return archive;
    }

    private List<Read> reads(Scene scene, SmallFileSeries series, Archive archive) {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < count(scene); i++) {
            int version = random.nextInt(series.versions());
            int file = random.nextInt(series.files());
            String path = SmallFileSeries.name(file);
            reads.add(new Read(() -> archive.read(version, path), SmallFileSeries.content(file, version)));
        }
        return reads;
    }

    private static void report(String engine, Map<String, Latencies> sides, Findings findings) {
        Latencies past = of(sides, engine + " " + PAST);
        Latencies head = of(sides, engine + " " + HEAD);
        Latencies jgit = of(sides, JGIT);
        Measured own = past.median("Ize");
        findings.add(Finding.of("read-p50", "", engine, own).with(past.calls()));
        findings.add(Finding.of("read-p99", "", engine, past.almostAll("Ize")));
        findings.add(Finding.timesBetter("read-jgit", "", engine, own, jgit.median("JGit")));
        Latencies first = of(sides, engine + " " + FIRST);
        findings.add(Finding.of("read-first", "", engine, first.median("Ize")).with(first.calls()));
        Latencies versions = of(sides, engine + " " + VERSIONS);
        findings.add(Finding.ratio("read-versions", "", engine, versions.median("very many versions"), own)
                .with(versions.calls()));
        Measured depth0 = head.median("depth 0");
        Latencies deep = of(sides, engine + " " + FORK_16);
        findings.add(Finding.ratio("read-fork-16", "", engine, deep.median("depth 16"), depth0)
                .with(deep.calls()));
        Latencies many = of(sides, engine + " " + FORKS_1000);
        findings.add(Finding.ratio("read-forks-1000", "", engine, many.median("one of many"), depth0)
                .with(many.calls()));
    }

    private static Latencies of(Map<String, Latencies> sides, String name) {
        Latencies side = sides.get(name);
        if (side == null) {
            throw new IllegalStateException("No side is called " + name);
        }
        return side;
    }

    /** A file of very many versions, made ten by a change, after each of which there is a point. */
    private record LongFile(int versions) {
        private static final int VERSIONS_A_CHANGE = 10;
        private static final int FILE = 1;

        List<Point> record(Branch branch) {
            branch.apply(Change.by("bench")
                    .createDirectory(StorePath.of("/a"))
                    .createDirectory(StorePath.of("/a/b"))
                    .createDirectory(StorePath.of("/a/b/c"))
                    .createDirectory(SmallFileSeries.path(FILE).parent().orElseThrow())
                    .create(SmallFileSeries.path(FILE), Content.of(SmallFileSeries.content(FILE, 0)))
                    .build());
            List<Point> points = new ArrayList<>();
            for (int done = 0; done < versions; done += VERSIONS_A_CHANGE) {
                Change.Builder change = Change.by("bench");
                for (int version = done + 1; version <= done + VERSIONS_A_CHANGE; version++) {
                    change.replace(SmallFileSeries.path(FILE), Content.of(SmallFileSeries.content(FILE, version)));
                }
                points.add(branch.apply(change.build()).point());
            }
            return points;
        }

        List<Read> reads(Scene scene, Branch branch, List<Point> points) {
            SplittableRandom places = new SplittableRandom(3);
            List<Read> reads = new ArrayList<>();
            StorePath path = SmallFileSeries.path(FILE);
            for (int i = 0; i < scene.size(2000, 20); i++) {
                int place = places.nextInt(points.size());
                Point point = points.get(place);
                byte[] expected = SmallFileSeries.content(FILE, (place + 1) * VERSIONS_A_CHANGE);
                reads.add(new Read(() -> branch.at(point).read(path), expected));
            }
            return reads;
        }
    }

    /** A copy of a store, opened anew before each turn, so that it remembers nothing of what it is asked for. */
    private static final class Reopened implements AutoCloseable {
        private final Scene scene;
        private final String engine;
        private final Path directory;
        private FileSystemStorage storage;

        Reopened(Scene scene, String engine, FileSystemStorage original) throws IOException {
            this.scene = scene;
            this.engine = engine;
            this.directory = scene.directory("first").resolve("store");
            original.copyTo(directory, Progress.NONE);
            this.storage = scene.open(engine, directory, Durability.SYNC);
        }

        void reopen() {
            storage.close();
            storage = scene.open(engine, directory, Durability.SYNC);
        }

        Branch mainBranch() {
            return storage.mainBranch();
        }

        @Override
        public void close() {
            storage.close();
        }
    }

    /** The times of the same reads, again and again. */
    private static final class Latencies {
        private static final double ALMOST_ALL = 0.99;

        private final List<Read> reads;
        private final Runnable before;
        private final List<Double> medians = new ArrayList<>();
        private final List<Double> almostAll = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        Latencies(List<Read> reads) {
            this(reads, () -> {});
        }

        /**
         * Times of reads.
         *
         * @param before is run before each turn, untimed
         */
        Latencies(List<Read> reads, Runnable before) {
            this.reads = reads;
            this.before = before;
        }

        /** Compares what is read with what was recorded, and counts the calls of the engine meanwhile. */
        void check() throws Exception {
            EngineCalls.start();
            for (Read read : reads) {
                if (!Arrays.equals(read.reader().read(), read.expected())) {
                    throw new IllegalStateException("A file is read with other bytes than it was recorded with");
                }
            }
            EngineCalls.stop();
            calls.add("engine calls a read: " + EngineCalls.text(reads.size()));
        }

        /** Times each read, and gives the median. */
        double measure() throws Exception {
            before.run();
            long[] nanos = new long[reads.size()];
            for (int i = 0; i < nanos.length; i++) {
                Reader reader = reads.get(i).reader();
                long start = System.nanoTime();
                byte[] bytes = reader.read();
                nanos[i] = System.nanoTime() - start;
                if (bytes.length != reads.get(i).expected().length) {
                    throw new IllegalStateException("A file is read with another length than it was recorded with");
                }
            }
            Arrays.sort(nanos);
            double median = nanos[nanos.length / 2];
            medians.add(median);
            almostAll.add((double) nanos[(int) (nanos.length * ALMOST_ALL)]);
            return median;
        }

        /** What was measured so far was to warm up. */
        void forget() {
            medians.clear();
            almostAll.clear();
        }

        Measured median(String what) {
            return new Measured(what, Unit.NANOSECONDS, medians);
        }

        Measured almostAll(String what) {
            return new Measured(what, Unit.NANOSECONDS, almostAll);
        }

        List<String> calls() {
            return calls;
        }
    }
}
