package dev.ize.tck.fault;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.RetryableException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Writes to a small disk until it is full, reads, makes room, and writes on; says what the storage did.
 *
 * <p>The store's directory is on the disk, beside a file of ballast.
 */
final class FullDiskVictim {
    private static final int BALLAST_BYTES = 32 << 20;
    private static final int MAX_STEPS = 2_000;
    private static final int STEPS_BETWEEN_READS = 100;
    private static final int STEPS_AFTERWARDS = 20;

    /** How long an engine may need to notice that there is room again. */
    private static final long RECOVERY_SECONDS = 30;

    private final Subject subject;
    private FileSystemStorage storage;
    private Lane lane;

    private FullDiskVictim(Subject subject) {
        this.subject = subject;
        lane = subject.lane(0, 0);
        storage = subject.open();
    }

    /** A subject. */
    public static void main(String[] arguments) {
        try {
            Subject subject = Subject.parse(arguments);
            Path ballast = subject.store().resolveSibling("ballast");
            Files.write(ballast, new byte[BALLAST_BYTES]);
            FullDiskVictim victim = new FullDiskVictim(subject);
            String said = victim.fill();
            Files.delete(ballast);
            Talk.say("result " + said + ", " + victim.goOn());
            victim.storage.close();
        } catch (Exception | Error e) {
            Talk.sayWrong(e);
        }
    }

    private String fill() {
        while (lane.steps() < MAX_STEPS) {
            try {
                lane.run(storage);
            } catch (StorageFailedException e) {
                return failed(e);
            } catch (RetryableException e) {
                require(Survey.ofHeads(storage, lane));
                return e.getClass().getSimpleName() + " reads go on";
            }
            if (lane.steps() % STEPS_BETWEEN_READS == 0) {
                require(Survey.ofHeads(storage, lane));
            }
        }
        throw new AssertionError("The disk never became full");
    }

    /** The storage must refuse everything; what was acknowledged can be read once it is open again. */
    private String failed(StorageFailedException failure) {
        try {
            storage.mainBranch().head();
            throw new AssertionError("A failed storage answers", failure);
        } catch (StorageFailedException e) {
            storage.close();
        }
        return "StorageFailedException (" + failure.getMessage() + ") refuses everything";
    }

    private String goOn() throws InterruptedException {
        String how = "goes on";
        if (isFailed()) {
            storage = subject.open();
            lane = subject.find(storage, 0, lane.steps());
            how = "goes on after opening again";
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS);
        int end = lane.steps() + STEPS_AFTERWARDS;
        while (lane.steps() < end) {
            Optional<RetryableException> refused = runUnlessRefused();
            if (refused.isPresent() && System.nanoTime() > deadline) {
                throw new AssertionError("There is room again, and writes are refused", refused.get());
            } else if (refused.isPresent()) {
                Thread.sleep(200);
            }
        }
        require(Survey.ofHeads(storage, lane));
        storage.close();
        storage = subject.open();
        require(Survey.of(storage, lane));
        return how + " steps=" + lane.steps();
    }

    private boolean isFailed() {
        try {
            return storage.branches().isEmpty();
        } catch (StorageException e) {
            return true;
        }
    }

    private Optional<RetryableException> runUnlessRefused() {
        try {
            lane.run(storage);
            return Optional.empty();
        } catch (RetryableException e) {
            return Optional.of(e);
        }
    }

    private static void require(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new AssertionError("The store is not as its record: " + findings);
        }
    }
}
