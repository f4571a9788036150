package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes that are written as another store has recorded them: what is taken over of them, and what is refused. */
class LoadedChangesTest {
    private static final StorePath PATH = StorePath.of("/d/b");
    private static final StorePath NEW = StorePath.of("/new");

    private final TrialStore store = new TrialStore();

    @AfterEach
    void close() {
        store.close();
    }

    private static RecordedOperation recorded(long seq, Operation operation) {
        return new RecordedOperation(seq, OptionalLong.empty(), false, operation, Optional.empty());
    }

    private static RecordedOperation permissions(long seq, int mode) {
        return recorded(seq, new Operation.SetPermissions(PATH, mode));
    }

    private static RecordedOperation directory(long seq, long node) {
        return new RecordedOperation(
                seq,
                OptionalLong.of(node),
                false,
                new Operation.CreateDirectory(NEW, 0755, Optional.of(time(20))),
                Optional.empty());
    }

    private static RecordedOperation replacement(long seq, ContentReference content) {
        return recorded(seq, new Operation.ReplaceContent(PATH, content, Optional.of(time(20))));
    }

    /** How another store, which was where this one is, would have closed a change of these operations. */
    private RecordedChange change(long seq, boolean closedAlone, RecordedOperation... operations) {
        Chain chain = new Chain(store.main.head().link());
        for (RecordedOperation operation : operations) {
            chain.add(operation.operation());
        }
        ContentHash link = chain.close("author", "why", "", time(20));
        ContentHash storeLink = Chain.storeLink(store.counters.toRecord().storeLink(), seq, link.toByteArray());
        return new RecordedChange(
                MAIN,
                seq,
                closedAlone,
                false,
                new ClosingRecord(operations.length, "author", "why", "", time(20), time(20), link, storeLink));
    }

    private static List<PendingOperation> pending(RecordedOperation... operations) {
        List<PendingOperation> pending = new ArrayList<>();
        for (RecordedOperation recorded : operations) {
            Optional<PendingOperation.Ready> content = recorded.bytes()
                    .map(bytes -> PendingOperation.Ready.of(PreparedContent.of(bytes)))
                    .or(() -> PendingOperation.reference(recorded.operation()).map(PendingOperation.Ready::stored));
            pending.add(new PendingOperation(recorded.operation(), pending.size(), content, Optional.of(recorded)));
        }
        return pending;
    }

    private void load(RecordedChange change, RecordedOperation... operations) {
        store.run(new RecordedChangesTask(
                store.main,
                store.counters.position(),
                List.of(new RecordedChangesTask.Whole(change, pending(operations)))));
    }

    /** Loads a change that closes with its last operation. */
    private void load(RecordedOperation... operations) {
        load(change(operations[operations.length - 1].seq(), false, operations), operations);
    }

    private void assertRefused(String message, RecordedChange change, RecordedOperation... operations) {
        CountersRecord before = store.counters.toRecord();
        assertThatThrownBy(() -> load(change, operations))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining(message);
        assertThat(store.counters.toRecord()).isEqualTo(before);
        assertThat(store.main.head().seq()).isEqualTo(8);
    }

    private void assertRefused(String message, RecordedOperation... operations) {
        assertRefused(message, change(operations[operations.length - 1].seq(), false, operations), operations);
    }

    @Test
    void changeHasTheNumbersThatItHasInTheOtherStore() {
        load(directory(20, 30), permissions(23, 0111));

        assertThat(store.main.head().seq()).isEqualTo(23);
        assertThat(store.tree(store.main).resolve(NEW).node()).isEqualTo(30);
        OperationRecord last = store.made.operation(MAIN, 23);
        assertThat(last.changeStart()).isEqualTo(20);
        assertThat(last.closing()).isPresent();
        assertThat(store.made.operation(MAIN, 20).closing()).isEmpty();
        assertThat(store.counters.toRecord().nextSeq()).isEqualTo(24);
        assertThat(store.counters.toRecord().nextNode()).isEqualTo(31);
        store.assertSound();
    }

    @Test
    void changeMayEndInARecordOfItsOwn() {
        RecordedOperation[] operations = {permissions(20, 0111), permissions(21, 0222)};

        load(change(25, true, operations), operations);

        assertThat(store.main.head().seq()).isEqualTo(25);
        OperationRecord closing = store.made.operation(MAIN, 25);
        assertThat(closing.changeStart()).isEqualTo(20);
        assertThat(closing.operation()).isEmpty();
        assertThat(closing.closing()).isPresent();
        store.assertSound();
    }

