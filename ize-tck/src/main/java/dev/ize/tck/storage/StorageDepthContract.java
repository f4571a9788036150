package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.Entry;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Trees that are deeper than a path which can be given, and than a recursion could go.
 *
 * <p>Lists of entries are counted rather than compared: the text of one with paths this long fills the heap.
 */
abstract class StorageDepthContract extends StorageContract {
    private static final int DEPTH = 5_000;

    /** Directories that are made by their paths before the rest of the chain is moved below them. */
    private static final int AT_ONCE = 50;

    /** Of a chain whose last third has no path that can be given. */
    private static final int SHORT_DEPTH = 3 * AT_ONCE;

    private static final Name NAME = Name.of("d".repeat(38));
    private static final StorePath TOP = StorePath.ROOT.resolve(NAME);
    private static final StorePath BUILT = StorePath.of("/built");
    private static final StorePath LOW = StorePath.of("/low");
    private static final StorePath LOW_FILE = StorePath.of("/low/" + (NAME + "/").repeat(AT_ONCE) + "file");

    @Test
    @Shows("tree-35")
    void chainOfFiveThousandDirectoriesIsWalkedAndListed() {
        makeChain(DEPTH);

        List<Entry> entries = head().walk(StorePath.ROOT).toList();

        assertThat(entries.size()).isEqualTo(DEPTH + 2);
        Entry file = entries.get(DEPTH + 1);
        assertThat(file.path().length()).isEqualTo(DEPTH * (NAME.length() + 1) + 5);
        assertThat(head().paths(file.node().id())).containsExactly(file.path());
        assertThat(head().read(file.path())).asString().isEqualTo("deep");
        assertThat(head().list(file.path().parent().orElseThrow())).hasSize(1);
        assertThat(catchThrowableOfType(InvalidNameException.class, () -> apply(change -> change.delete(file.path()))))
                .as("refusal of a path that is too long")
                .isNotNull();
    }

    @Test
    @Shows("tree-37")
    void deepEntriesAreInDifferences() {
        View empty = head();
        makeChain(DEPTH);
        View full = head();
        View unlike = storage().fork("before", empty).head();

        List<DifferenceLine> added = storage().difference(empty, full);

        assertThat(count(added, DifferenceLine.Kind.ADDED)).isEqualTo(DEPTH + 1);
        assertThat(count(storage().difference(full, unlike), DifferenceLine.Kind.REMOVED))
                .isEqualTo(DEPTH + 1);
        assertThat(added.get(DEPTH).path()).isEqualTo(deepFile(full));
    }

    /** More operations than nodes were ever made: the trees are walked. */
    @Test
    @Shows("tree-37")
    void deepEntriesAreInDifferencesThatAreFoundByWalking() {
        makeChain(DEPTH);
        View before = head();
        touchRoot(DEPTH + 100);
        apply(change -> change.renameDirectory(TOP, path("/moved")));

        assertThat(storage().difference(before, head()))
                .extracting(DifferenceLine::kind)
                .containsExactlyInAnyOrder(DifferenceLine.Kind.MODIFIED, DifferenceLine.Kind.RENAMED);
    }

    @Test
    @Shows("tree-36")
    void deepEntriesHaveHistories() {
        makeChain(DEPTH);
        StorePath file = deepFile(head());
        NodeId node = head().entry(file).node().id();

        List<HistoryLine> history = head().history(file, LogQuery.newestFirst(10));

        assertThat(history).hasSize(1);
        assertThat(history.get(0).node()).isEqualTo(node);
        assertThat(head().history(node, LogQuery.newestFirst(10))).hasSize(1);
        apply(change -> change.renameDirectory(TOP, path("/moved")));
        assertThat(head().history(file, LogQuery.newestFirst(10)))
                .as("history of a path that leads nowhere now")
                .extracting(HistoryLine::node)
                .containsExactly(node);
    }

    /** What would have to change lies below paths that no operation has. */
    @Test
    @Shows("change-14")
    void restoreThatReachesTooDeepIsRefusedAndChangesNothing() {
        Point empty = head().point();
        makeChain(DEPTH);
        Point full = head().point();

        assertThat(refusalOf(change -> change.restore(TOP, empty)))
                .hasMessageContaining("move a directory above it up");
        Branch fork = storage().fork("fork", main().at(empty));
        assertThat(catchThrowableOfType(
                        InvalidNameException.class, () -> apply(fork, change -> change.restore(TOP, full))))
                .as("refusal to make what is too deep")
                .isNotNull();

        assertThat(head().point()).isEqualTo(full);
        assertThat(fork.head().list(StorePath.ROOT)).isEmpty();
    }

