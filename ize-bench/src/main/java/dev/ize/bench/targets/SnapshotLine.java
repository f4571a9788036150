package dev.ize.bench.targets;

import dev.ize.bench.floor.BareEngines;
import dev.ize.bench.floor.BareStore;
import dev.ize.bench.measure.EngineCalls;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.bench.page.Unit;
import dev.ize.bench.storage.Text;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names for the head of a small and of a large tree, beside the bare engine's durable commit of one put. */
final class SnapshotLine implements Line {
    private static final int FEW = 10;
    private static final int FILES_A_DIRECTORY = 1000;
    private static final int FILE_BYTES = 32;
    private static final int KEYS = 10_000;
    private static final String BARE = "bare, one put";

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        for (String engine : scene.engines()) {
            try (FreshDirectory directory = scene.passing();
                    FileSystemStorage small =
                            scene.open(engine, directory.path().resolve("small"), Durability.SYNC);
                    FileSystemStorage large =
                            scene.open(engine, directory.path().resolve("large"), Durability.SYNC)) {
                fill(small, FEW);
                fillAndWalk(scene, findings, engine, large);
                if (!BareEngines.ids().contains(engine) || !BareEngines.canRunHere(engine)) {
                    findings.leaveOut("snapshots on " + engine, "The bare engine is not known or cannot run here.");
                    continue;
                }
                try (BareStore bare = BareStore.loaded(engine, true, scene.size(KEYS, 100))) {
                    compare(scene, findings, engine, small, large, bare);
                }
            }
        }
    }

    private static void fillAndWalk(Scene scene, Findings findings, String engine, FileSystemStorage large)
            throws Exception {
        int files = scene.size(1_000_000, 1000);
        double made = Turns.nanos(() -> fill(large, files));
        long[] found = new long[1];
        double walked = Turns.nanos(() -> {
            try (Stream<Entry> entries = large.mainBranch().head().walk(StorePath.ROOT)) {
                found[0] = entries.filter(entry -> entry.node() instanceof Node.File)
                        .count();
            }
        });
        findings.add(Finding.of("tree-256m", "", engine, Measured.once("files walked", Unit.COUNT, (double) found[0]))
                .with(List.of(
                        "made in " + Unit.NANOSECONDS.text(made),
                        "walked in " + Unit.NANOSECONDS.text(walked),
                        "heap at most "
                                + Unit.BYTES.text((double) Runtime.getRuntime().maxMemory()))));
    }

    private static void compare(
            Scene scene,
            Findings findings,
            String engine,
            FileSystemStorage small,
            FileSystemStorage large,
            BareStore bare)
            throws Exception {
        int operations = scene.size(20, 2);
        BarePut put = new BarePut(bare, scene.size(KEYS, 100));
        Names few = new Names(small);
        Names many = new Names(large);
        Turns turns = new Turns()
                .add("snapshot-10", () -> Turns.nanosOfEach(operations, few::snapshot))
                .add("snapshot-1000000", () -> Turns.nanosOfEach(operations, many::snapshot))
                .add(BARE, () -> Turns.nanosOfEach(operations, put::commit))
                .add("fork-10", () -> Turns.nanosOfEach(operations, few::fork))
                .add("fork-1000000", () -> Turns.nanosOfEach(operations, many::fork));
        turns.run(scene.size(20, 0), scene.size(30, 2));
        for (String target : List.of("snapshot-10", "fork-10", "snapshot-1000000", "fork-1000000")) {
            Names names = target.endsWith("-10") ? few : many;
            findings.add(Finding.ratio(
                            target,
                            "",
                            engine,
                            turns.of(target, "Ize", Unit.NANOSECONDS),
                            turns.of(BARE, BARE, Unit.NANOSECONDS))
                    .with(calls(target.startsWith("fork") ? names::fork : names::snapshot)));
        }
        few.check();
        many.check();
    }

    private static List<String> calls(Runnable operation) {
        EngineCalls.start();
        operation.run();
        EngineCalls.stop();
        return List.of("engine calls: " + EngineCalls.text(1));
    }

    /** Tiny files, a thousand in a directory, by one change. */
    private static void fill(FileSystemStorage storage, int files) {
        try (StagedChange stage = storage.mainBranch().stage("bench", "", "")) {
            StorePath directory = StorePath.ROOT;
            for (int i = 0; i < files; i++) {
                if (i % FILES_A_DIRECTORY == 0) {
                    directory = StorePath.ROOT.resolve("directory-" + i / FILES_A_DIRECTORY);
                    stage.add(
                            new Operation.CreateDirectory(directory, Change.DEFAULT_DIRECTORY_MODE, Optional.empty()));
                }
                stage.add(new Operation.CreateFile(
                        directory.resolve("file-" + i),
                        Content.of(Text.bytes(i, FILE_BYTES)),
                        Change.DEFAULT_FILE_MODE,
                        Optional.empty()));
            }
            stage.publish();
        }
    }

    /** Snapshots and forks of the head, numbered. */
    private static final class Names {
        private final FileSystemStorage storage;
        private int snapshots;
        private int forks;

        Names(FileSystemStorage storage) {
            this.storage = storage;
        }

        void snapshot() {
            storage.createSnapshot(
                    "snapshot-" + snapshots++, storage.mainBranch().head(), "");
        }

        void fork() {
            storage.fork("fork-" + forks++, storage.mainBranch().head());
        }

        /** Compares what is there with what was made. */
        void check() {
            int branches = storage.branches().size() - 1;
            if (storage.snapshots().size() != snapshots || branches != forks) {
                throw new IllegalStateException("Not the snapshots and forks that were made");
            }
        }
    }
}
