package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.tck.engine.Threads;
import dev.ize.tck.rule.Shows;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A staged change is invisible until it is published, and gone without a trace if it is not. */
abstract class StorageStageContract extends StorageContract {
    private static final int MANY = 3000;

    @Test
    @Shows("change-15")
    void stagedOperationsAreSeenByNobodyUntilTheyArePublished() {
        create("/before", "x");
        Point before = head().point();

        try (StagedChange stage = stage(main())) {
            addFiles(stage, MANY);
            assertThat(head().point()).isEqualTo(before);
            assertThat(paths(head())).containsExactly("/before");
            assertThat(main().log(LogQuery.newestFirst(10))).hasSize(1);

            AppliedChange applied = stage.publish();

            assertThat(applied.operations()).isEqualTo(MANY);
            assertThat(head().point()).isEqualTo(applied.point());
            assertThat(head().list(StorePath.ROOT)).hasSize(MANY + 1);
            assertThat(main().at(before).list(StorePath.ROOT)).hasSize(1);
        }
    }

    /**
     * The bytes of an attribute count only once its operation is applied: a thousand of the longest made a batch too
     * large, and the change could not be made at all.
     */
    @Test
    @Shows("change-16")
    void stageTakesManyOperationsWithLongValues() {
        create("/file", "x");
        StorePath file = StorePath.of("/file");
        byte[] value = new byte[Operation.SetExtendedAttribute.MAX_VALUE_BYTES];

        try (StagedChange stage = stage(main())) {
            for (int i = 0; i < 300; i++) {
                stage.add(new Operation.SetExtendedAttribute(file, Name.of("a" + i), value));
            }
            stage.publish();
        }

        assertThat(head().extendedAttributes(file)).hasSize(300);
    }

    /** A caller that caught the refusal and went on published the change without the operation. */
    @Test
    @Shows("change-18")
    void stageDoesNotGoOnWithoutAContentThatCannotBeUsed() {
        create("/file", "x");
        Content closed = head().content(StorePath.of("/file"));
        ((StoredContent) closed).close();

        try (StagedChange stage = stage(main())) {
            stage.add(new Operation.CreateDirectory(StorePath.of("/directory"), 0755, Optional.empty()));
            assertThatThrownBy(() ->
                            stage.add(new Operation.ReplaceContent(StorePath.of("/file"), closed, Optional.empty())))
                    .isInstanceOf(ChangeRefusedException.class);

            assertThatThrownBy(stage::publish).isInstanceOf(ChangeRefusedException.class);
        }
        assertThat(paths(head())).containsExactly("/file");
    }

    @Test
    @Shows("change-16")
    void publishedStageIsOneChangeInTheLog() {
        try (StagedChange stage = main().stage("importer", "all of it", "session-1")) {
            addFiles(stage, 3);
            stage.publish();
        }

        List<LoggedOperation> log = main().log(LogQuery.oldestFirst(10));
        assertThat(log).hasSize(3);
        assertThat(log)
                .extracting(line -> line.change().id())
                .containsOnly(log.get(0).change().id());
        assertThat(log.get(0).change().author()).isEqualTo("importer");
        assertThat(log.get(0).change().message()).isEqualTo("all of it");
        assertThat(log.get(0).change().session()).isEqualTo("session-1");
        assertThat(main().at(log.get(0).change().id()).point()).isEqualTo(head().point());
        assertThat(paths(main().at(log.get(1).id()))).containsExactly("/f0", "/f1");
    }

    @Test
    @Shows("change-17")
    void abortedStageLeavesNothing() {
        create("/before", "x");
        Point before = head().point();
        long operations = storage().statistics().operations();

        try (StagedChange stage = stage(main())) {
            addFiles(stage, MANY);
            stage.add(new Operation.RenameFile(path("/before"), path("/after")));
        }
        create("/f0", "free");

        assertThat(paths(head())).containsExactly("/before", "/f0");
        assertThat(text("/before")).isEqualTo("x");
        delete("/f0");
        reopen();
        assertThat(main().at(before).list(StorePath.ROOT)).hasSize(1);
        assertThat(storage().statistics().operations() - operations)
                .as("operations on /f0, which are all that is new")
                .isEqualTo(2);
    }

    @Test
    @Shows("change-17")
    void stageThatIsNotPublishedIsGoneAfterReopening() {
        create("/before", "x");
        StagedChange stage = stage(main());
        addFiles(stage, MANY);

        reopen();

        assertThat(paths(head())).containsExactly("/before");
        create("/f0", "free");
        assertThat(text("/f0")).isEqualTo("free");
        assertThatThrownBy(stage::publish).isInstanceOf(StorageClosedException.class);
    }

