package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NodeId;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Point;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Branches start where they are told to, live apart, and leave nothing behind that nobody holds. */
abstract class StorageBranchContract extends StorageContract {
    @Test
    @Shows("branch-1")
    void newStoreHasTheMainBranchOnly() {
        assertThat(storage().branches()).hasSize(1);
        BranchDescription main = storage().branches().get(0);
        assertThat(main.name()).isEqualTo("main");
        assertThat(main.id()).isEqualTo(BranchId.MAIN);
        assertThat(main.forkedFrom()).isEmpty();
        assertThat(main.createdAt()).isEqualTo(START);
        assertThat(storage().findBranch("main")).isPresent();
        assertThat(storage().findBranch("other")).isEmpty();
        assertThatThrownBy(() -> storage().branch("other")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Shows("branch-2")
    void forkAndParentDoNotSeeEachOther() {
        create("/shared", "shared");
        createDirectory("/d");
        Branch fork = storage().fork("fork", head());
        NodeId shared = node("/shared");

        apply(
                fork,
                change ->
                        change.replace(path("/shared"), Content.of("fork's")).create(path("/d/fork"), Content.of("x")));
        apply(change -> change.delete(path("/shared")).create(path("/d/main"), Content.of("y")));

        assertThat(paths(head())).containsExactly("/d", "/d/main");
        assertThat(paths(fork.head())).containsExactly("/d", "/d/fork", "/shared");
        assertThat(text(fork.head(), "/shared")).isEqualTo("fork's");
        assertThat(fork.head().entry(path("/shared")).node().id()).isEqualTo(shared);
        reopen();
        assertThat(paths(storage().branch("fork").head())).containsExactly("/d", "/d/fork", "/shared");
        assertThat(paths(head())).containsExactly("/d", "/d/main");
    }

    @Test
    @Shows("branch-3")
    void forkStartsFromAnyPointOfThePast() {
        create("/file", "one");
        View early = head();
        replace("/file", "two");
        delete("/file");

        Branch fork = storage().fork("fork", early);

        assertThat(text(fork.head(), "/file")).isEqualTo("one");
        assertThat(fork.head().point())
                .isEqualTo(new Point(fork.id(), early.point().sequence()));
        assertThat(fork.head().chainHash()).isEqualTo(early.chainHash());
        assertThat(fork.log(LogQuery.newestFirst(10))).hasSize(1);
        BranchDescription description = storage().branches().stream()
                .filter(branch -> branch.name().equals("fork"))
                .findFirst()
                .orElseThrow();
        assertThat(description.forkedFrom()).contains(early.point());
        assertThat(fork.id()).isGreaterThan(BranchId.MAIN);
    }

    @Test
    @Shows("branch-3")
    void forkOfTheEmptyTreeIsEmpty() {
        View empty = head();
        create("/file", "x");

        Branch fork = storage().fork("fork", empty);

        assertThat(fork.head().list(StorePath.ROOT)).isEmpty();
        apply(fork, change -> change.create(path("/other"), Content.of("y")));
        assertThat(paths(fork.head())).containsExactly("/other");
    }

    @Test
    @Shows("branch-6")
    void forkInsideAChangeIsRefusedAndBothItsEndsAreNamed() {
        AppliedChange before = create("/before", "x");
        AppliedChange after =
                apply(change -> change.create(path("/a"), Content.of("1")).create(path("/b"), Content.of("2")));
        LoggedOperation first = main().log(LogQuery.newestFirst(2)).get(1);
        View inside = main().at(first.id());

        PointInsideChangeException refused = catchThrowableOfType(
                PointInsideChangeException.class, () -> storage().fork("fork", inside));

        assertThat(refused.before()).isEqualTo(before.point());
        assertThat(refused.after()).isEqualTo(after.point());
        assertThat(storage().findBranch("fork")).isEmpty();
    }

    @Test
    @Shows("branch-4")
    void forkOfAForkOfAForkSeesAllItsAncestors() {
        Branch branch = main();
        for (int i = 0; i < 4; i++) {
            String own = "/f" + i;
            apply(branch, change -> change.create(path(own), Content.of(own)));
            Branch parent = branch;
            branch = storage().fork("b" + i, branch.head());
            apply(parent, change -> change.delete(path(own)));
        }

        assertThat(paths(branch.head())).containsExactly("/f0", "/f1", "/f2", "/f3");
        assertThat(head().list(StorePath.ROOT)).isEmpty();
        assertThat(paths(storage().branch("b0").head())).containsExactly("/f0");
        assertThat(branch.log(LogQuery.newestFirst(10))).hasSize(4);
    }

    /** Each of five generations changes the same file, from the oldest to the youngest and back. */
    @Test
    @Shows({"branch-2", "branch-4"})
    void generationsOfForksDoNotSeeEachOther() {
        create("/file", "at first");
        List<Branch> branches = new ArrayList<>(List.of(main()));
        for (int i = 1; i <= 4; i++) {
            branches.add(storage().fork("b" + i, branches.get(i - 1).head()));
        }
        List<Branch> thereAndBack = new ArrayList<>(branches);
        Collections.reverse(branches);
        thereAndBack.addAll(branches);
        Map<String, String> texts = new HashMap<>();

        for (Branch branch : thereAndBack) {
            String before = texts.getOrDefault(branch.name(), "at first");
            assertThat(text(branch.head(), "/file")).as(branch.name()).isEqualTo(before);
            texts.put(branch.name(), branch.name() + ", not " + before);
            apply(
                    branch,
                    change -> change.replace(path("/file"), Content.of(texts.get(branch.name())))
                            .create(path("/" + texts.get(branch.name())), Content.of("own")));
        }
        reopen();

        for (String name : List.of("main", "b1", "b2", "b3", "b4")) {
            View head = storage().branch(name).head();
            assertThat(text(head, "/file")).isEqualTo(name + ", not " + name + ", not at first");
            assertThat(paths(head))
                    .containsExactlyInAnyOrder(
                            "/file", "/" + name + ", not at first", "/" + name + ", not " + name + ", not at first");
        }
    }

    @Test
    @Shows("branch-5")
    void lineageOfAHundredForksIsReadable() {
        assertLineageIsReadable(100);
    }

    @Test
    @Tag("full")
    @Shows("branch-5")
    void lineageOfAThousandForksIsReadable() {
        assertLineageIsReadable(1000);
    }

    private void assertLineageIsReadable(int forks) {
        Branch branch = main();
        for (int i = 0; i < forks; i++) {
            String own = "/f" + i;
            apply(branch, change -> change.create(path(own), Content.of(own)));
            branch = storage().fork("b" + i, branch.head());
        }
        reopen();
        String last = "b" + (forks - 1);
        View deepest = storage().branch(last).head();

        assertThat(deepest.list(StorePath.ROOT)).hasSize(forks);
        assertThat(text(deepest, "/f0")).isEqualTo("/f0");
        assertThat(text(deepest, "/f" + (forks - 1))).isEqualTo("/f" + (forks - 1));
        assertThat(storage().branch(last).log(LogQuery.oldestFirst(10_000))).hasSize(forks);
        assertThat(storage().branches()).hasSize(forks + 1);
    }

    @Test
    @Shows("branch-7")
    void branchesAreListedInTheOrderOfTheirNames() {
        for (String name : List.of("b", "B", "a", "\u00e9", "main2")) {
            storage().fork(name, head());
        }

        assertThat(storage().branches())
                .extracting(BranchDescription::name)
                .containsExactly("B", "a", "b", "main", "main2", "\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head",
                "@1",
                "@",
                "-2h",
                "-",
                "2026-01-01T00:00:00Z",
                "2026-01-01",
                "a:b",
                ":",
                "",
                "a/b",
                ".",
                "..",
                "nul\0"
            })
    @Shows("branch-8")
    void namesThatReadAsAPointAreInvalid(String name) {
        assertThatThrownBy(() -> storage().fork(name, head())).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> storage().createSnapshot(name, head(), "")).isInstanceOf(InvalidNameException.class);
        assertThat(storage().branches()).hasSize(1);
    }

    @Test
    @Shows("branch-9")
    void nameOfALiveBranchIsTaken() {
        storage().fork("fork", head());

        assertThatThrownBy(() -> storage().fork("fork", head())).isInstanceOf(NameTakenException.class);
        assertThatThrownBy(() -> storage().fork("main", head())).isInstanceOf(NameTakenException.class);
    }

    @Test
    @Shows("branch-10")
    void deletedBranchIsGoneAndItsNameIsFree() {
        Branch old = storage().fork("fork", head());
        apply(old, change -> change.create(path("/file"), Content.of("old")));
        View view = old.head();

        storage().deleteBranch("fork");

        assertThat(storage().findBranch("fork")).isEmpty();
        assertThatThrownBy(old::head).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> old.at(view.point())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> old.at(new Point(old.id(), 0))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> old.at(view.effectiveTime())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> old.log(LogQuery.newestFirst(1))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> apply(old, change -> change.delete(path("/file"))))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> old.stage("tester", "", "")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> view.read(path("/file"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> view.find(path("/file"))).isInstanceOf(NotFoundException.class);

        Branch fresh = storage().fork("fork", head());
        assertThat(fresh.id()).isNotEqualTo(old.id());
        assertThat(fresh.head().list(StorePath.ROOT)).isEmpty();
        assertThatThrownBy(old::head).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Shows("branch-11")
    void mainBranchAndUnknownOnesCannotBeDeleted() {
        assertThatThrownBy(() -> storage().deleteBranch("main")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage().deleteBranch("nothing")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Shows("branch-12")
    void forkOutlivesItsDeletedParent() {
        create("/base", "base");
        Branch parent = storage().fork("parent", head());
        apply(parent, change -> change.create(path("/early"), Content.of("early")));
        View early = parent.head();
        Branch child = storage().fork("child", early);
        apply(parent, change -> change.create(path("/late"), Content.of("late")).delete(path("/early")));
        apply(child, change -> change.create(path("/own"), Content.of("own")));

        storage().deleteBranch("parent");
        reopen();
        Branch kept = storage().branch("child");

        assertThat(paths(kept.head())).containsExactly("/base", "/early", "/own");
        assertThat(text(kept.head(), "/early")).isEqualTo("early");
        assertThat(kept.log(LogQuery.oldestFirst(10))).hasSize(3);
        assertThat(kept.head().history(path("/early"), LogQuery.newestFirst(10)))
                .hasSize(1);
        apply(kept, change -> change.delete(path("/early")));
        assertThat(paths(kept.head())).containsExactly("/base", "/own");
    }

    @Test
    @Shows("branch-12")
    void forkOutlivesAllItsDeletedAncestors() {
        Branch branch = main();
        for (int i = 0; i < 4; i++) {
            String own = "/f" + i;
            apply(branch, change -> change.create(path(own), Content.of(own)));
            branch = storage().fork("b" + i, branch.head());
        }
        for (int i : new int[] {1, 0, 2}) {
            storage().deleteBranch("b" + i);
            create("/turn" + i, "for the removal");
            reopen();
        }

        Branch kept = storage().branch("b3");

        assertThat(paths(kept.head())).containsExactly("/f0", "/f1", "/f2", "/f3");
        assertThat(text(kept.head(), "/f2")).isEqualTo("/f2");
        assertThat(kept.log(LogQuery.oldestFirst(10))).hasSize(4);
    }

    @Test
    @Shows("branch-14")
    void viewOfAnotherStorageIsNotForked() {
        create("/file", "x");
        try (FileSystemStorage other = open(directory.resolve("other"))) {
            other.mainBranch()
                    .apply(Change.by("tester").createDirectory(path("/d")).build());
            View foreign = other.mainBranch().head();

            assertThatThrownBy(() -> storage().fork("fork", foreign)).isInstanceOf(IllegalArgumentException.class);
            assertThat(storage().findBranch("fork")).isEmpty();
        }
    }
}
