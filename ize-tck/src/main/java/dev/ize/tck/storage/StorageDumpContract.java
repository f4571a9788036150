package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.StorePosition;
import dev.ize.spi.StoredContent;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is dumped and loaded is the same store. */
abstract class StorageDumpContract extends DumpContract {
    @Test
    @Shows("upkeep-30")
    void emptyStoreIsLoadedWithItsAge() {
        storage();
        clock.move(Duration.ofDays(1));
        FileSystemStorage replica = replica();

        load(replica, dump(DumpOptions.all()).bytes());

        assertSame(replica, storage());
        assertThat(replica.mainBranch().head().effectiveTime()).isEqualTo(START);
    }

    @Test
    @Shows("upkeep-30")
    void everyKindOfOperationIsLoaded() {
        everyKindOfOperation();
        FileSystemStorage replica = replica();

        load(replica, dump(DumpOptions.all()).bytes());

        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-31")
    void loadedStoreGoesOnLikeTheOther() {
        everyKindOfOperation();
        FileSystemStorage replica = replica();
        load(replica, dump(DumpOptions.all()).bytes());

        apply(change -> change.create(path("/next"), Content.of("next")));
        apply(replica.mainBranch(), change -> change.create(path("/next"), Content.of("next")));

        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-31")
    void loadedStoreIsTheSameAfterReopening() {
        everyKindOfOperation();
        FileSystemStorage replica = replica();
        load(replica, dump(DumpOptions.all()).bytes());

        replica.close();

        try (FileSystemStorage reopened = open(replica.directory())) {
            assertSame(reopened, storage());
        }
    }

    @Test
    @Shows("upkeep-30")
    void changesOfDeletedBranchesAreLoadedAsFarAsTheyAreHeld() {
        create("/main", "1");
        Branch branch = storage().fork("side", head());
        Point held = apply(branch, change -> change.create(path("/held"), Content.of("held")))
                .point();
        apply(branch, change -> change.create(path("/lost"), Content.of("lost")));
        storage().createSnapshot("passing", branch.head(), "goes with the branch");
        storage().createSnapshot("kept", branch.at(held), "stays");
        storage().fork("gone", branch.head());
        storage().deleteBranch("gone");
        storage().deleteSnapshot("passing");
        storage().deleteBranch("side");
        create("/after", "2");
        FileSystemStorage replica = replica();

        load(replica, dump(DumpOptions.all()).bytes());

        assertSame(replica, storage());
        assertThat(paths(replica.atSnapshot("kept"))).containsExactly("/held", "/main");
    }

    @Test
    @Shows({"upkeep-32", "upkeep-33"})
    void incrementsBringAReplicaUpToDate() {
        create("/a", noise(100_000, 1));
        Dump first = dump(DumpOptions.all());
        apply(change -> change.create(path("/b"), head().content(path("/a"))));
        storage().createSnapshot("s", head(), "message");
        Dump second = dump(DumpOptions.after(first.summary().end()));
        Branch side = storage().fork("side", head());
        apply(side, change -> change.write(path("/b"), 5, Content.of("edit")));
        storage().deleteSnapshot("s");
        Dump third = dump(DumpOptions.since(second.summary().end().sequence()));
        FileSystemStorage replica = replica();

        for (Dump dump : List.of(first, second, third)) {
            load(replica, dump.bytes());
        }

        assertSame(replica, storage());
        assertThat(second.summary().objects()).as("content that the base has").isZero();
        assertThat(second.summary().base()).isEqualTo(first.summary().end());
    }

    @Test
    @Shows("upkeep-32")
    void incrementFollowsABranchWhoseLastChangeWasRemovedSince() {
        Branch side = storage().fork("side", head());
        apply(side, change -> change.create(path("/file"), Content.of("x")));
        Dump first = dump(DumpOptions.all());
        storage().deleteBranch("side");
        create("/main", "y");
        reopen();
        FileSystemStorage replica = replica();

        load(replica, first.bytes());
        load(replica, dump(DumpOptions.after(first.summary().end())).bytes());

        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-33")
    void contentIsInADumpOnce() {
        byte[] content = noise(3 << 20, 7);
        create("/a", content);
        create("/b", content);
        apply(change -> change.write(path("/a"), 1_000_000, Content.of("edit")));
        apply(change -> change.create(path("/c"), head().content(path("/a"))));

        Dump dump = dump(DumpOptions.all());

        assertThat(dump.bytes().length).isBetween(content.length, content.length + (64 << 10));
        FileSystemStorage replica = replica();
        load(replica, dump.bytes());
        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-30")
    void largeChangesAreLoadedWholeAndStaged() {
        try (StagedChange stage = main().stage("tester", "", "")) {
            for (int i = 0; i < 3000; i++) {
                stage.add(new Operation.CreateFile(path("/f" + i), Content.of("x" + i), 0644, Optional.empty()));
            }
            storage().fork("meanwhile", head());
            stage.publish();
        }
        create("/after", "y");
        FileSystemStorage replica = replica();

        load(replica, dump(DumpOptions.all()).bytes());

        assertThat(replica.mainBranch().head().chainHash()).isEqualTo(head().chainHash());
        assertThat(replica.mainBranch().head().walk(StorePath.ROOT).toList())
                .isEqualTo(head().walk(StorePath.ROOT).toList());
        assertThat(replica.branches()).isEqualTo(storage().branches());
    }

    /** A collection removed the bytes of the write, which no version has as its content, and the dump failed. */
    @Test
    @Shows("upkeep-30")
    void largePartialWriteIsDumpedAfterItsOwnContentWasCollected() {
        create("/file", noise(100_000, 1));
        try (StoredContent data = storage().store(new java.io.ByteArrayInputStream(noise(5_000_000, 2)))) {
            apply(change -> change.write(path("/file"), 50_000, data));
        }
        storage().collect(RemovalMode.REMOVE, Progress.NONE);
        FileSystemStorage replica = replica();

        load(replica, dump(DumpOptions.all()).bytes());

        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-30")
    void holesAreLoadedWithoutTheirBytes() {
        create("/sparse", "x");
        apply(change -> change.truncate(path("/sparse"), 1L << 40));
        apply(change -> change.write(path("/sparse"), 1L << 39, Content.of("middle")));
        apply(change -> change.create(path("/copy"), head().content(path("/sparse"))));
        FileSystemStorage replica = replica();

        load(replica, dump(DumpOptions.all()).bytes());

        assertThat(replica.mainBranch().head().chainHash()).isEqualTo(head().chainHash());
        assertThat(replica.mainBranch().head().entry(path("/copy"))).isEqualTo(head().entry(path("/copy")));
    }

    @Test
    @Shows("upkeep-34")
    void sameDumpTwiceIsNothingToDo() {
        everyKindOfOperation();
        Dump dump = dump(DumpOptions.all());
        FileSystemStorage replica = replica();
        assertThat(load(replica, dump.bytes()).isEmpty()).isFalse();

        LoadSummary again = load(replica, dump.bytes());

        assertThat(again.isEmpty()).isTrue();
        assertThat(again.end()).isEqualTo(dump.summary().end());
        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-34")
    void olderDumpIsNothingToDo() {
        create("/a", "1");
        Dump older = dump(DumpOptions.all());
        create("/b", "2");
        FileSystemStorage replica = replica();
        load(replica, dump(DumpOptions.all()).bytes());

        assertThat(load(replica, older.bytes()).isEmpty()).isTrue();
    }

    @Test
    @Shows("upkeep-32")
    void incrementWithoutItsBaseIsRefused() {
        create("/a", "1");
        Dump first = dump(DumpOptions.all());
        create("/b", "2");
        Dump second = dump(DumpOptions.after(first.summary().end()));
        FileSystemStorage replica = replica();

        assertThatThrownBy(() -> load(replica, second.bytes()))
                .isInstanceOfSatisfying(DumpMismatchException.class, mismatch -> {
                    assertThat(mismatch.base()).isEqualTo(first.summary().end());
                    assertThat(mismatch.actual()).isEqualTo(StorePosition.START);
                })
                .hasMessageContaining(first.summary().end().toString())
                .hasMessageContaining(StorePosition.START.toString());
        assertThat(paths(replica.mainBranch().head())).isEmpty();
    }

    @Test
    @Shows("upkeep-32")
    void storeThatWentItsOwnWayIsRefused() {
        create("/a", "1");
        FileSystemStorage replica = replica();
        load(replica, dump(DumpOptions.all()).bytes());
        create("/b", "2");
        apply(replica.mainBranch(), change -> change.create(path("/own"), Content.of("own")));
        create("/c", "3");

        Dump increment = dump(DumpOptions.since(1));

        assertThatThrownBy(() -> load(replica, increment.bytes())).isInstanceOf(DumpMismatchException.class);
        assertThatThrownBy(() -> load(replica, dump(DumpOptions.all()).bytes()))
                .isInstanceOf(DumpMismatchException.class);
        assertThat(paths(replica.mainBranch().head())).containsExactly("/a", "/own");
    }

    @Test
    @Shows("upkeep-32")
    void dumpSinceWhatIsToComeIsRefused() {
        create("/a", "1");

        assertThatThrownBy(() -> dump(DumpOptions.since(99))).isInstanceOf(NoSuchPointException.class);
    }

    @Test
    @Shows("upkeep-35")
    void dumpHoldsNoChangeThatCameAfterItBegan() {
        for (int i = 0; i < 50; i++) {
            create("/" + i, noise(100_000, i));
        }
        StorePosition before = dump(DumpOptions.all()).summary().end();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        StorePosition end = storage()
                .dump(bytes, DumpOptions.all(), (step, done, total) -> create("/late" + System.nanoTime(), "x"))
                .end();

        assertThat(end).isEqualTo(before);
        FileSystemStorage replica = replica();
        load(replica, bytes.toByteArray());
        assertThat(paths(replica.mainBranch().head())).hasSize(50);
    }

    /** Its records go in the background: the dump has all of it, or says that it cannot. */
    @Test
    @Shows("upkeep-35")
    void branchThatIsDeletedMeanwhileIsWholeOrMissed() {
        Branch side = storage().fork("side", head());
        try (StagedChange stage = side.stage("tester", "", "")) {
            for (int i = 0; i < 5000; i++) {
                stage.add(new Operation.CreateFile(path("/f" + i), Content.of("x" + i), 0644, Optional.empty()));
            }
            stage.publish();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean[] deleted = {false};
        boolean whole = true;
        try {
            storage().dump(bytes, DumpOptions.all(), (step, done, total) -> {
                if (!deleted[0]) {
                    deleted[0] = true;
                    storage().deleteBranch("side");
                    for (int i = 0; i < 20; i++) {
                        create("/turn" + i, "for the removal");
                    }
                }
            });
        } catch (NotFoundException e) {
            assertThat(e).hasMessageContaining("dump again");
            whole = false;
        }

        FileSystemStorage replica = replica();
        if (whole) {
            load(replica, bytes.toByteArray());
            assertThat(replica.branch("side").head().list(StorePath.ROOT)).hasSize(5000);
        } else {
            assertThatThrownBy(() -> load(replica, bytes.toByteArray())).isInstanceOf(InvalidDumpException.class);
        }
        assertSame(loaded(dump(DumpOptions.all())), storage());
    }

    private FileSystemStorage loaded(Dump dump) {
        FileSystemStorage replica = replica();
        load(replica, dump.bytes());
        return replica;
    }

    @Test
    @Shows("upkeep-36")
    void failureOfTheStreamEndsADump() {
        create("/a", noise(100_000, 1));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };

        assertThatThrownBy(() -> storage().dump(full, DumpOptions.all(), Progress.NONE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("full");
        assertThat(paths(head())).containsExactly("/a");
    }

    @Test
    @Shows("upkeep-40")
    void progressNeverGoesBack() {
        everyKindOfOperation();
        List<Long> steps = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress progress = (step, done, total) -> {
            assertThat(done).isBetween(0L, total);
            steps.add(done);
        };

        storage().dump(bytes, DumpOptions.all(), progress);

        assertThat(steps).isSorted().isNotEmpty();
        steps.clear();
        replica().load(new java.io.ByteArrayInputStream(bytes.toByteArray()), progress);
        assertThat(steps).isSorted().isNotEmpty();
    }
}