    @Test
    @Shows("change-18")
    void operationThatDoesNotFitEndsTheStage() {
        try (StagedChange stage = stage(main())) {
            stage.add(new Operation.CreateDirectory(path("/d"), 0755, Optional.empty()));
            ChangeRefusedException refused = catchThrowableOfType(ChangeRefusedException.class, () -> {
                stage.add(new Operation.DeleteFile(path("/nothing")));
                stage.publish();
            });

            assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(refused.operationIndex()).isEqualTo(1);
            assertThatThrownBy(stage::publish).isInstanceOf(ChangeRefusedException.class);
            assertThatThrownBy(() -> stage.add(new Operation.DeleteDirectory(path("/d"))))
                    .isInstanceOf(ChangeRefusedException.class);
        }

        assertThat(head().list(StorePath.ROOT)).isEmpty();
        createDirectory("/d");
    }

    @Test
    @Shows("change-1")
    void stageSeesItsOwnOperations() {
        try (StagedChange stage = stage(main())) {
            stage.add(new Operation.CreateFile(path("/a"), Content.of("1"), 0644, Optional.empty()));
            stage.add(new Operation.RenameFile(path("/a"), path("/b")));
            stage.add(new Operation.WriteFile(path("/b"), 1, Content.of("2"), Optional.empty()));
            assertThat(stage.operations()).isEqualTo(3);
            stage.publish();
        }

        assertThat(text("/b")).isEqualTo("12");
    }

    @Test
    @Shows("change-11")
    void restoreCanBeStaged() {
        create("/file", "old");
        Point point = head().point();
        replace("/file", "new");

        try (StagedChange stage = stage(main())) {
            stage.add(new Operation.Restore(path("/file"), point, path("/file")));
            stage.publish();
        }

        assertThat(text("/file")).isEqualTo("old");
    }

    @Test
    @Shows("change-19")
    void stageWithoutOperationsCannotBePublished() {
        try (StagedChange stage = stage(main())) {
            assertThatThrownBy(stage::publish).isInstanceOf(IllegalStateException.class);
        }
        create("/file", "the branch is free");
    }

    @Test
    @Shows("change-19")
    void stageCannotBeUsedAfterItsEnd() {
        StagedChange published = stage(main());
        addFiles(published, 1);
        published.publish();
        published.close();
        published.close();

        assertThatThrownBy(published::publish).isInstanceOf(StorageClosedException.class);
        assertThatThrownBy(() -> addFiles(published, 1)).isInstanceOf(StorageClosedException.class);
        assertThat(paths(head())).containsExactly("/f0");
    }

    @Test
    @Shows("change-20")
    void otherChangesToTheBranchWaitAndThoseToOtherBranchesGoOn() throws InterruptedException {
        Branch other = storage().fork("other", head());
        AtomicBoolean applied = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        try (Threads threads = new Threads();
                StagedChange stage = stage(main())) {
            addFiles(stage, 10);
            threads.start("waiting change", () -> {
                started.countDown();
                create("/second", "x");
                applied.set(true);
            });
            started.await();
            apply(other, change -> change.create(path("/elsewhere"), Content.of("x")));
            Thread.sleep(50);
            assertThat(applied).isFalse();

            stage.publish();
            threads.join();
        }

        assertThat(head().find(path("/second"))).isPresent();
        List<LoggedOperation> log = main().log(LogQuery.newestFirst(1));
        assertThat(log.get(0).operation().path()).isEqualTo(path("/second"));
    }

    @Test
    @Shows("change-20")
    void changeThatWaitsForAnAbortedStageIsAppliedAfterIt() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            try (StagedChange stage = stage(main())) {
                addFiles(stage, MANY);
                threads.start("waiting change", () -> {
                    started.countDown();
                    create("/f0", "mine");
                });
                started.await();
            }
            threads.join();
        }

        assertThat(paths(head())).containsExactly("/f0");
        assertThat(text("/f0")).isEqualTo("mine");
    }

    private static StagedChange stage(Branch branch) {
        return branch.stage("tester", "staged", "");
    }

    private static void addFiles(StagedChange stage, int count) {
        for (int i = 0; i < count; i++) {
            stage.add(new Operation.CreateFile(
                    path("/f" + i), Content.of("file " + i), Change.DEFAULT_FILE_MODE, Optional.empty()));
        }
    }
}
