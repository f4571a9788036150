package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Cuts the power of the disk under processes, a few times over each store, and has the next one check the store.
 *
 * <p>A process is stopped a moment before, as its processor would be: on Linux 6.18 a flush that is under way while a file
 * system is shut down may say that it succeeded. Of 60 shutdowns under a C program that did nothing else, 8 took what
 * had been flushed on XFS and 3 on ext4; none of 120 did where the program was stopped first.
 */
final class PowerCuts {
    /** What the processes over one store do. */
    private static final List<Victim.Mode> MODES = List.of(
            Victim.Mode.WRITE, Victim.Mode.KEEP_UP, Victim.Mode.WRITE, Victim.Mode.KEEP_UP, Victim.Mode.MIGRATE);

    private static final int MAX_WRITE_BACKS = 4;

    private final Class<? extends EngineProvider> provider;
    private final boolean alwaysDurable;
    private final LoopDisk disk;
    private final Map<String, String> environment;
    private final long seed;
    private final SplittableRandom random;
    private final Ledger.Counts counts = new Ledger.Counts();
    private final Map<Durability, Integer> cuts = new TreeMap<>();

    /**
     * @param alwaysDurable whether the engine makes everything durable that it acknowledges, whatever it is asked for
     * @param environment variables of the processes that are cut off
     */
    PowerCuts(
            Class<? extends EngineProvider> provider,
            boolean alwaysDurable,
            LoopDisk disk,
            Map<String, String> environment,
            long seed) {
        this.provider = provider;
        this.alwaysDurable = alwaysDurable;
        this.disk = disk;
        this.environment = environment;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Runs a number of cuts, each durability in its turn.
     *
     * @throws AssertionError for the first store that does not hold what was promised
     */
    void run(int count) throws InterruptedException, IOException {
        for (int store = 0; cuts() < count; store++) {
            Durability durability = store % 2 == 0 ? Durability.SYNC : Durability.BUFFERED;
            Path path = disk.root().resolve("made").resolve("anew").resolve("store");
            Subject subject = new Subject(provider, Flaw.NONE, path, durability, seed + store, Sizes.MEDIUM);
            Ledger ledger = new Ledger(alwaysDurable || durability == Durability.SYNC, counts);
            disk.erase();
            try {
                for (int i = 0; i < MODES.size() && cuts() < count; i++) {
                    cut(subject, MODES.get(i), ledger);
                }
                check(subject, ledger);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + summary() + " durability=" + durability, e);
            }
        }
    }

    int cuts() {
        return cuts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What was run, for a report. */
    String summary() {
        return "cuts=" + cuts + " " + counts + " seed=" + seed;
    }

    private void cut(Subject subject, Victim.Mode mode, Ledger ledger) throws InterruptedException, IOException {
        disk.mount();
        try (VictimProcess process = VictimProcess.start(subject, mode, ledger, environment)) {
            process.awaitMoment(random);
            disturb(subject.store());
            process.readOn();
            ledger.noteHarm();
            process.stop();
            disk.cut();
            cuts.merge(subject.durability(), 1, Integer::sum);
            process.kill();
        }
        disk.unmount();
    }

    /** Has the system write something of its own accord, as it may at any time and in any order. */
    private void disturb(Path store) throws IOException {
        int choice = random.nextInt(4);
        if (choice == 0) {
            disk.flushAnotherFile();
        } else if (choice == 1 && Files.exists(store)) {
            List<Path> files = Directories.contents(store).stream()
                    .filter(Files::isRegularFile)
                    .toList();
            for (int i = 1 + random.nextInt(MAX_WRITE_BACKS); i > 0 && !files.isEmpty(); i--) {
                Path file = files.get(random.nextInt(files.size()));
                long length = Files.exists(file) ? Files.size(file) : 0;
                if (length > 0) {
                    disk.writeBack(file, random.nextLong(length), 1 + random.nextLong(length));
                }
            }
        }
    }

    private void check(Subject subject, Ledger ledger) throws InterruptedException {
        disk.mount();
        try (VictimProcess process = VictimProcess.start(subject, Victim.Mode.LAST, ledger, environment)) {
            process.awaitOver();
        }
        disk.unmount();
    }
}
