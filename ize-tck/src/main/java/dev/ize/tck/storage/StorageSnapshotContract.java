package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.LogQuery;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.Snapshot;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A snapshot names a point and keeps what it shows, whatever becomes of its branch. */
abstract class StorageSnapshotContract extends StorageContract {
    @Test
    @Shows({"branch-15", "branch-16"})
    void snapshotShowsTheTreeAsItWas() {
        create("/file", "one");
        View view = head();
        clock.move(Duration.ofHours(1));
        Snapshot made = storage().createSnapshot("v1", view, "the first");
        replace("/file", "two");

        reopen();

        assertThat(made).isEqualTo(new Snapshot("v1", view.point(), clock.instant(), "the first"));
        assertThat(storage().findSnapshot("v1")).contains(made);
        assertThat(storage().snapshots()).containsExactly(made);
        assertThat(text(storage().atSnapshot("v1"), "/file")).isEqualTo("one");
        assertThat(storage().atSnapshot("v1").chainHash())
                .isEqualTo(main().at(view.point()).chainHash());
    }

    @Test
    @Shows("branch-7")
    void snapshotsAreListedInTheOrderOfTheirNames() {
        for (String name : List.of("v2", "v10", "V1", "\u00e9")) {
            storage().createSnapshot(name, head(), "");
        }

        assertThat(storage().snapshots()).extracting(Snapshot::name).containsExactly("V1", "v10", "v2", "\u00e9");
    }

    @Test
    @Shows("branch-9")
    void nameOfASnapshotIsTakenUntilItIsDeleted() {
        storage().createSnapshot("v1", head(), "");
        assertThatThrownBy(() -> storage().createSnapshot("v1", head(), "")).isInstanceOf(NameTakenException.class);

        storage().deleteSnapshot("v1");
        create("/file", "x");
        storage().createSnapshot("v1", head(), "");

        assertThat(storage().atSnapshot("v1").find(path("/file"))).isPresent();
    }

    @Test
    @Shows("branch-17")
    void deletedSnapshotIsGoneAndWhatItShowedIsNot() {
        create("/file", "one");
        View view = head();
        storage().createSnapshot("v1", view, "");
        replace("/file", "two");

        storage().deleteSnapshot("v1");

        assertThat(storage().findSnapshot("v1")).isEmpty();
        assertThatThrownBy(() -> storage().atSnapshot("v1")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> storage().deleteSnapshot("v1")).isInstanceOf(NotFoundException.class);
        assertThat(text(main().at(view.point()), "/file")).isEqualTo("one");
    }

    @Test
    @Shows("branch-6")
    void snapshotInsideAChangeIsRefused() {
        apply(change -> change.create(path("/a"), Content.of("1")).create(path("/b"), Content.of("2")));
        View inside = main().at(main().log(LogQuery.oldestFirst(1)).get(0).id());

        assertThatThrownBy(() -> storage().createSnapshot("v1", inside, ""))
                .isInstanceOf(PointInsideChangeException.class);
        assertThat(storage().snapshots()).isEmpty();
    }

    @Test
    @Shows("branch-13")
    void snapshotOfADeletedBranchIsStillReadable() {
        create("/base", "base");
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.create(path("/kept"), Content.of("kept")));
        storage().createSnapshot("v1", fork.head(), "");
        apply(fork, change -> change.create(path("/lost"), Content.of("lost")).replace(path("/kept"), Content.of("x")));

        storage().deleteBranch("fork");
        reopen();
        View view = storage().atSnapshot("v1");

        assertThat(paths(view)).containsExactly("/base", "/kept");
        assertThat(text(view, "/kept")).isEqualTo("kept");
        assertThat(view.history(path("/kept"), LogQuery.newestFirst(10))).hasSize(1);
        assertThat(storage().difference(head(), view)).hasSize(1);
    }

    @Test
    @Shows("branch-13")
    void branchCanBeForkedFromTheSnapshotOfADeletedOne() {
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.create(path("/file"), Content.of("text")));
        storage().createSnapshot("v1", fork.head(), "");
        storage().deleteBranch("fork");

        Branch second = storage().fork("second", storage().atSnapshot("v1"));
        storage().deleteSnapshot("v1");
        reopen();

        assertThat(text(storage().branch("second").head(), "/file")).isEqualTo("text");
        assertThat(second.name()).isEqualTo("second");
    }

    @Test
    @Shows("branch-9")
    void branchesAndSnapshotsShareTheirNames() {
        create("/file", "x");
        storage().fork("fork", head());
        storage().createSnapshot("snapshot", head(), "");

        assertThatThrownBy(() -> storage().createSnapshot("fork", head(), "")).isInstanceOf(NameTakenException.class);
        assertThatThrownBy(() -> storage().createSnapshot("main", head(), "")).isInstanceOf(NameTakenException.class);
        assertThatThrownBy(() -> storage().fork("snapshot", head())).isInstanceOf(NameTakenException.class);

        storage().deleteBranch("fork");
        storage().deleteSnapshot("snapshot");
        storage().createSnapshot("fork", head(), "");
        storage().fork("snapshot", head());
        assertThat(storage().findSnapshot("fork")).isPresent();
        assertThat(storage().findBranch("snapshot")).isPresent();
    }
}
