package dev.ize.tck.fault;

import dev.ize.spi.FileSystemStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The process that is killed: opens a store, checks that it holds what was acknowledged before, and goes on from
 * there in several lanes at once until the end comes.
 *
 * <p>It prints {@code checked} with the number of steps that it found in each lane, {@code done} with a lane and
 * its number of steps after each acknowledgement, and {@code wrong} or {@code died} with what must not be.
 */
final class KillVictim {
    /** How many lanes write at once. */
    static final int LANES = 3;

    /** Says that the process is to check, take one more step in each lane, check again and end. */
    static final String LAST = "last";

    private final Subject subject;
    private final FileSystemStorage storage;
    private final List<Lane> lanes = new ArrayList<>();

    private KillVictim(Subject subject, FileSystemStorage storage) {
        this.subject = subject;
        this.storage = storage;
    }

    /** A subject, a mode, and the acknowledged steps of each lane. */
    public static void main(String[] arguments) throws Exception {
        Subject subject = Subject.parse(arguments);
        try (FileSystemStorage storage = subject.open()) {
            KillVictim victim = new KillVictim(subject, storage);
            for (int number = 0; number < LANES; number++) {
                int acknowledged = Integer.parseInt(arguments[Subject.ARGUMENTS + 1 + number]);
                victim.lanes.add(victim.find(number, acknowledged));
            }
            victim.sayChecked();
            if (arguments[Subject.ARGUMENTS].equals(LAST)) {
                victim.takeALastStep();
            } else {
                victim.goOn();
            }
        } catch (RuntimeException | Error e) {
            die(e);
        }
    }

    /** The lane as the store shows it: with the acknowledged steps, or also the one that was under way. */
    private Lane find(int number, int acknowledged) {
        Lane lane = subject.lane(number, acknowledged);
        List<Finding> without = Survey.of(storage, lane);
        if (without.isEmpty()) {
            return lane;
        }
        Lane further = subject.lane(number, acknowledged + 1);
        List<Finding> with = Survey.of(storage, further);
        if (with.isEmpty()) {
            return further;
        }
        throw new AssertionError("lane " + number + " is not as after step " + acknowledged + ": " + first(without)
                + ", and not as after the next: " + first(with));
    }

    private static List<Finding> first(List<Finding> findings) {
        return findings.subList(0, Math.min(4, findings.size()));
    }

    private void sayChecked() {
        StringBuilder line = new StringBuilder("checked");
        lanes.forEach(lane -> line.append(' ').append(lane.steps()));
        say(line.toString());
    }

    private void takeALastStep() {
        for (Lane lane : lanes) {
            lane.run(storage);
            List<Finding> findings = Survey.of(storage, lane);
            if (!findings.isEmpty()) {
                throw new AssertionError("after one more step: " + first(findings));
            }
        }
        say("ended");
    }

    private void goOn() throws InterruptedException {
        for (Lane lane : lanes) {
            Thread thread = new Thread(() -> goOn(lane), lane.name());
            thread.setDaemon(true);
            thread.start();
        }
        new CountDownLatch(1).await();
    }

    private void goOn(Lane lane) {
        try {
            while (true) {
                lane.run(storage);
                say("done " + lane.number() + " " + lane.steps());
            }
        } catch (RuntimeException | Error e) {
            die(e);
        }
    }

    private static void die(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace()).limit(6).toList().toString();
        say((failure instanceof AssertionError ? "wrong " : "died ") + failure + " " + where);
        Runtime.getRuntime().halt(3);
    }

    /** In one write, so that a line is there whole or not at all. */
    private static synchronized void say(String line) {
        byte[] bytes = (line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
