package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Attributes;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.Change.Precondition;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.PreconditionFailedException;
import dev.ize.spi.StorePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations on a store made by hand: after each, verification finds nothing, and the tree shows what was done. */
class AppliedOperationsTest {
    private static final StorePath DIRECTORY = StorePath.of("/d");
    private static final StorePath FILE = StorePath.of("/d/b");
    private static final StorePath NEW = StorePath.of("/new");
    private static final StorePath NONE = StorePath.of("/none");
    private static final Name ATTRIBUTE = Name.of("user.y");
    private static final Optional<Instant> NOW = Optional.empty();

    private final TrialStore store = new TrialStore();
    private final BranchState main = store.main;
    private final BranchState side = store.side;

    @AfterEach
    void close() {
        store.close();
    }

    private AppliedChange apply(BranchState branch, List<Precondition> preconditions, Operation... operations) {
        return store.run(store.change(branch, preconditions, operations));
    }

    private AppliedChange apply(Operation... operations) {
        return apply(main, List.of(), operations);
    }

    private void assertSound() {
        store.assertSound();
    }

    private NodeRecord node(StorePath path) {
        return store.node(path);
    }

    private boolean isThere(StorePath path) {
        return store.tree(main).resolve(path) != null;
    }

    private byte[] read(StorePath path) {
        return store.read(node(path).fileContent());
    }