    @Test
    @Shows("change-13")
    void restoreOfWhatHasNotChangedFarDownChangesNothing() {
        makeChain(DEPTH);
        Point full = head().point();

        assertThat(apply(change -> change.restore(TOP, full)).operations()).isZero();
    }

    /** As the refusal says: a directory above is moved up, and back, all in one change. */
    @Test
    @Shows("change-11")
    void deepFileIsRestoredBelowADirectoryThatWasMovedUp() {
        makeChain(SHORT_DEPTH);
        StorePath file = deepFile(head());
        NodeId node = head().entry(file).node().id();
        StorePath low = StorePath.of(Collections.nCopies(2 * AT_ONCE, NAME));
        Point full = head().point();
        changeLowPart(change -> change.replace(LOW_FILE, Content.of("changed")));
        assertThat(text(head(), file)).isEqualTo("changed");
        assertThat(refusalOf(change -> change.restore(StorePath.ROOT, full)))
                .hasMessageContaining("move a directory above it up");

        changeLowPart(change -> change.add(new Operation.Restore(LOW, full, low)));

        assertThat(text(head(), file)).isEqualTo("deep");
        assertThat(head().entry(file).node().id()).isEqualTo(node);
        assertThat(storage().difference(main().at(full), head())).isEmpty();
    }

    @Test
    @Shows("tree-37")
    void deepStoreIsSoundAndIsDumpedWhole() {
        makeChain(DEPTH);

        VerificationReport report = storage().verify(VerificationOptions.full(), Progress.NONE);
        DumpSummary dump = storage().dump(OutputStream.nullOutputStream(), DumpOptions.all(), Progress.NONE);

        assertThat(report.isSound()).isTrue();
        assertThat(dump.end().sequence()).isEqualTo(head().point().sequence());
    }

    @Test
    @Shows("tree-37")
    void forkSeesTheChainAndChangesItAlone() {
        makeChain(DEPTH);
        Branch fork = storage().fork("fork", head());

        apply(fork, change -> change.renameDirectory(TOP, path("/moved")));

        assertThat(fork.head().walk(path("/moved")).count()).isEqualTo(DEPTH + 1);
        assertThat(head().walk(TOP).count()).isEqualTo(DEPTH + 1);
    }

    /** A chain of directories with a file in the last, each path as short as an operation's must be. */
    private void makeChain(int depth) {
        for (int made = 0; made < depth; made += AT_ONCE) {
            boolean isLowest = made == 0;
            apply(change -> {
                Change.Builder builder = change.createDirectory(BUILT);
                StorePath directory = BUILT;
                for (int i = 1; i < AT_ONCE; i++) {
                    directory = directory.resolve(NAME);
                    builder.createDirectory(directory);
                }
                if (isLowest) {
                    builder.create(directory.resolve("file"), Content.of("deep"));
                } else {
                    builder.renameDirectory(TOP, directory.resolve(NAME));
                }
                return builder.renameDirectory(BUILT, TOP);
            });
        }
    }

    /** Applies a change to the lower third of the shorter chain, which is at {@link #LOW} during it. */
    private void changeLowPart(UnaryOperator<Change.Builder> operations) {
        StorePath place = StorePath.of(Collections.nCopies(2 * AT_ONCE, NAME));
        apply(change -> operations.apply(change.renameDirectory(place, LOW)).renameDirectory(LOW, place));
    }

    private InvalidNameException refusalOf(UnaryOperator<Change.Builder> operations) {
        InvalidNameException refusal = catchThrowableOfType(InvalidNameException.class, () -> apply(operations::apply));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static String text(View view, StorePath file) {
        return new String(view.read(file), StandardCharsets.UTF_8);
    }

    private void touchRoot(int times) {
        try (StagedChange stage = main().stage("tester", "", "")) {
            for (int i = 0; i < times; i++) {
                stage.add(new Operation.SetPermissions(StorePath.ROOT, i % 2 == 0 ? 0700 : 0711));
            }
            stage.publish();
        }
    }

    private static long count(List<DifferenceLine> difference, DifferenceLine.Kind kind) {
        return difference.stream().filter(line -> line.kind() == kind).count();
    }

    private static StorePath deepFile(View view) {
        return view.walk(StorePath.ROOT)
                .filter(entry -> entry.node() instanceof Node.File)
                .map(Entry::path)
                .findFirst()
                .orElseThrow();
    }
}
