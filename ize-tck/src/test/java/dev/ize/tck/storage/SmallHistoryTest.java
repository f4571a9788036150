package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeId;
import dev.ize.spi.Content;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Listing;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Name;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NodeId;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import dev.ize.tck.memory.InMemoryProvider;
import dev.ize.tck.model.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each call of a branch and a view, on a store of a directory with two files of which one was changed. */
@Timeout(60)
final class SmallHistoryTest {
    private static final StorePath DIRECTORY = StorePath.of("/d");
    private static final StorePath SMALL = StorePath.of("/d/small");
    private static final StorePath LARGE = StorePath.of("/d/large");
    private static final byte[] NOISE = StorageContract.noise(2_000_000, 1);
    private static final Name ATTRIBUTE = Name.of("user.x");

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock(StorageContract.START);
    private FileSystemStorage storage;
    private Branch main;
    private AppliedChange first;
    private AppliedChange second;
    private AppliedChange third;

    @BeforeEach
    void makeStore() {
        storage = new InMemoryProvider()
                .open(
                        directory.resolve("store"),
                        StorageOptions.builder().backend("memory").clock(clock).build());
        main = storage.mainBranch();
        clock.move(Duration.ofSeconds(10));
        first = main.apply(Change.by("tester")
                .createDirectory(DIRECTORY)
                .create(SMALL, Content.of("one"))
                .create(LARGE, Content.of(NOISE))
                .build());
        clock.move(Duration.ofSeconds(10));
        second =
                main.apply(Change.by("tester").replace(SMALL, Content.of("two")).build());
        clock.move(Duration.ofSeconds(10));
        third = main.apply(Change.by("tester")
                .add(new Operation.SetExtendedAttribute(SMALL, ATTRIBUTE, new byte[] {7}))
                .build());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static String text(View view) {
        return new String(view.read(SMALL), StandardCharsets.UTF_8);
    }

    private NodeId node(StorePath path) {
        return main.head().entry(path).node().id();
    }

    @Test
    void pointsOfABranchAreFoundByTimeChangeAndOperation() {
        assertThat(main.name()).isEqualTo("main");
        assertThat(main.id()).isEqualTo(BranchId.MAIN);
        assertThat(main.floor()).isEmpty();
        assertThat(main.head().point()).isEqualTo(third.point());
        assertThat(text(main.at(first.effectiveTime()))).isEqualTo("one");
        assertThat(text(main.at(second.effectiveTime()))).isEqualTo("two");
        assertThat(text(main.at(new ChangeId(3)))).isEqualTo("one");
        assertThat(text(main.at(new OperationId(2)))).isEqualTo("one");
        assertThat(text(main.at(first.point()))).isEqualTo("one");
        assertThat(main.at(third.point())).isEqualTo(main.head());
        assertThat(main.at(new Point(BranchId.MAIN, 0)).list(StorePath.ROOT)).isEmpty();
        assertThatThrownBy(() -> main.at(new ChangeId(2))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main.at(new ChangeId(9))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main.at(new OperationId(9))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main.at(new Point(new BranchId(2), 3))).isInstanceOf(NoSuchPointException.class);
        assertThatThrownBy(() -> main.at(first.effectiveTime().minusNanos(1))).isInstanceOf(NoSuchPointException.class);
    }

    @Test
    void viewKnowsWhenAndWhatItShows() {
        View view = main.at(first.point());

        assertThat(view.effectiveTime()).isEqualTo(first.effectiveTime());
        assertThat(main.at(new Point(BranchId.MAIN, 2)).effectiveTime()).isEqualTo(first.effectiveTime());
        assertThat(main.at(new Point(BranchId.MAIN, 0)).effectiveTime()).isEqualTo(StorageContract.START);
        assertThat(view.chainHash()).isNotEqualTo(main.head().chainHash());
        assertThat(main.at(new Point(BranchId.MAIN, 0)).chainHash().toByteArray())
                .containsOnly(0);
        assertThat(view)
                .isEqualTo(main.at(first.point()))
                .isNotEqualTo(main.head())
                .hasToString("View[1:@3]");
        assertThat(view).hasSameHashCodeAs(main.at(first.point()));
        assertThat(view.equals(null)).isFalse();
        try (FileSystemStorage other = new InMemoryProvider()
                .open(
                        directory.resolve("other"),
                        StorageOptions.builder().backend("memory").build())) {
            View start = other.mainBranch().at(new Point(BranchId.MAIN, 0));
            assertThat(main.at(new Point(BranchId.MAIN, 0))).isNotEqualTo(start);
            assertThatThrownBy(() -> storage.fork("f", start)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void entriesAreFoundListedAndWalked() {
        View view = main.head();

        assertThat(view.find(StorePath.of("/none"))).isEmpty();
        assertThatThrownBy(() -> view.entry(StorePath.of("/none"))).isInstanceOf(NotFoundException.class);
        assertThat(view.findNode(node(SMALL))).contains(view.entry(SMALL).node());
        assertThat(view.findNode(new NodeId(99))).isEmpty();
        assertThat(view.paths(node(SMALL))).containsExactly(SMALL);
        assertThat(view.list(DIRECTORY))
                .extracting(entry -> entry.name().toString())
                .containsExactly("large", "small");
        Listing page = view.list(DIRECTORY, Optional.empty(), 1);
        assertThat(page.entries()).hasSize(1);
        assertThat(page.last()).contains(Name.of("large"));
        Listing rest = view.list(DIRECTORY, page.last(), 9);
        assertThat(rest.entries()).extracting(DirectoryEntry::name).containsExactly(Name.of("small"));
        assertThat(rest.last()).isEmpty();
        assertThat(view.list(DIRECTORY, Optional.empty(), 1).entries()).hasSize(1);
        assertThatThrownBy(() -> view.list(DIRECTORY, Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view.list(SMALL)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> view.list(StorePath.of("/none"))).isInstanceOf(NotFoundException.class);
        assertThat(view.walk(StorePath.ROOT).map(Entry::path)).containsExactly(StorePath.ROOT, DIRECTORY, LARGE, SMALL);
        assertThat(view.walk(SMALL)).hasSize(1);
        assertThatThrownBy(() -> view.walk(StorePath.of("/none"))).isInstanceOf(NotFoundException.class);
        assertThat(view.extendedAttributes(SMALL)).containsOnlyKeys(ATTRIBUTE);
        assertThat(view.extendedAttributes(SMALL).get(ATTRIBUTE)).containsExactly(7);
        assertThatThrownBy(() -> view.extendedAttributes(StorePath.of("/none"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void longDirectoryIsWalkedInPages() {
        Change.Builder change = Change.by("tester");
        for (int i = 0; i < 501; i++) {
            change.createDirectory(StorePath.of("/e" + i));
        }
        main.apply(change.build());

        assertThat(main.head().walk(StorePath.ROOT)).hasSize(505).doesNotHaveDuplicates();
    }

    @Test
    void contentIsReadInEachWay() throws IOException {
        View view = main.head();

        assertThat(text(view)).isEqualTo("two");
        assertThat(view.read(LARGE)).isEqualTo(NOISE);
        for (StorePath path : List.of(SMALL, LARGE)) {
            try (InputStream in = view.newInputStream(path);
                    StoredContent content = view.content(path)) {
                assertThat(in.readAllBytes()).isEqualTo(view.read(path));
                assertThat(content.length()).isEqualTo(view.read(path).length);
                main.apply(Change.by("tester")
                        .create(StorePath.of("/copy of " + path.name().orElseThrow()), content)
                        .build());
            }
        }
        assertThat(main.head().read(StorePath.of("/copy of large"))).isEqualTo(NOISE);
        try (SeekableByteChannel channel = view.open(LARGE)) {
            ByteBuffer target = ByteBuffer.allocate(3);
            assertThat(channel.position(1_500_000).read(target)).isEqualTo(3);
            assertThat(target.array()).containsExactly(NOISE[1_500_000], NOISE[1_500_001], NOISE[1_500_002]);
        }
        assertThatThrownBy(() -> view.read(DIRECTORY)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> view.read(StorePath.of("/none"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void historyAndLogTellWhatWasDone() {
        LogQuery all = LogQuery.newestFirst(9);

        assertThat(main.log(all)).hasSize(5);
        assertThat(main.log(LogQuery.oldestFirst(2))).hasSize(2);
        assertThat(main.head().history(SMALL, all)).hasSize(3);
        assertThat(main.head().history(node(SMALL), all)).hasSize(3);
        assertThat(main.at(first.point()).history(SMALL, all)).hasSize(1);
        assertThat(storage.difference(main.at(first.point()), main.head(), StorePath.ROOT))
                .hasSize(1);
    }

    @Test
    void branchIsForkedFoundAndDeleted() {
        Branch side = storage.fork("side", main.at(first.point()));
        assertThat(side.head().point().branch()).isEqualTo(side.id());
        assertThat(text(side.head())).isEqualTo("one");
        assertThat(storage.branch("side").id()).isEqualTo(side.id());
        assertThat(storage.findBranch("side")).isPresent();
        assertThat(storage.findBranch("none")).isEmpty();
        assertThat(storage.branches()).hasSize(2);
        View onSide = side.head();

        storage.deleteBranch("side");

        assertThat(storage.branches()).hasSize(1);
        assertThatThrownBy(side::head).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> onSide.read(SMALL)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> side.at(first.effectiveTime())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> side.log(LogQuery.newestFirst(1))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> side.at(new ChangeId(3))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> side.at(new Point(side.id(), 0))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(side::floor).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> side.stage("tester", "", "")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> side.apply(Change.by("tester").delete(SMALL).build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> storage.deleteBranch("main")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void snapshotKeepsWhatABranchShowed() {
        Branch side = storage.fork("side", main.at(first.point()));
        side.apply(Change.by("tester").replace(SMALL, Content.of("side")).build());
        storage.createSnapshot("mark", side.head(), "why");
        storage.createSnapshot("other", main.head(), "");
        assertThat(storage.findSnapshot("mark").orElseThrow().message()).isEqualTo("why");
        assertThat(storage.snapshots()).hasSize(2);
        storage.deleteBranch("side");

        View marked = storage.atSnapshot("mark");
        assertThat(text(marked)).isEqualTo("side");

        storage.deleteSnapshot("mark");
        storage.createSnapshot("mark", main.head(), "");
        assertThatThrownBy(() -> marked.read(SMALL)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> storage.atSnapshot("none")).isInstanceOf(NotFoundException.class);
        assertThat(storage.findSnapshot("none")).isEmpty();
    }

    @Test
    void stagedChangeIsPublishedOrTakenBack() {
        try (StagedChange stage = main.stage("tester", "", "")) {
            stage.add(new Operation.DeleteFile(SMALL));
            assertThat(stage.operations()).isOne();
        }
        assertThat(text(main.head())).isEqualTo("two");

        StagedChange stage = main.stage("tester", "", "");
        stage.add(new Operation.DeleteFile(SMALL));
        AppliedChange published = stage.publish();
        stage.close();

        assertThat(published.operations()).isOne();
        assertThat(main.head().find(SMALL)).isEmpty();
        StagedChange open = main.stage("tester", "", "");
        storage.close();
        open.close();
    }
}
