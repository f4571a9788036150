package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.StagedChange;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.tck.rule.Shows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Verification of storages that are in use finds nothing where nothing is wrong. */
abstract class StorageVerifyLiveContract extends StorageContract {
    /** More than a stage hands to the writer at once. */
    private static final int STAGED = 4500;

    @Test
    @Shows("upkeep-46")
    void stageUnderWayIsNoFinding() {
        create("/before", "x");
        try (StagedChange stage = stage(main())) {
            addFiles(stage);

            VerificationReport report = verify();

            assertThat(report.findings()).isEmpty();
            assertThat(report.checked()).isNotEmpty();
        }
        create("/after", "y");
        assertThat(verify().findings()).as("after the stage was given up").isEmpty();

        try (StagedChange stage = stage(main())) {
            addFiles(stage);
            stage.publish();
        }
        assertThat(verify().findings()).as("after a stage was published").isEmpty();
    }

    @Test
    @Shows("upkeep-46")
    void branchThatWasDeletedAndSweptLeavesNoFinding() {
        create("/a", "1");
        Branch side = storage().fork("side", head());
        for (int i = 0; i < 600; i++) {
            int number = i;
            apply(side, change -> change.create(path("/s" + number), Content.of("side")));
        }
        Branch kept = storage().fork("kept", side.head());
        apply(side, change -> change.delete(path("/s1")));
        apply(kept, change -> change.delete(path("/a")));
        create("/b", "2");
        storage().deleteBranch("side");
        assertThat(verify().findings()).as("while it is swept").isEmpty();
        create("/c", "3");
        reopen();
        assertThat(verify().findings()).as("when what nothing holds is gone").isEmpty();

        storage().deleteBranch("kept");
        create("/d", "4");
        reopen();
        create("/e", "5");
        assertThat(verify().findings()).as("when all is gone").isEmpty();
    }

    @Test
    @Shows("upkeep-46")
    void verificationRunsBesideChangesForksAndDeletions() throws Exception {
        for (int i = 0; i < 300; i++) {
            create("/file" + i, "text " + i);
        }
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeOn(stop));
        try {
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            do {
                assertThat(verify().findings()).isEmpty();
            } while (System.nanoTime() < end);
        } finally {
            stop.set(true);
            writer.join();
        }
        assertThat(verify().findings()).isEmpty();
    }

    private void writeOn(AtomicBoolean stop) {
        for (int round = 0; !stop.get(); round++) {
            String name = "round" + round;
            int number = round;
            Branch branch = storage().fork(name, head());
            for (int i = 0; i < 20; i++) {
                String file = "/file" + (number * 20 + i) % 300;
                apply(change -> change.replace(path(file), Content.of(name)));
                apply(branch, change -> change.delete(path(file)).create(path(file), Content.of(noise(3000, number))));
            }
            apply(change -> change.createDirectory(path("/" + name)).create(path("/" + name + "/x"), Content.of("x")));
            if (number % 3 == 0) {
                storage().createSnapshot("mark" + number, branch.head(), "");
            }
            storage().deleteBranch(name);
            if (number % 6 == 0) {
                storage().deleteSnapshot("mark" + number);
            }
        }
    }

    @Test
    @Shows("upkeep-40")
    void progressHearsEachStepAndEndsTheWorkByThrowing() {
        create("/a", "1");
        List<String> steps = new CopyOnWriteArrayList<>();

        storage().verify(VerificationOptions.full(), (step, done, total) -> steps.add(step));

        assertThat(steps).isNotEmpty();
        Progress refusing = (step, done, total) -> {
            throw new CancellationException("enough");
        };
        assertThatThrownBy(() -> storage().verify(VerificationOptions.full(), refusing))
                .isInstanceOf(CancellationException.class);
        assertThat(verify().findings()).isEmpty();
    }

    private VerificationReport verify() {
        return storage().verify(VerificationOptions.full(), Progress.NONE);
    }

    private static StagedChange stage(Branch branch) {
        return branch.stage("stager", "many", "");
    }

    private static void addFiles(StagedChange stage) {
        for (int i = 0; i < STAGED; i++) {
            stage.add(new Operation.CreateFile(path("/staged" + i), Content.of("text " + i), 0644, Optional.empty()));
        }
    }
}
