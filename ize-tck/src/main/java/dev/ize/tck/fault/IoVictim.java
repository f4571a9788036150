package dev.ize.tck.fault;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs lanes in a process whose files fail, each until a step fails or enough are done; or, in a process whose files
 * do not, checks what others have left.
 *
 * <p>It prints {@code run} before each lane, {@code done} with the number of steps after each acknowledgement, {@code stopped} with what a step
 * threw, and {@code checked} for each store that is right.
 */
final class IoVictim {
    /** Steps of the workload. */
    static final int STEPS = 30;

    /** First argument of a process whose files fail. */
    static final String WRITE = "write";

    /** First argument of a process that checks. */
    static final String CHECK = "check";

    /** Variable of the environment with the file that the library reads when it was written. */
    static final String ORDERS = "IZE_IO_ORDERS";

    /** Line before each lane. */
    static final String RUN = "run";

    private static final String NO_ORDERS = "none\n0\n0\n0\n\n\n";

    private IoVictim() {}

    /**
     * {@link #WRITE} and a file of subjects with the orders for each; or {@link #CHECK} and a file of subjects with the
     * acknowledged steps of each.
     */
    public static void main(String[] arguments) {
        try {
            for (String line : Files.readAllLines(Path.of(arguments[1]))) {
                String[] words = line.split("\t", -1);
                if (arguments[0].equals(CHECK)) {
                    check(words);
                } else {
                    run(words);
                }
            }
        } catch (Exception | Error e) {
            Talk.sayWrong(e);
        }
    }

    private static void run(String[] words) throws ClassNotFoundException, IOException {
        Path orders = Path.of(System.getenv(ORDERS));
        Talk.say(RUN);
        List<String> told = List.of(words).subList(Subject.ARGUMENTS, words.length);
        Files.writeString(orders, String.join("\n", told) + "\n");
        write(Subject.parse(words));
        Files.writeString(orders, NO_ORDERS);
    }

    private static void write(Subject subject) {
        Lane lane = subject.lane(0, 0);
        FileSystemStorage storage;
        try {
            storage = subject.open();
        } catch (StorageException e) {
            Talk.say("stopped " + e);
            return;
        }
        try {
            while (lane.steps() < STEPS) {
                lane.run(storage);
                Talk.say("done " + lane.steps());
            }
            storage.sync();
            Talk.say("synced");
        } catch (StorageException e) {
            Talk.say("stopped " + e);
            requireRefusalOrReads(e, storage, lane);
        }
        try {
            storage.close();
        } catch (StorageException e) {
            Talk.say("close: " + e);
        }
    }

    /** After a failure everything is refused; after a refusal the store is as before the step. */
    private static void requireRefusalOrReads(StorageException reason, FileSystemStorage storage, Lane lane) {
        List<Finding> findings = Survey.ofHeads(storage, lane);
        findings.removeIf(finding -> finding.text().contains("StorageFailedException"));
        if (!findings.isEmpty()) {
            throw new AssertionError("After " + reason + ": " + findings, reason);
        }
        if (reason instanceof StorageFailedException) {
            try {
                storage.mainBranch().head();
            } catch (StorageFailedException e) {
                return;
            }
            throw new AssertionError("A failed storage answers", reason);
        }
    }

    private static void check(String[] line) throws ClassNotFoundException {
        Subject subject = Subject.parse(line);
        int acknowledged = Integer.parseInt(line[Subject.ARGUMENTS]);
        Talk.say("checking " + Arrays.toString(line));
        try (FileSystemStorage storage = subject.open()) {
            Lane lane = subject.find(storage, 0, acknowledged);
            lane.run(storage);
            List<Finding> findings = Survey.ofHeads(storage, lane);
            if (!findings.isEmpty()) {
                throw new AssertionError("after one more step: " + findings);
            }
        }
        Talk.say("checked");
    }
}
