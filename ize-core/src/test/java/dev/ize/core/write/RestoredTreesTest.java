package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.tree.TreeReader;
import dev.ize.spi.BranchId;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operations that bring a former state back: what was made anew, what is changed in place, and what stays as it is. */
class RestoredTreesTest {
    private static final StorePath DIRECTORY = StorePath.of("/d");
    private static final StorePath FILE = StorePath.of("/d/b");
    private static final StorePath LINK = StorePath.of("/d/c");
    private static final StorePath SYMLINK = StorePath.of("/d/s");
    private static final Name ATTRIBUTE = Name.of("user.y");
    private static final byte[] ONE = {1};
    private static final Optional<Instant> NOW = Optional.empty();

    private final TrialStore store = new TrialStore();

    @AfterEach
    void close() {
        store.close();
    }

    private void apply(Operation... operations) {
        store.apply(store.main, operations);
    }

    /** Gives the point up to which something is done. */
    private long after(Operation... operations) {
        apply(operations);
        return store.main.head().seq();
    }

    private TreeReader at(BranchState branch, long seq) {
        return new TreeReader(store.made.records(), branch.lineage(), seq);
    }

    /** What is to be done so that a path shows what another showed in a former tree. */
    private List<Operation> plan(TreeReader former, StorePath path, StorePath source) {
        List<PendingOperation> steps = new ArrayList<>();
        new RestorePlan(store.tree(store.main), former, store.codec, 3, steps::add)
                .restore(new Operation.Restore(path, new Point(BranchId.MAIN, 1), source));
        assertThat(steps).allMatch(step -> step.position() == 3);
        return steps.stream().map(PendingOperation::operation).toList();
    }

    private List<Operation> plan(long seq, StorePath path) {
        return plan(at(store.main, seq), path, path);
    }

    private Optional<Instant> modified(StorePath path) {
        return Optional.of(store.node(path).liveAttributes().modified());
    }

    private static Operation created(StorePath path, String text) {
        return new Operation.CreateFile(path, Content.of(text), 0644, NOW);
    }

    private static Operation attribute(StorePath path, byte... value) {
        return new Operation.SetExtendedAttribute(path, ATTRIBUTE, value);
    }

    private static Operation times(StorePath path, long modified, long accessed) {
        return new Operation.SetTimestamps(path, Optional.of(time(modified)), Optional.of(time(accessed)));
    }

    @Test
    void deletedFileIsMadeAnewWithAllThatItHad() {
        long before = after(
                new Operation.SetOwnership(FILE, 5, 6),
                times(FILE, 31, 32),
                attribute(FILE, ONE),
                new Operation.SetPermissions(FILE, 0604));
        ContentReference content = store.node(FILE).fileContent().reference();
        apply(new Operation.DeleteFile(FILE));

        assertThat(plan(before, FILE))
                .containsExactly(
                        new Operation.CreateFile(FILE, content, 0604, Optional.of(time(31))),
                        new Operation.SetOwnership(FILE, 5, 6),
                        times(FILE, 31, 32),
                        attribute(FILE, ONE));
    }

    @Test
    void deletedSymlinkIsMadeAnewWithAllThatItHad() {
        byte[] target = "b".getBytes(StandardCharsets.UTF_8);
        long before = after(
                new Operation.CreateSymlink(SYMLINK, target, Optional.of(time(31))),
                new Operation.SetPermissions(SYMLINK, 0700),
                attribute(SYMLINK, ONE));
        apply(new Operation.DeleteSymlink(SYMLINK));

        assertThat(plan(before, SYMLINK))
                .containsExactly(
                        new Operation.CreateSymlink(SYMLINK, target, Optional.of(time(31))),
                        new Operation.SetPermissions(SYMLINK, 0700),
                        attribute(SYMLINK, ONE));
    }

    @Test
    void deletedDirectoryIsMadeBeforeWhatIsInIt() {
        apply(new Operation.DeleteFile(FILE), new Operation.DeleteDirectory(DIRECTORY));

        List<Operation> plan = plan(8, DIRECTORY);

        assertThat(plan.get(0)).isEqualTo(new Operation.CreateDirectory(DIRECTORY, 0755, Optional.of(time(1))));
        assertThat(plan.get(plan.size() - 1).path()).isEqualTo(FILE);
    }

    @Test
    void nodeThatIsStillThereIsChangedInPlace() {
        long before = after(new Operation.SetOwnership(FILE, 5, 6), times(FILE, 31, 32), attribute(FILE, ONE));
        apply(
                new Operation.SetOwnership(FILE, 7, 6),
                times(FILE, 41, 32),
                attribute(FILE, (byte) 2),
                new Operation.SetPermissions(FILE, 0777));

        assertThat(plan(before, FILE))
                .containsExactly(
                        new Operation.SetPermissions(FILE, 0600),
                        new Operation.SetOwnership(FILE, 5, 6),
                        times(FILE, 31, 32),
                        attribute(FILE, ONE));
    }