    /** As long as it is staged: what comes between, and what comes after a crash, must not have its numbers. */
    @Test
    void numbersOfAChangeThatHasNotEndedAreNotGivenOutAgain() {
        store.inTurn(turn -> {
            ChangeRun run = new ChangeRun(
                    turn, store.main, time(20), new Chain(store.main.head().link()), false);
            pending(directory(20, 30), permissions(23, 0111)).forEach(each -> OperationApplier.apply(run, each));

            assertThat(run.start()).isEqualTo(20);
            assertThat(run.continueIn(turn).start()).isEqualTo(20);
        });

        assertThat(store.counters.toRecord().nextSeq()).isEqualTo(24);
        assertThat(store.counters.toRecord().nextNode()).isEqualTo(31);
    }

    @Test
    void newNodeMustNotHaveTheNumberOfAnother() {
        assertRefused("A new node has the number of another", directory(20, FILE));
        assertRefused("A new node has the number of another", directory(20, DIRECTORY));
    }

    @Test
    void operationsMustBeAboveTheHeadAndInTheirOrder() {
        assertRefused("not in their order. sequence=8", change(9, false, permissions(8, 0)), permissions(8, 0));
        assertRefused("not in their order. sequence=20", permissions(20, 0), permissions(20, 0));
        assertRefused("not in their order. sequence=20", permissions(21, 0), permissions(20, 0));

        load(permissions(9, 0), permissions(10, 0));

        store.assertSound();
    }

    @Test
    void changeMustEndWhereItSays() {
        RecordedOperation[] operations = {permissions(20, 0111), permissions(23, 0222)};
        String message = "A change does not end where it says";
        assertRefused(message, change(20, false, operations), operations);
        assertRefused(message, change(24, false, operations), operations);
        assertRefused(message, change(22, true, operations), operations);
        assertRefused(message, change(23, true, operations), operations);
    }

    @Test
    void endOfItsOwnMustNotBeWhereAnOperationIs() {
        store.made.putOperation(MAIN, 25, store.made.operation(MAIN, 8));

        assertRefused("A change does not end where it says", change(25, true, permissions(20, 0)), permissions(20, 0));
    }

    @Test
    void chainAndNumberOfOperationsMustBeThoseThatWereRecorded() {
        RecordedOperation[] operations = {permissions(20, 0111), permissions(21, 0222)};
        RecordedChange right = change(21, false, operations);
        ClosingRecord closing = right.closing();
        ClosingRecord fewer = new ClosingRecord(
                1, "author", "why", "", time(20), time(20), closing.branchLink(), closing.storeLink());
        ClosingRecord other =
                new ClosingRecord(2, "author", "why", "", time(20), time(20), closing.storeLink(), closing.storeLink());
        assertRefused("chain does not match", new RecordedChange(MAIN, 21, false, false, fewer), operations);
        assertRefused("chain does not match", new RecordedChange(MAIN, 21, false, false, other), operations);

        load(right, operations);

        store.assertSound();
    }

    @Test
    void contentMayBeStoredAlready() {
        byte[] noise = TrialStore.noise(3000);
        byte[] holes = new byte[1 << 20];
        ContentReference chunk = store.keep(noise);
        ContentReference tree = store.keep(holes);
        assertThat(tree.form()).isEqualTo(ContentReference.Form.TREE);

        load(replacement(20, chunk));
        assertThat(store.read(store.node(PATH).fileContent())).isEqualTo(noise);
        load(replacement(21, tree));
        assertThat(store.read(store.node(PATH).fileContent())).isEqualTo(holes);

        store.assertSound();
    }

    @Test
    void contentThatIsNotStoredComesWithItsOperation() {
        byte[] noise = TrialStore.noise(3000);
        Operation replacement =
                new Operation.ReplaceContent(PATH, PreparedContent.of(noise).reference(), Optional.of(time(20)));

        load(new RecordedOperation(20, OptionalLong.empty(), false, replacement, Optional.of(noise)));

        assertThat(store.read(store.node(PATH).fileContent())).isEqualTo(noise);
        store.assertSound();
    }

    @Test
    void contentMustBeThereAndAsLongAsItIsSaidToBe() {
        ContentReference chunk = store.keep(TrialStore.noise(3000));
        ContentReference tree = store.keep(new byte[1 << 20]);
        ContentReference missing = PreparedContent.of(TrialStore.noise(2999)).reference();
        assertRefused("content that is neither in the dump nor in the store", replacement(20, missing));
        for (ContentReference stored : List.of(chunk, tree)) {
            ContentReference longer = new ContentReference(stored.hash(), stored.form(), stored.length() + 1);
            assertRefused("Content is not as long as an operation says", replacement(20, longer));
        }
    }
}
