package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.tck.memory.InMemoryProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loads of a few changes: how they are put together, and what of them stays where one cannot be applied. */
@Timeout(60)
final class SmallDumpsTest {
    private static final StorePath FILE = StorePath.of("/file");

    @TempDir
    Path directory;

    private FileSystemStorage storage;
    private FileSystemStorage replica;

    @BeforeEach
    void openBoth() {
        storage = open("store");
        replica = open("replica");
    }

    @AfterEach
    void closeBoth() {
        storage.close();
        replica.close();
    }

    private FileSystemStorage open(String name) {
        return new InMemoryProvider()
                .open(
                        directory.resolve(name),
                        StorageOptions.builder().backend("memory").build());
    }

    private byte[] dump() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        storage.dump(out, DumpOptions.all(), Progress.NONE);
        return out.toByteArray();
    }

    private LoadSummary load(byte[] dump) {
        return replica.load(new ByteArrayInputStream(dump), Progress.NONE);
    }

    private static void create(Branch branch, String path) {
        branch.apply(
                Change.by("tester").create(StorePath.of(path), Content.of("x")).build());
    }

    private static List<String> paths(FileSystemStorage of, String branch) {
        return of.branch(branch)
                .head()
                .walk(StorePath.ROOT)
                .map(Entry::path)
                .map(StorePath::toString)
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void changesBeforeOneThatCannotBeAppliedStay() {
        Branch main = storage.mainBranch();
        for (String path : List.of("/file-a", "/file-b", "/file-c", "/file-d")) {
            create(main, path);
        }
        byte[] dump = dump();
        DumpFrames frames = DumpFrames.of(dump);
        int third = lastOperations(frames, "file-c");
        byte[] wrong = frames.replacing(third, utf8("file-c"), utf8("file-a")).toByteArray();

        assertThatThrownBy(() -> load(wrong))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("The dump holds what cannot be done");

        assertThat(paths(replica, "main")).containsExactly("/", "/file-a", "/file-b");
        LoadSummary rest = load(dump);
        assertThat(rest.changes()).isEqualTo(2);
        assertThat(rest.start().sequence()).isEqualTo(2);
        assertThat(rest.end().sequence()).isEqualTo(4);
        assertThat(replica.mainBranch().head().chainHash())
                .isEqualTo(main.head().chainHash());
    }

    @Test
    void changesOfTwoBranchesInTurnGoToTheirs() {
        create(storage.mainBranch(), "/a");
        Branch side = storage.fork("side", storage.mainBranch().head());
        storage.createSnapshot("mark", storage.mainBranch().head(), "why");
        for (int i = 0; i < 3; i++) {
            create(storage.mainBranch(), "/m" + i);
            create(side, "/s" + i);
        }

        LoadSummary loaded = load(dump());

        assertThat(loaded.changes()).isEqualTo(7);
        assertThat(loaded.acts()).isEqualTo(2);
        assertThat(paths(replica, "main")).isEqualTo(paths(storage, "main"));
        assertThat(paths(replica, "side")).containsExactly("/", "/a", "/s0", "/s1", "/s2");
        assertThat(replica.snapshots()).isEqualTo(storage.snapshots());
        LoadSummary again = load(dump());
        assertThat(again.changes()).isZero();
        assertThat(again.acts()).isZero();
    }

    /** It is more than is taken into memory at once, and its first operations must not be lost with that. */
    @Test
    void changeThatCarriesMuchIsLoadedWhole() {
        Branch main = storage.mainBranch();
        create(main, "/file");
        Change.Builder change = Change.by("tester");
        byte[] part = new byte[1 << 20];
        for (int i = 0; i < 5; i++) {
            Arrays.fill(part, (byte) (i + 1));
            change.write(FILE, (long) i << 20, Content.of(part.clone()));
        }
        main.apply(change.build());
        create(main, "/after");

        LoadSummary loaded = load(dump());

        assertThat(loaded.changes()).isEqualTo(3);
        assertThat(replica.mainBranch().head().read(FILE))
                .isEqualTo(storage.mainBranch().head().read(FILE));
        assertThat(replica.mainBranch().head().chainHash())
                .isEqualTo(main.head().chainHash());
    }

    @Test
    void changeOfManyOperationsIsLoadedWholeOrNotAtAll() {
        Branch main = storage.mainBranch();
        create(main, "/before");
        try (StagedChange stage = main.stage("tester", "", "")) {
            for (int i = 0; i < 2001; i++) {
                stage.add(new Operation.CreateSymlink(
                        StorePath.of(String.format("/l%04d", i)), utf8("x"), Optional.empty()));
            }
            stage.publish();
        }
        create(main, "/after");
        byte[] dump = dump();
        DumpFrames frames = DumpFrames.of(dump);
        byte[] wrong = frames.replacing(lastOperations(frames, "l2000"), utf8("l2000"), utf8("l0001"))
                .toByteArray();

        assertThatThrownBy(() -> load(wrong)).isInstanceOf(InvalidDumpException.class);
        assertThat(paths(replica, "main")).containsExactly("/", "/before");
        LoadSummary loaded = load(dump);

        assertThat(loaded.changes()).isEqualTo(2);
        assertThat(replica.mainBranch().head().chainHash())
                .isEqualTo(main.head().chainHash());
    }

    private static int lastOperations(DumpFrames frames, String name) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < frames.frames().size(); place++) {
            if (new String(frames.payload(place), StandardCharsets.ISO_8859_1).contains(name)) {
                places.add(place);
            }
        }
        return places.get(places.size() - 1);
    }

    @Test
    void progressOfALoadIsThatOfTheStoresNumbers() {
        for (String path : List.of("/a", "/b")) {
            create(storage.mainBranch(), path);
        }
        List<String> steps = new ArrayList<>();

        replica.load(
                new ByteArrayInputStream(dump()), (step, done, total) -> steps.add(step + " " + done + " of " + total));

        assertThat(steps)
                .containsExactly(
                        "loading 1 of 2", "loading 1 of 2", "loading 2 of 2", "loading 2 of 2", "loading 2 of 2");
    }

    @Test
    void partThatIsMissingOrComesTwiceIsNoticed() {
        Branch main = storage.mainBranch();
        create(main, "/a");
        storage.createSnapshot("mark", main.head(), "");
        create(main, "/b");
        DumpFrames frames = DumpFrames.of(dump());
        for (int place = 0; place < frames.frames().size(); place++) {
            DumpFrames.Frame frame = frames.frames().get(place);
            assertInvalid(frames.without(place));
            assertInvalid(frames.inserting(place, frame.kind(), frame.payload()));
        }
        int act = frames.first(DumpFrames.ACT);
        int operations = frames.first(DumpFrames.OPERATIONS);
        assertInvalid(frames.without(act).inserting(operations, DumpFrames.ACT, frames.payload(act)));

        assertThat(load(frames.toByteArray()).changes()).isLessThanOrEqualTo(2);
        assertThat(paths(replica, "main")).containsExactly("/", "/a", "/b");
    }

    private void assertInvalid(DumpFrames frames) {
        assertThatThrownBy(() -> load(frames.toByteArray())).isInstanceOf(InvalidDumpException.class);
    }

    @Test
    void dumpOfBeforeIsNothingToDoAndThatOfAnotherWayIsRefused() {
        create(storage.mainBranch(), "/a");
        byte[] atChange = dump();
        Branch side = storage.fork("side", storage.mainBranch().head());
        byte[] atAct = dump();
        create(side, "/s");
        byte[] atSide = dump();
        create(storage.mainBranch(), "/b");
        load(dump());

        for (byte[] before : List.of(atChange, atAct, atSide)) {
            LoadSummary loaded = load(before);
            assertThat(loaded.changes() + loaded.acts()).isZero();
        }
        try (FileSystemStorage other = open("other")) {
            create(other.mainBranch(), "/x");
            for (byte[] before : List.of(atChange, atAct, atSide)) {
                assertThatThrownBy(() -> other.load(new ByteArrayInputStream(before), Progress.NONE))
                        .isInstanceOf(DumpMismatchException.class);
            }
        }
    }

    /** The node of a branch that was removed is in no dump, and its number is not given out again all the same. */
    @Test
    void numbersGoOnBehindThoseOfTheDumpedStore() {
        create(storage.mainBranch(), "/a");
        create(storage.fork("side", storage.mainBranch().head()), "/s");
        storage.deleteBranch("side");
        load(dump());

        create(storage.mainBranch(), "/b");
        create(replica.mainBranch(), "/b");

        StorePath path = StorePath.of("/b");
        assertThat(replica.mainBranch().head().entry(path).node().id())
                .isEqualTo(storage.mainBranch().head().entry(path).node().id());
        assertThat(replica.mainBranch().head().point())
                .isEqualTo(storage.mainBranch().head().point());
    }

    @Test
    void nodesOfContentStandOnWhatAnEarlierDumpBrought() {
        byte[] bytes = new byte[1 << 20];
        new Random(2911).nextBytes(bytes);
        storage.mainBranch()
                .apply(Change.by("tester").create(FILE, Content.of(bytes)).build());
        LoadSummary first = load(dump());
        bytes[1 << 19]++;
        storage.mainBranch()
                .apply(Change.by("tester").replace(FILE, Content.of(bytes)).build());
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        storage.dump(rest, DumpOptions.after(first.end()), Progress.NONE);

        LoadSummary loaded = load(rest.toByteArray());

        assertThat(rest.size()).isLessThan(bytes.length / 2);
        assertThat(loaded.changes()).isEqualTo(1);
        assertThat(replica.mainBranch().head().read(FILE)).isEqualTo(bytes);
        assertThatThrownBy(() -> loadInto("other", rest.toByteArray())).isInstanceOf(DumpMismatchException.class);
    }

    private void loadInto(String name, byte[] dump) {
        try (FileSystemStorage other = open(name)) {
            other.load(new ByteArrayInputStream(dump), Progress.NONE);
        }
    }

    @Test
    void dumpThatHoldsMoreOrLessThanItSaysIsNoticed() {
        create(storage.mainBranch(), "/a");
        DumpFrames frames = DumpFrames.of(dump());
        int end = frames.frames().size() - 1;
        // Numbers of changes, acts and objects, of a byte each, before two others.
        for (int back = 5; back > 2; back--) {
            byte[] payload = frames.payload(end).clone();
            payload[payload.length - back]++;

            assertThatThrownBy(() -> load(frames.with(end, payload).toByteArray()))
                    .isInstanceOf(InvalidDumpException.class)
                    .hasMessageContaining("more or less");
        }
        assertThat(load(frames.toByteArray()).end().sequence()).isEqualTo(1);
    }
}
