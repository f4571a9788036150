package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.LogQuery;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.PreconditionFailedException;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import org.junit.jupiter.api.Test;

/** A change takes effect whole or not at all, on the tree that its author meant. */
abstract class StorageChangeContract extends StorageContract {
    @Test
    @Shows("change-1")
    void operationsOfAChangeSeeThoseBeforeThem() {
        apply(change -> change.createDirectory(path("/d"))
                .create(path("/d/a"), Content.of("1"))
                .write(path("/d/a"), 1, Content.of("2"))
                .rename(path("/d/a"), path("/b"))
                .deleteDirectory(path("/d")));

        assertThat(paths(head())).containsExactly("/b");
        assertThat(text("/b")).isEqualTo("12");
    }

    @Test
    @Shows("change-2")
    void refusedChangeLeavesNoTrace() {
        create("/kept", "kept");
        StorageStatistics before = storage().statistics();

        ChangeRefusedException refused = assertRefused(
                Reason.NOT_FOUND,
                change -> change.create(path("/new"), Content.of("new"))
                        .replace(path("/kept"), Content.of("changed"))
                        .rename(path("/kept"), path("/moved"))
                        .delete(path("/nothing"))
                        .delete(path("/new")));

        assertThat(refused.operationIndex()).isEqualTo(3);
        assertThat(refused.path()).isEqualTo(path("/nothing"));
        assertThat(text("/kept")).isEqualTo("kept");
        assertThat(storage().statistics().recordsByKeyspace()).isEqualTo(before.recordsByKeyspace());
        assertThat(main().log(LogQuery.newestFirst(10))).hasSize(1);
        reopen();
        assertThat(paths(head())).containsExactly("/kept");
    }

    @Test
    @Shows("change-3")
    void storageGoesOnAfterARefusedChange() {
        assertRefused(Reason.NOT_FOUND, change -> change.delete(path("/nothing")));

        create("/file", "text");

        reopen();
        assertThat(text("/file")).isEqualTo("text");
    }

    @Test
    @Shows("change-4")
    void changeIsAppliedOnTheHeadThatItExpects() {
        AppliedChange first = create("/file", "one");
        apply(change -> change.expectHead(first.point()).replace(path("/file"), Content.of("two")));
        Point moved = head().point();

        HeadMovedException refused = catchThrowableOfType(
                HeadMovedException.class,
                () -> apply(change -> change.expectHead(first.point()).replace(path("/file"), Content.of("three"))));

        assertThat(refused.expected()).isEqualTo(first.point());
        assertThat(refused.actual()).isEqualTo(moved);
        assertThat(text("/file")).isEqualTo("two");
        assertThat(head().point()).isEqualTo(moved);
    }

    @Test
    @Shows("change-4")
    void emptyStoresHeadCanBeExpected() {
        Point empty = head().point();

        apply(change -> change.expectHead(empty).create(path("/file"), Content.of("x")));

        assertThatThrownBy(() -> apply(change -> change.expectHead(empty).delete(path("/file"))))
                .isInstanceOf(HeadMovedException.class);
    }

    @Test
    @Shows("change-5")
    void changeIsAppliedOnlyIfAFileHasTheContentThatItExpects() {
        create("/file", "one");
        var one = file("/file").content();

        apply(change -> change.expectContent(path("/file"), one).replace(path("/file"), Content.of("two")));

        for (String path : new String[] {"/file", "/nothing", "/"}) {
            assertThatThrownBy(() -> apply(
                            change -> change.expectContent(path(path), one).create(path("/new"), Content.of("x"))))
                    .isInstanceOf(PreconditionFailedException.class);
        }
        assertThat(paths(head())).containsExactly("/file");
    }

    @Test
    @Shows("change-5")
    void changeIsAppliedOnlyIfAPathIsFreeThatItExpectsToBe() {
        apply(change -> change.expectAbsent(path("/file"))
                .expectAbsent(path("/no/directory"))
                .create(path("/file"), Content.of("x")));

        assertThatThrownBy(() ->
                        apply(change -> change.expectAbsent(path("/file")).replace(path("/file"), Content.of("y"))))
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(text("/file")).isEqualTo("x");
    }

    @Test
    @Shows("change-6")
    void changeCanBeAppliedAgain() {
        Change append =
                Change.by("tester").write(path("/file"), 0, Content.of("x")).build();
        create("/file", "");

        AppliedChange first = main().apply(append);
        AppliedChange second = main().apply(append);

        assertThat(second.point().sequence()).isGreaterThan(first.point().sequence());
        assertThat(text("/file")).isEqualTo("x");
    }

    @Test
    @Shows("change-7")
    void changeOfMoreThanABatchIsOneChange() {
        byte[] big = noise(20 << 20, 1);
        AppliedChange applied = apply(change -> {
            change.create(path("/big"), Content.of(big));
            for (int i = 0; i < 5000; i++) {
                change.create(path("/f" + i), Content.of("content of file " + i));
            }
            return change;
        });

        reopen();

        assertThat(applied.operations()).isEqualTo(5001);
        assertThat(head().point()).isEqualTo(applied.point());
        assertThat(head().read(path("/big"))).isEqualTo(big);
        assertThat(text("/f4999")).isEqualTo("content of file 4999");
        assertThat(head().list(StorePath.ROOT)).hasSize(5001);
        assertThat(main().at(new Point(main().id(), 0)).list(StorePath.ROOT)).isEmpty();
    }