    @Test
    void groupAndTimeOfAccessAreBroughtBackByThemselves() {
        long before = after(new Operation.SetOwnership(FILE, 5, 6), times(FILE, 31, 32));
        apply(new Operation.SetOwnership(FILE, 5, 7));
        assertThat(plan(before, FILE)).containsExactly(new Operation.SetOwnership(FILE, 5, 6));
        apply(new Operation.SetOwnership(FILE, 5, 6), times(FILE, 31, 42));

        assertThat(plan(before, FILE)).containsExactly(times(FILE, 31, 32));
    }

    @Test
    void contentThatWasReplacedComesBackWithItsTime() {
        ContentReference former = store.node(FILE).fileContent().reference();
        Optional<Instant> modified = modified(FILE);
        apply(new Operation.ReplaceContent(FILE, Content.of("new"), Optional.of(time(50))));

        assertThat(plan(8, FILE)).containsExactly(new Operation.ReplaceContent(FILE, former, modified));
    }

    @Test
    void attributeThatCameSinceGoesAndOneThatWentComesBack() {
        Name late = Name.of("user.z");
        long before = after(attribute(FILE, ONE));
        apply(
                new Operation.RemoveExtendedAttribute(FILE, ATTRIBUTE),
                new Operation.SetExtendedAttribute(FILE, late, ONE));

        assertThat(plan(before, FILE))
                .containsExactly(new Operation.RemoveExtendedAttribute(FILE, late), attribute(FILE, ONE));
    }

    @Test
    void stateThatIsThereAlreadyTakesNoOperation() {
        long now = after(attribute(FILE, ONE), new Operation.CreateHardLink(FILE, LINK));

        assertThat(plan(now, StorePath.ROOT)).isEmpty();
    }

    @Test
    void linksOfAFileThatIsGoneLeadToOneFileAgain() {
        long before = after(new Operation.CreateHardLink(FILE, LINK));
        ContentReference content = store.node(FILE).fileContent().reference();
        apply(new Operation.DeleteFile(FILE), new Operation.DeleteFile(LINK));

        List<Operation> plan = plan(before, DIRECTORY);

        assertThat(plan)
                .contains(new Operation.CreateFile(FILE, content, 0600, Optional.of(time(2))))
                .endsWith(new Operation.CreateHardLink(FILE, LINK));
    }

    @Test
    void linkThatIsGoneLeadsToWhereItsFileStillIs() {
        long before = after(new Operation.CreateHardLink(FILE, LINK));
        apply(new Operation.DeleteFile(FILE));

        assertThat(plan(before, DIRECTORY)).containsExactly(new Operation.CreateHardLink(LINK, FILE));
    }

    /** It has the place of the first link, and is no place of the file by now. */
    @Test
    void otherFileInThePlaceOfALinkMakesWay() {
        long before = after(new Operation.CreateHardLink(FILE, LINK));
        apply(new Operation.DeleteFile(FILE), created(FILE, "other"));

        assertThat(plan(before, DIRECTORY))
                .containsExactly(new Operation.DeleteFile(FILE), new Operation.CreateHardLink(LINK, FILE));
    }

    @Test
    void fileOfSeveralLinksIsChangedOnce() {
        long before = after(new Operation.CreateHardLink(FILE, LINK));
        apply(new Operation.SetPermissions(LINK, 0777));

        assertThat(plan(before, DIRECTORY)).containsExactly(new Operation.SetPermissions(FILE, 0600));
    }

    /** A path of so many bytes. */
    private static StorePath pathOf(int bytes) {
        StringBuilder path = new StringBuilder();
        while (path.length() + 202 < bytes) {
            path.append('/').append("x".repeat(200));
        }
        int rest = bytes - path.length() - 1;
        path.append('/').append("x".repeat(rest));
        return StorePath.of(path.toString());
    }

    @Test
    void fileWhoseNewPathIsTooLongToBeGivenIsRefused() {
        assertThat(plan(at(store.main, 8), pathOf(4094), DIRECTORY)).isNotEmpty();

        assertThatThrownBy(() -> plan(at(store.main, 8), pathOf(4095), DIRECTORY))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("4097 bytes");
    }

    @Test
    void directoryWhoseNewPathIsTooLongToBeGivenIsRefused() {
        TreeReader empty = at(store.side, 7);
        assertThat(plan(empty, pathOf(4094), StorePath.ROOT)).isNotEmpty();

        assertThatThrownBy(() -> plan(empty, pathOf(4095), StorePath.ROOT))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("4097 bytes");
    }

    @Test
    void whatIsNeitherThereNorWasTakesNoOperation() {
        StorePath none = StorePath.of("/none");

        assertThat(plan(8, none)).isEmpty();
    }
}
