package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Kills processes at random moments, a few times over each store, and has the next one check the store. */
final class Kills {
    /** What the processes that are killed over one store do. */
    private static final List<Victim.Mode> MODES = List.of(
            Victim.Mode.WRITE, Victim.Mode.KEEP_UP, Victim.Mode.WRITE, Victim.Mode.KEEP_UP, Victim.Mode.MIGRATE);

    private final Class<? extends EngineProvider> provider;
    private final Flaw flaw;
    private final Path directory;
    private final long seed;
    private final SplittableRandom random;
    private final Ledger.Counts counts = new Ledger.Counts();
    private int kills;

    Kills(Class<? extends EngineProvider> provider, Flaw flaw, Path directory, long seed) {
        this.provider = provider;
        this.flaw = flaw;
        this.directory = directory;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Runs a number of kills.
     *
     * @throws AssertionError for the first store that is not what was acknowledged, or a process that ended by
     *     itself
     */
    void run(int count) throws InterruptedException {
        for (int store = 0; kills < count; store++) {
            Ledger ledger = new Ledger(true, counts);
            try {
                for (int i = 0; i < MODES.size() && kills < count; i++) {
                    kill(subject(store), MODES.get(i), ledger);
                }
                check(subject(store), ledger);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + summary() + " provider=" + provider.getName(), e);
            }
            Directories.delete(subject(store).store());
        }
    }

    /** What was run, for a report. */
    String summary() {
        return "kills=" + kills + " " + counts + " seed=" + seed;
    }

    private Subject subject(int store) {
        Durability durability = random.nextBoolean() ? Durability.SYNC : Durability.BUFFERED;
        Path path = directory.resolve("store-" + store);
        return new Subject(provider, flaw, path, durability, seed + store, Sizes.LARGE);
    }

    private void kill(Subject subject, Victim.Mode mode, Ledger ledger) throws InterruptedException {
        try (VictimProcess process = VictimProcess.start(subject, mode, ledger, Map.of())) {
            process.awaitMoment(random);
            process.readOn();
            ledger.noteHarm();
            process.kill();
            kills++;
        }
    }

    private static void check(Subject subject, Ledger ledger) throws InterruptedException {
        try (VictimProcess process = VictimProcess.start(subject, Victim.Mode.LAST, ledger, Map.of())) {
            process.awaitOver();
        }
    }
}
