package dev.ize.tck.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@link Victim} as the test that harms it sees it. All that it says goes to a ledger. */
final class VictimProcess implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 180_000;

    /** One harm in this many comes at any moment, most of which belong to the start of the JVM and to opening. */
    private static final int EARLY_ONE_IN = 4;

    private static final long MAX_EARLY_MILLIS = 900;

    /** How long a process may write before it is harmed although it has not acknowledged enough. */
    private static final long WRITING_MILLIS = 1_000;

    private static final int MAX_STEPS = 30;
    private static final int MAX_UPKEEPS = 3;
    private static final long MAX_MICROS_AFTER_A_STEP = 20_000;

    /** Upkeep takes from a millisecond to a second: every order of time has the same chance, up to 0.26 s. */
    private static final int MAX_LOG_MICROS_AFTER_A_BEGINNING = 18;

    private final Victim.Mode mode;
    private final Ledger ledger;
    private final ChildJvm child;

    private VictimProcess(Victim.Mode mode, Ledger ledger, ChildJvm child) {
        this.mode = mode;
        this.ledger = ledger;
        this.child = child;
    }

    /** @param environment variables that the process has beside this one's */
    static VictimProcess start(Subject subject, Victim.Mode mode, Ledger ledger, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(subject.arguments());
        arguments.add(mode.name());
        arguments.addAll(ledger.owed().arguments());
        ChildJvm child = ChildJvm.start(List.of(), environment, Victim.class, arguments.toArray(String[]::new));
        return new VictimProcess(mode, ledger, child);
    }

    /**
     * Waits for a moment to do harm: before the store has been checked, or at random amid what the process then does.
     *
     * @throws AssertionError if something is wrong before
     */
    void awaitMoment(SplittableRandom random) throws InterruptedException {
        if (random.nextInt(EARLY_ONE_IN) == 0) {
            awaitLines(line -> false, 1, random.nextLong(MAX_EARLY_MILLIS));
            return;
        }
        awaitChecked();
        if (mode == Victim.Mode.WRITE) {
            awaitLines(line -> line.startsWith(Victim.DONE), random.nextInt(MAX_STEPS), WRITING_MILLIS);
            TimeUnit.MICROSECONDS.sleep(random.nextLong(MAX_MICROS_AFTER_A_STEP));
        } else {
            int upkeeps = mode == Victim.Mode.MIGRATE ? 1 : 1 + random.nextInt(MAX_UPKEEPS);
            awaitLines(line -> line.startsWith(Victim.BEGUN), upkeeps, PATIENCE_MILLIS);
            TimeUnit.MICROSECONDS.sleep(random.nextLong(1L << random.nextInt(MAX_LOG_MICROS_AFTER_A_BEGINNING)));
        }
    }

    private void awaitChecked() throws InterruptedException {
        if (!awaitLines(line -> line.startsWith(Victim.CHECKED), 1, PATIENCE_MILLIS)) {
            throw new AssertionError("A process did not open the store in time, or ended");
        }
    }

    /** Waits for a number of lines of a kind, for some time; whether they all came. */
    private boolean awaitLines(Predicate<String> kind, int count, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        int seen = 0;
        for (long left = millis; seen < count && left > 0 && !child.hasEnded(); left = millisUntil(deadline)) {
            Optional<String> line = child.nextLine(left);
            if (line.isPresent()) {
                read(line.get());
                seen += kind.test(line.get()) ? 1 : 0;
            }
        }
        return seen >= count;
    }

    private static long millisUntil(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    /** Reads what has been said until now. */
    void readOn() throws InterruptedException {
        for (Optional<String> line = child.nextLine(0); line.isPresent(); line = child.nextLine(0)) {
            read(line.get());
        }
    }

    private void read(String line) {
        if (line.startsWith(Talk.WRONG) || line.startsWith(Victim.STOPPED)) {
            throw new AssertionError(line);
        }
        ledger.read(line);
    }

    /** Has the process do nothing any more; it is still to be killed. */
    void stop() throws InterruptedException {
        child.stop();
    }

    /**
     * Kills the process and reads the rest of what it said.
     *
     * @throws AssertionError if it had ended by itself, or something is wrong
     */
    void kill() throws InterruptedException {
        child.kill();
        List<String> rest = new ArrayList<>();
        int status = child.await(PATIENCE_MILLIS, rest);
        rest.forEach(this::read);
        if (status != ChildJvm.KILLED) {
            throw new AssertionError("A process ended by itself with status " + status + " " + rest);
        }
    }

    /**
     * Waits until the process has done all that it was to do.
     *
     * @throws AssertionError if it does not, or something is wrong
     */
    void awaitOver() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        int status = child.await(PATIENCE_MILLIS, lines);
        lines.forEach(this::read);
        if (status != 0 || !lines.contains(Victim.OVER)) {
            throw new AssertionError("A process that checks ended with status " + status + " " + lines);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
