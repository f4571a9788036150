package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Kills writing processes at random moments, a few times over each store, and has the next one check the store. */
final class Kills {
    private static final int KILLS_PER_STORE = 5;

    /** How long a process may write before it is killed although it has not acknowledged enough. */
    private static final long WRITING_MILLIS = 1_000;

    private static final long PATIENCE_MILLIS = 180_000;

    private final Class<? extends EngineProvider> provider;
    private final Flaw flaw;
    private final Path directory;
    private final long seed;
    private final SplittableRandom random;

    private int[] acknowledged = new int[KillVictim.LANES];
    private int kills;
    private int killsBeforeTheCheck;
    private int acknowledgements;
    private int stepsUnderWayFound;

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
            acknowledged = new int[KillVictim.LANES];
            for (int i = 0; i < KILLS_PER_STORE && kills < count; i++) {
                kill(subject(store));
            }
            check(subject(store));
        }
    }

    /** What was run, for a report. */
    String summary() {
        return "kills=" + kills + " beforeTheCheckWasDone=" + killsBeforeTheCheck + " acknowledgements="
                + acknowledgements + " stepsUnderWayFoundWhole=" + stepsUnderWayFound + " seed=" + seed;
    }

    private Subject subject(int store) {
        Durability durability = random.nextBoolean() ? Durability.SYNC : Durability.BUFFERED;
        Path path = directory.resolve("store-" + store);
        return new Subject(provider, flaw, path, durability, seed + store, Sizes.LARGE);
    }

    private void kill(Subject subject) throws InterruptedException {
        try (ChildJvm child = start(subject, "go-on")) {
            if (random.nextInt(4) == 0) {
                awaitMoment(child, random.nextLong(900));
            } else {
                awaitChecked(child);
                awaitSteps(child, random.nextInt(30));
                TimeUnit.MICROSECONDS.sleep(random.nextLong(20_000));
            }
            child.kill();
            kills++;
            List<String> rest = new ArrayList<>();
            int status = child.await(PATIENCE_MILLIS, rest);
            rest.forEach(this::read);
            if (status != ChildJvm.KILLED) {
                throw failure("A process ended by itself with status " + status + " " + rest);
            }
        }
    }

    private void check(Subject subject) throws InterruptedException {
        try (ChildJvm child = start(subject, KillVictim.LAST)) {
            List<String> lines = new ArrayList<>();
            int status = child.await(PATIENCE_MILLIS, lines);
            lines.forEach(this::read);
            if (status != 0 || !lines.contains("ended")) {
                throw failure("A process that checks ended with status " + status + " " + lines);
            }
        }
    }

    private ChildJvm start(Subject subject, String mode) {
        List<String> arguments = new ArrayList<>(subject.arguments());
        arguments.add(mode);
        for (int steps : acknowledged) {
            arguments.add(Integer.toString(steps));
        }
        return ChildJvm.start(KillVictim.class, arguments.toArray(String[]::new));
    }

    /** Lets a time pass, wherever the process is then: most of it goes to the start of the JVM and to opening. */
    private void awaitMoment(ChildJvm child, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean checked = false;
        for (long left = millis; left > 0 && !child.hasEnded(); left = millisUntil(deadline)) {
            Optional<String> line = child.nextLine(left);
            checked |= line.filter(it -> it.startsWith("checked")).isPresent();
            line.ifPresent(this::read);
        }
        killsBeforeTheCheck += checked ? 0 : 1;
    }

    private void awaitChecked(ChildJvm child) throws InterruptedException {
        String line = "";
        while (!line.startsWith("checked")) {
            line = child.nextLine(PATIENCE_MILLIS)
                    .orElseThrow(() -> failure("A process did not open the store in time, or ended"));
            read(line);
        }
    }

    private void awaitSteps(ChildJvm child, int steps) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WRITING_MILLIS);
        int seen = 0;
        for (long left = WRITING_MILLIS; seen < steps && left > 0; left = millisUntil(deadline)) {
            Optional<String> line = child.nextLine(left);
            if (line.isPresent()) {
                seen++;
                read(line.get());
            }
        }
    }

    private static long millisUntil(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    private void read(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("done")) {
            acknowledged[Integer.parseInt(words[1])] = Integer.parseInt(words[2]);
            acknowledgements++;
        } else if (words[0].equals("checked")) {
            for (int lane = 0; lane < acknowledged.length; lane++) {
                int found = Integer.parseInt(words[1 + lane]);
                stepsUnderWayFound += found - acknowledged[lane];
                acknowledged[lane] = found;
            }
        } else if (words[0].equals(Talk.WRONG)) {
            throw failure(line);
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError(what + "\n" + summary() + " provider=" + provider.getName());
    }
}