    @Test
    @Shows("change-2")
    void largeChangeThatIsRefusedLeavesNoTrace() {
        create("/kept", "kept");
        Point before = head().point();
        byte[] piece = noise(900_000, 2);

        assertThatThrownBy(() -> apply(change -> {
                    for (int i = 0; i < 40; i++) {
                        piece[0] = (byte) i;
                        change.create(path("/f" + i), Content.of(piece));
                    }
                    return change.delete(path("/nothing"));
                }))
                .isInstanceOf(ChangeRefusedException.class);

        assertThat(head().point()).isEqualTo(before);
        create("/f0", "free");
        reopen();
        assertThat(paths(head())).containsExactly("/f0", "/kept");
    }

    @Test
    @Shows("change-11")
    void restoreBringsADeletedFileBack() {
        create("/file", "one");
        Point point = head().point();
        delete("/file");

        AppliedChange applied = apply(change -> change.restore(path("/file"), point));

        assertThat(text("/file")).isEqualTo("one");
        assertThat(applied.operations()).isPositive();
        assertThat(main().log(LogQuery.newestFirst(10)))
                .noneMatch(line -> line.operation() instanceof Operation.Restore);
    }

    @Test
    @Shows("change-11")
    void restoreBringsASubtreeBackAndKeepsWhatIsStillThere() {
        apply(change -> change.createDirectory(path("/d"))
                .create(path("/d/changed"), Content.of("old"))
                .create(path("/d/removed"), Content.of("removed"))
                .create(path("/d/same"), Content.of("same"))
                .setPermissions(path("/d"), 0700)
                .createDirectory(path("/d/sub"))
                .link(path("/d/same"), path("/d/sub/link")));
        View then = head();
        NodeId changed = node("/d/changed");
        NodeId same = node("/d/same");
        apply(change -> change.replace(path("/d/changed"), Content.of("new"))
                .delete(path("/d/removed"))
                .delete(path("/d/sub/link"))
                .create(path("/d/added"), Content.of("added"))
                .setPermissions(path("/d"), 0755));
        create("/outside", "stays");

        apply(change -> change.restore(path("/d"), then.point()));

        assertThat(paths(head()))
                .containsExactly("/d", "/d/changed", "/d/removed", "/d/same", "/d/sub", "/d/sub/link", "/outside");
        assertThat(node("/d/changed")).isEqualTo(changed);
        assertThat(node("/d/same")).isEqualTo(same);
        assertThat(node("/d/sub/link")).isEqualTo(same);
        assertThat(file("/d/changed").attributes())
                .isEqualTo(then.entry(path("/d/changed")).node().attributes());
        assertThat(text("/d/changed")).isEqualTo("old");
        assertThat(head().entry(path("/d")).node().attributes().mode()).isEqualTo(0700);
    }

    @Test
    @Shows("change-12")
    void restoreOfWhatWasNotThereRemovesIt() {
        Point empty = head().point();
        apply(change -> change.createDirectory(path("/d")).create(path("/d/file"), Content.of("x")));

        apply(change -> change.restore(path("/d"), empty));

        assertThat(head().list(StorePath.ROOT)).isEmpty();
    }

    @Test
    @Shows("change-11")
    void restoreOfTheWholeTreeUndoesEverything() {
        apply(change -> change.createDirectory(path("/d")).create(path("/d/file"), Content.of("x")));
        View then = head();
        apply(change -> change.renameDirectory(path("/d"), path("/e")).create(path("/f"), Content.of("y")));

        apply(change -> change.restore(StorePath.ROOT, then.point()));

        assertThat(paths(head())).containsExactly("/d", "/d/file");
        assertThat(text("/d/file")).isEqualTo("x");
    }

    @Test
    @Shows("change-11")
    void restoreTakesContentFromAnotherPathAndBranch() {
        var fork = storage().fork("fork", head());
        apply(fork, change -> change.create(path("/theirs"), Content.of("from the fork")));
        Point point = fork.head().point();

        apply(change -> change.add(new Operation.Restore(path("/ours"), point, path("/theirs"))));

        assertThat(text("/ours")).isEqualTo("from the fork");
    }

    @Test
    @Shows("change-13")
    void restoreThatChangesNothingIsNotRecorded() {
        create("/file", "one");
        Point point = head().point();

        AppliedChange applied = apply(change -> change.restore(path("/file"), point));

        assertThat(applied.operations()).isZero();
        assertThat(head().point()).isEqualTo(point);
    }

    @Test
    @Shows("change-14")
    void restoreFromNoPointIsRefused() {
        Point future = new Point(main().id(), 999_999);

        assertThatThrownBy(() -> apply(change -> change.restore(path("/file"), future)))
                .isInstanceOf(NoSuchPointException.class);
    }
}
