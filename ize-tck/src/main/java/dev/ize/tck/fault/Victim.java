package dev.ize.tck.fault;

import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The process that comes to harm: opens a store, checks that it holds what it owes from before, and goes on from there
 * in several lanes at once until the end comes.
 */
final class Victim {
    /** How many lanes write at once. */
    static final int LANES = 3;

    /** First word of the line before anything is touched. */
    static final String OPENING = "opening";

    /** Line of a process that has found the copy, if there was to be one, as it is owed. */
    static final String SETTLED = "settled";

    /** First word of the line that follows the checks, with the number of steps found in each lane. */
    static final String CHECKED = "checked";

    /** First word of a line that acknowledges a step: with the lane, and its number of steps. */
    static final String DONE = "done";

    /** First word of a line that says how many steps of each lane were there when a synchronisation began that ended. */
    static final String SYNCED = "synced";

    /** First words of the lines around an upkeep, with its name. */
    static final String BEGUN = "begun";

    static final String ENDED = "ended";

    /** First word of the line of a lane that can write no more. */
    static final String STOPPED = "stopped";

    /** Line of a process that has done all that it was to do. */
    static final String OVER = "over";

    private static final long MAX_MILLIS_BETWEEN_SYNCS = 200;
    private static final long MAX_MILLIS_BETWEEN_UPKEEPS = 50;

    /** What the process does once it has checked the store. */
    enum Mode {
        /** Writes until it ends. */
        WRITE,
        /** Writes, and collects, compacts and copies beside that, until it ends. */
        KEEP_UP,
        /** Closes the store and migrates it, and waits for its end. */
        MIGRATE,
        /** Takes one more step in each lane, checks again and closes. */
        LAST
    }

    private final Subject subject;
    private final FileSystemStorage storage;
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicIntegerArray steps = new AtomicIntegerArray(LANES);

    private Victim(Subject subject, FileSystemStorage storage) {
        this.subject = subject;
        this.storage = storage;
    }

    /** A subject, a mode, and what is owed. */
    public static void main(String[] arguments) throws Exception {
        Talk.say(OPENING);
        try {
            Subject subject = Subject.parse(arguments);
            Mode mode = Mode.valueOf(arguments[Subject.ARGUMENTS]);
            run(subject, mode, Owed.parse(arguments, Subject.ARGUMENTS + 1));
        } catch (RuntimeException | Error e) {
            Talk.sayWrong(e);
        }
    }

    private static void run(Subject subject, Mode mode, Owed owed) throws InterruptedException {
        CopyPlace copy = new CopyPlace(subject);
        copy.settle(owed);
        try (FileSystemStorage storage = subject.open()) {
            Victim victim = new Victim(subject, storage);
            victim.check(owed);
            copy.settleBeside(storage);
            Talk.say(CHECKED + " " + victim.stepsText());
            switch (mode) {
                case WRITE -> victim.write();
                case KEEP_UP -> victim.keepUp(copy);
                case LAST -> victim.takeALastStep();
                case MIGRATE -> {}
            }
        }
        if (mode == Mode.MIGRATE) {
            say(BEGUN, Upkeep.MIGRATE);
            Upkeep.migrate(subject, copy);
            say(ENDED, Upkeep.MIGRATE);
            awaitTheEnd();
        }
        Talk.say(OVER);
    }

    private void check(Owed owed) {
        for (int number = 0; number < LANES; number++) {
            int durable = owed.durable().get(number);
            lanes.add(subject.find(storage, number, durable, owed.acknowledged().get(number)));
            steps.set(number, lanes.get(number).steps());
        }
        Survey.requireSound(storage);
    }

    private String stepsText() {
        List<Integer> numbers = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            numbers.add(steps.get(lane));
        }
        return Owed.text(numbers);
    }

    private void takeALastStep() {
        for (Lane lane : lanes) {
            lane.run(storage);
            List<Finding> findings = Survey.of(storage, lane);
            if (!findings.isEmpty()) {
                throw new AssertionError("after one more step: " + findings);
            }
        }
        Survey.requireSound(storage);
    }

    private void write() throws InterruptedException {
        startWriting();
        awaitTheEnd();
    }

    private void keepUp(CopyPlace copy) throws InterruptedException {
        startWriting();
        start("upkeep", () -> keepUp(copy, random("upkeep")));
        awaitTheEnd();
    }

    private void startWriting() {
        for (Lane lane : lanes) {
            start(lane.name(), () -> write(lane));
        }
        if (subject.durability() == Durability.BUFFERED) {
            start("sync", () -> sync(random("sync")));
        }
    }

    private static void awaitTheEnd() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Work that goes on until the storage refuses it. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (StorageException e) {
                        Talk.say(STOPPED + " " + name + " " + e);
                    } catch (InterruptedException | RuntimeException | Error e) {
                        Talk.sayWrong(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private SplittableRandom random(String purpose) {
        return new SplittableRandom(
                subject.seed() + 31L * purpose.hashCode() + stepsText().hashCode());
    }

    private void write(Lane lane) {
        while (true) {
            lane.run(storage);
            steps.set(lane.number(), lane.steps());
            Talk.say(DONE + " " + lane.number() + " " + lane.steps());
        }
    }

    private void sync(SplittableRandom random) throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(random.nextLong(MAX_MILLIS_BETWEEN_SYNCS));
            String before = stepsText();
            storage.sync();
            Talk.say(SYNCED + " " + before);
        }
    }

    /** At most one copy, so that the next process finds it. */
    private void keepUp(CopyPlace copy, SplittableRandom random) throws InterruptedException {
        List<Upkeep> rest = new ArrayList<>(Upkeep.OF_OPEN_STORES);
        while (true) {
            TimeUnit.MILLISECONDS.sleep(random.nextLong(MAX_MILLIS_BETWEEN_UPKEEPS));
            Upkeep next = rest.get(random.nextInt(rest.size()));
            say(BEGUN, next);
            next.run(storage, copy);
            say(ENDED, next);
            if (next.makesACopy()) {
                rest.remove(next);
            }
        }
    }

    private static void say(String word, Upkeep upkeep) {
        Talk.say(word + " " + upkeep);
    }
}