    private void assertRefused(Reason reason, Operation... operations) {
        CountersRecord before = store.counters.toRecord();
        assertThatThrownBy(() -> apply(operations))
                .as(Arrays.toString(operations))
                .isInstanceOfSatisfying(ChangeRefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.operationIndex()).isEqualTo(operations.length - 1);
                });
        assertThat(store.counters.toRecord()).isEqualTo(before);
    }

    private static Content bytes(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nodesOfEachKindAreMade() {
        AppliedChange applied = apply(
                new Operation.CreateFile(NEW, bytes("new"), 0640, Optional.of(time(3))),
                new Operation.CreateDirectory(StorePath.of("/e"), 0750, NOW),
                new Operation.CreateSymlink(StorePath.of("/e/l"), new byte[] {'x'}, NOW));

        assertSound();
        assertThat(applied.operations()).isEqualTo(3);
        assertThat(applied.point()).isEqualTo(new Point(BranchId.MAIN, 11));
        assertThat(applied.effectiveTime()).isEqualTo(time(8));
        assertThat(read(NEW)).containsExactly('n', 'e', 'w');
        assertThat(node(NEW).attributes()).isEqualTo(new Attributes(0640, 0, 0, time(3), time(3)));
        assertThat(node(StorePath.of("/e")).attributes()).isEqualTo(new Attributes(0750, 0, 0, time(8), time(8)));
        assertThat(node(StorePath.of("/e/l")).target()).containsExactly('x');
    }

    @Test
    void contentIsWrittenCutAndReplaced() {
        apply(new Operation.WriteFile(FILE, 2, bytes("xyz"), NOW));
        assertThat(read(FILE)).asString(StandardCharsets.UTF_8).isEqualTo("tixyz");
        apply(new Operation.WriteFile(FILE, 6, bytes("!"), NOW));
        assertThat(read(FILE)).containsExactly('t', 'i', 'x', 'y', 'z', 0, '!');
        apply(new Operation.TruncateFile(FILE, 3, NOW));
        assertThat(read(FILE)).asString(StandardCharsets.UTF_8).isEqualTo("tix");
        apply(new Operation.TruncateFile(FILE, 3, NOW));
        apply(new Operation.WriteFile(FILE, 9, bytes(""), NOW));
        assertThat(read(FILE)).asString(StandardCharsets.UTF_8).isEqualTo("tix");
        apply(new Operation.TruncateFile(FILE, 0, NOW));
        assertThat(node(FILE).fileContent()).isEqualTo(ContentLocation.EMPTY);
        apply(new Operation.ReplaceContent(FILE, Content.of(TrialStore.noise(300_000)), Optional.of(time(2))));
        assertThat(read(FILE)).isEqualTo(TrialStore.noise(300_000));
        assertThat(node(FILE).liveAttributes().modified()).isEqualTo(time(2));
        assertThat(node(FILE).liveAttributes().accessed()).isEqualTo(time(2));
        assertSound();
    }

    @Test
    void contentThatGrowsAndShrinksMovesBetweenOperationsAndObjects() {
        apply(new Operation.WriteFile(FILE, 0, Content.of(TrialStore.noise(1024)), NOW));
        assertThat(node(FILE).fileContent().place()).isInstanceOf(ContentLocation.InOperation.class);
        apply(new Operation.WriteFile(FILE, 1024, bytes("x"), NOW));
        assertThat(node(FILE).fileContent().place()).isInstanceOf(ContentLocation.InContent.class);
        assertThat(read(FILE)).hasSize(1025).startsWith(TrialStore.noise(1024)).endsWith('x');
        apply(new Operation.TruncateFile(FILE, 1024, NOW));
        assertThat(read(FILE)).isEqualTo(TrialStore.noise(1024));
        apply(new Operation.TruncateFile(FILE, 2000, NOW));
        assertThat(read(FILE)).isEqualTo(Arrays.copyOf(TrialStore.noise(1024), 2000));
        apply(new Operation.WriteFile(FILE, 500_000, bytes("end"), NOW));
        assertThat(read(FILE))
                .hasSize(500_003)
                .startsWith(TrialStore.noise(1024))
                .endsWith('e', 'n', 'd');
        assertSound();
    }

    @Test
    void fileMayBeAsLongAsANumberTells() {
        apply(new Operation.WriteFile(FILE, Long.MAX_VALUE - 1, bytes("x"), NOW));

        assertThat(node(FILE).fileContent().reference().length()).isEqualTo(Long.MAX_VALUE);
        assertRefused(Reason.TOO_LARGE, new Operation.WriteFile(FILE, Long.MAX_VALUE, bytes("x"), NOW));
        assertSound();
    }

    @Test
    void changeOfManyOperationsKeepsTinyContentAmongTheObjects() {
        Operation[] operations = new Operation[17];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = new Operation.CreateFile(StorePath.of("/f" + i), bytes("x" + i), 0644, NOW);
        }
        apply(operations);
        assertThat(node(StorePath.of("/f3")).fileContent().place()).isInstanceOf(ContentLocation.InContent.class);

        Operation[] fewer = new Operation[16];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = new Operation.CreateFile(StorePath.of("/g" + i), bytes("y" + i), 0644, NOW);
        }
        apply(fewer);
        assertThat(node(StorePath.of("/g3")).fileContent().place()).isInstanceOf(ContentLocation.InOperation.class);
        assertSound();
    }

    @Test
    void describingLeavesTheRest() {
        Attributes old = node(FILE).liveAttributes();
        apply(new Operation.SetPermissions(FILE, 0123));
        assertThat(node(FILE).attributes()).isEqualTo(new Attributes(0123, 0, 0, old.modified(), old.accessed()));
        apply(new Operation.SetOwnership(FILE, 4, 5));
        assertThat(node(FILE).attributes()).isEqualTo(new Attributes(0123, 4, 5, old.modified(), old.accessed()));
        apply(new Operation.SetTimestamps(FILE, Optional.of(time(1)), NOW));
        assertThat(node(FILE).attributes()).isEqualTo(new Attributes(0123, 4, 5, time(1), old.accessed()));
        apply(new Operation.SetTimestamps(StorePath.ROOT, NOW, Optional.of(time(2))));
        assertThat(store.tree(main).node(1).liveAttributes().accessed()).isEqualTo(time(2));
        apply(new Operation.SetExtendedAttribute(FILE, ATTRIBUTE, new byte[] {9}));
        assertThat(store.tree(main).attributes(HandMadeStore.FILE)).containsOnlyKeys(ATTRIBUTE);
        apply(new Operation.RemoveExtendedAttribute(FILE, ATTRIBUTE));
        assertThat(store.tree(main).attributes(HandMadeStore.FILE)).isEmpty();
        assertSound();
    }

    @Test
    void entriesAreMovedLinkedExchangedAndRemoved() {
        apply(new Operation.CreateHardLink(FILE, NEW));
        assertThat(node(FILE).links()).isEqualTo(2);
        apply(new Operation.RenameFile(FILE, StorePath.of("/d/c")));
        assertThat(isThere(FILE)).isFalse();
        apply(new Operation.CreateDirectory(StorePath.of("/e"), 0700, NOW));
        apply(new Operation.RenameDirectory(StorePath.of("/e"), StorePath.of("/d/e")));
        apply(new Operation.ExchangeEntries(NEW, StorePath.of("/d/e")));
        assertThat(node(NEW).kind()).isEqualTo(NodeKind.DIRECTORY);
        apply(new Operation.RenameDirectory(NEW, StorePath.of("/f")));
        apply(new Operation.CreateFile(NEW, bytes("over"), 0644, NOW));
        apply(new Operation.RenameFile(NEW, StorePath.of("/d/e")));
        assertThat(node(StorePath.of("/d/c")).links()).isEqualTo(1);
        assertThat(read(StorePath.of("/d/e"))).containsExactly('o', 'v', 'e', 'r');
        apply(new Operation.DeleteDirectory(StorePath.of("/f")));
        apply(new Operation.DeleteFile(StorePath.of("/d/e")));
        apply(new Operation.CreateSymlink(NEW, new byte[] {'x'}, NOW), new Operation.DeleteSymlink(NEW));
        assertThat(isThere(NEW)).isFalse();
        assertSound();
    }

    @Test
    void forkHidesWhatItsParentShowsAndBringsItBack() {
        apply(side, List.of(), new Operation.DeleteDirectory(DIRECTORY));
        assertThat(store.tree(side).resolve(DIRECTORY)).isNull();
        assertThat(isThere(DIRECTORY)).isTrue();
        apply(side, List.of(), new Operation.CreateDirectory(DIRECTORY, 0700, NOW));
        apply(side, List.of(), new Operation.CreateFile(FILE, bytes("again"), 0644, NOW));

        assertThat(store.tree(side).resolve(FILE)).isNotNull();
        assertThat(side.head().seq()).isEqualTo(11);
        assertThat(main.head().seq()).isEqualTo(8);
        assertSound();
    }

    @Test
    void pathMayLeadToAnotherDirectoryOnEachBranch() {
        apply(
                new Operation.DeleteFile(FILE),
                new Operation.DeleteDirectory(DIRECTORY),
                new Operation.CreateDirectory(DIRECTORY, 0700, NOW),
                new Operation.CreateSymlink(StorePath.of("/d/l"), new byte[] {'x'}, NOW));
        apply(side, List.of(), new Operation.CreateSymlink(StorePath.of("/d/m"), new byte[] {'y'}, NOW));

        assertThat(store.tree(side).resolve(StorePath.of("/d/m"))).isNotNull();
        assertSound();
    }

    @Test
    void operationThatComesToNothingIsNotLogged() {
        AppliedChange applied = apply(
                new Operation.RenameFile(FILE, FILE),
                new Operation.RenameDirectory(DIRECTORY, DIRECTORY),
                new Operation.ExchangeEntries(FILE, FILE));

        assertThat(applied).isEqualTo(new AppliedChange(new Point(BranchId.MAIN, 8), time(8), 0));
        assertThat(main.head().seq()).isEqualTo(8);
        assertSound();
    }

    @Test
    void operationsThatDoNotFitTheTreeAreRefused() {
        Operation fits = new Operation.SetPermissions(FILE, 0);
        StorePath below = StorePath.of("/d/b/c");
        StorePath nowhere = StorePath.of("/none/c");
        assertRefused(Reason.EXISTS, fits, new Operation.CreateFile(FILE, bytes("x"), 0644, NOW));
        assertRefused(Reason.EXISTS, new Operation.CreateDirectory(StorePath.ROOT, 0755, NOW));
        assertRefused(Reason.EXISTS, new Operation.CreateHardLink(FILE, DIRECTORY));
        assertRefused(Reason.NOT_FOUND, fits, fits, new Operation.DeleteFile(NONE));
        assertRefused(Reason.NOT_FOUND, new Operation.DeleteFile(nowhere));
        assertRefused(Reason.NOT_FOUND, new Operation.SetPermissions(NONE, 0));
        assertRefused(Reason.NOT_A_DIRECTORY, new Operation.DeleteFile(below));
        assertRefused(Reason.NOT_A_DIRECTORY, new Operation.DeleteDirectory(FILE));
        assertRefused(Reason.NOT_A_DIRECTORY, new Operation.RenameDirectory(FILE, NEW));
        assertRefused(Reason.ROOT, new Operation.DeleteDirectory(StorePath.ROOT));
        assertRefused(Reason.IS_A_DIRECTORY, new Operation.DeleteFile(DIRECTORY));
        assertRefused(Reason.IS_A_DIRECTORY, new Operation.TruncateFile(DIRECTORY, 0, NOW));
        assertRefused(Reason.IS_A_DIRECTORY, new Operation.TruncateFile(StorePath.ROOT, 0, NOW));
        assertRefused(Reason.IS_A_DIRECTORY, new Operation.RenameFile(DIRECTORY, NEW));
        assertRefused(Reason.IS_A_DIRECTORY, new Operation.RenameFile(FILE, DIRECTORY));
        assertRefused(Reason.IS_A_DIRECTORY, new Operation.CreateHardLink(DIRECTORY, NEW));
        assertRefused(Reason.NOT_A_SYMLINK, new Operation.DeleteSymlink(FILE));
        Operation link = new Operation.CreateSymlink(NEW, new byte[] {'x'}, NOW);
        assertRefused(Reason.NOT_A_FILE, link, new Operation.DeleteFile(NEW));
        assertRefused(Reason.NOT_EMPTY, new Operation.DeleteDirectory(DIRECTORY));
        Operation directory = new Operation.CreateDirectory(NEW, 0755, NOW);
        assertRefused(Reason.NOT_EMPTY, directory, new Operation.RenameDirectory(NEW, DIRECTORY));
        assertRefused(Reason.NOT_A_DIRECTORY, directory, new Operation.RenameDirectory(NEW, FILE));
        assertRefused(Reason.INTO_ITSELF, new Operation.RenameDirectory(DIRECTORY, StorePath.of("/d/e")));
        assertRefused(Reason.INTO_ITSELF, new Operation.ExchangeEntries(DIRECTORY, FILE));
        assertRefused(Reason.INTO_ITSELF, new Operation.ExchangeEntries(FILE, DIRECTORY));
        assertRefused(Reason.NO_SUCH_ATTRIBUTE, new Operation.RemoveExtendedAttribute(FILE, ATTRIBUTE));
        assertSound();
    }

    @Test
    void changeIsAppliedOnlyWhereItIsExpectedTo() {
        Operation operation = new Operation.SetPermissions(FILE, 0);
        Point head = new Point(BranchId.MAIN, 8);
        ContentReference tiny = node(FILE).fileContent().reference();
        ContentReference other = new ContentReference(ContentHash.ofContent(new byte[1]), tiny.form(), 1);
        assertThatThrownBy(() -> apply(main, List.of(new Change.HeadIs(new Point(BranchId.MAIN, 4))), operation))
                .isInstanceOf(HeadMovedException.class);
        assertThatThrownBy(() -> apply(main, List.of(new Change.IsAbsent(FILE)), operation))
                .isInstanceOf(PreconditionFailedException.class);
        for (StorePath path : List.of(FILE, DIRECTORY, NONE)) {
            assertThatThrownBy(() -> apply(main, List.of(new Change.ContentIs(path, other)), operation))
                    .isInstanceOf(PreconditionFailedException.class);
        }

        apply(
                main,
                List.of(new Change.HeadIs(head), new Change.IsAbsent(NONE), new Change.ContentIs(FILE, tiny)),
                operation);

        assertThat(main.head().seq()).isEqualTo(9);
    }

    @Test
    void deletedBranchTakesNoChange() {
        side.markDeleted();

        assertThatThrownBy(() -> apply(side, List.of(), new Operation.SetPermissions(DIRECTORY, 0)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void formerStateIsRestoredAsOperations() {
        apply(
                new Operation.DeleteFile(FILE),
                new Operation.CreateDirectory(FILE, 0700, NOW),
                new Operation.CreateFile(StorePath.of("/d/b/x"), bytes("x"), 0644, NOW),
                new Operation.SetPermissions(DIRECTORY, 0111),
                new Operation.SetExtendedAttribute(DIRECTORY, ATTRIBUTE, new byte[1]),
                new Operation.CreateSymlink(StorePath.of("/d/l"), new byte[] {'x'}, NOW));

        AppliedChange restored = apply(new Operation.Restore(DIRECTORY, new Point(BranchId.MAIN, 8), DIRECTORY));

        assertSound();
        assertThat(restored.operations()).isGreaterThan(4);
        assertThat(read(FILE)).asString(StandardCharsets.UTF_8).isEqualTo("tiny");
        assertThat(node(FILE).liveAttributes().mode()).isEqualTo(0600);
        assertThat(node(DIRECTORY).liveAttributes().mode()).isEqualTo(0755);
        assertThat(store.tree(main).attributes(HandMadeStore.DIRECTORY)).containsOnlyKeys(HandMadeStore.ATTRIBUTE);
        assertThat(store.tree(main).list(HandMadeStore.DIRECTORY, null, 9).entries())
                .hasSize(1);
        Point now = new Point(BranchId.MAIN, main.head().seq());
        assertThat(apply(new Operation.Restore(DIRECTORY, now, DIRECTORY)).operations())
                .isZero();
    }
}
