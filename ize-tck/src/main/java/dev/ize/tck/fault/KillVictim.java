package dev.ize.tck.fault;

import dev.ize.spi.FileSystemStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The process that is killed: opens a store, checks that it holds what was acknowledged before, and goes on from
 * there in several lanes at once until the end comes.
 *
 * <p>It prints {@code checked} with the number of steps that it found in each lane, {@code done} with a lane and
 * its number of steps after each acknowledgement, and {@code wrong} with what must not be.
 */
final class KillVictim {
    /** How many lanes write at once. */
    static final int LANES = 3;

    /** Says that the process is to check, take one more step in each lane, check again and end. */
    static final String LAST = "last";

    private final FileSystemStorage storage;
    private final List<Lane> lanes = new ArrayList<>();

    private KillVictim(FileSystemStorage storage) {
        this.storage = storage;
    }

    /** A subject, a mode, and the acknowledged steps of each lane. */
    public static void main(String[] arguments) throws Exception {
        Subject subject = Subject.parse(arguments);
        try (FileSystemStorage storage = subject.open()) {
            KillVictim victim = new KillVictim(storage);
            for (int number = 0; number < LANES; number++) {
                int acknowledged = Integer.parseInt(arguments[Subject.ARGUMENTS + 1 + number]);
                victim.lanes.add(subject.find(storage, number, acknowledged));
            }
            victim.sayChecked();
            if (arguments[Subject.ARGUMENTS].equals(LAST)) {
                victim.takeALastStep();
            } else {
                victim.goOn();
            }
        } catch (RuntimeException | Error e) {
            Talk.sayWrong(e);
        }
    }

    private void sayChecked() {
        StringBuilder line = new StringBuilder("checked");
        lanes.forEach(lane -> line.append(' ').append(lane.steps()));
        Talk.say(line.toString());
    }

    private void takeALastStep() {
        for (Lane lane : lanes) {
            lane.run(storage);
            List<Finding> findings = Survey.of(storage, lane);
            if (!findings.isEmpty()) {
                throw new AssertionError("after one more step: " + findings);
            }
        }
        Talk.say("ended");
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
                Talk.say("done " + lane.number() + " " + lane.steps());
            }
        } catch (RuntimeException | Error e) {
            Talk.sayWrong(e);
        }
    }
}
