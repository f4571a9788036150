package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.Name;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StorePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a load has written: of a store's beginning, of its changes, small and large, and of its end. */
@Timeout(30)
class RecordedWriterTest {
    private static final StorePath PATH = StorePath.of("/d/b");

    @TempDir
    Path directory;

    private final TrialStore store = new TrialStore();
    private TrialWriter writer;

    /** Begins where the store made by hand ends. */
    private RecordedWriter start() throws IOException {
        writer = new TrialWriter(directory, store);
        return writer.recorded;
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private static RecordedOperation recorded(long seq, Operation operation, Optional<byte[]> bytes) {
        return new RecordedOperation(seq, OptionalLong.empty(), false, operation, bytes);
    }

    private static RecordedOperation permissions(long seq, int mode) {
        return recorded(seq, new Operation.SetPermissions(PATH, mode), Optional.empty());
    }

    private static RecordedOperation replacement(long seq, ContentReference content, Optional<byte[]> bytes) {
        return recorded(seq, new Operation.ReplaceContent(PATH, content, Optional.of(time(20))), bytes);
    }

    /** A change that the other store, which was where this one is, closed in a record of its own or its last operation. */
    private RecordedWriter.Whole change(BranchState branch, long seq, RecordedOperation... operations) {
        Chain chain = new Chain(branch.head().link());
        for (RecordedOperation operation : operations) {
            chain.add(operation.operation());
        }
        ContentHash link = chain.close("author", "why", "", time(20));
        ContentHash storeLink = Chain.storeLink(writer.counters.position().link(), seq, link.toByteArray());
        ClosingRecord closing =
                new ClosingRecord(operations.length, "author", "why", "", time(20), time(20), link, storeLink);
        boolean alone = operations[operations.length - 1].seq() != seq;
        return new RecordedWriter.Whole(
                new RecordedChange(branch.id(), seq, alone, false, closing), List.of(operations));
    }

    private NodeRecord file() {
        return writer.tree(store.main).node(FILE);
    }

    private CountersRecord storedCounters() {
        byte[] key = Keys.counters();
        return CountersRecord.decode(key, writer.engine.records().get(Keyspaces.META, key));
    }

    private byte[] marker() {
        return writer.engine.records().get(Keyspaces.META, Keys.stage(MAIN));
    }

    @Test
    void storeInWhichNothingHappenedTakesOverTheAgeOfTheOther() throws IOException {
        writer = new TrialWriter(directory, store, TrialTurn.counters(), (snapshot, point) -> null);

        assertThat(writer.recorded.adopt(time(50))).isTrue();

        assertThat(store.main.createdAt()).isEqualTo(time(50));
        byte[] branch = Keys.branch(MAIN);
        assertThat(BranchRecord.decode(branch, writer.engine.records().get(Keyspaces.BRANCHES, branch)))
                .isEqualTo(new BranchRecord(0, 0, 0, time(50), false, "main"));
        assertThat(new TreeReader(writer.engine.records(), store.main.lineage(), 0)
                        .node(ROOT)
                        .liveAttributes()
                        .modified())
                .isEqualTo(time(50));
        assertThat(storedCounters().createdAt()).isEqualTo(time(50));
        assertThat(writer.counters.timeAt(time(0))).isEqualTo(time(50));
    }

    @Test
    void storeInWhichSomethingHappenedKeepsItsAge() throws IOException {
        RecordedWriter recorded = start();

        assertThat(recorded.adopt(time(50))).isFalse();

        assertThat(store.main.createdAt()).isEqualTo(time(0));
        assertThat(writer.counters.toRecord().createdAt()).isEqualTo(time(0));
    }

    @Test
    void changesOfABranchAreAppliedTogether() throws IOException {
        RecordedWriter recorded = start();
        RecordedWriter.Whole change = change(store.main, 21, permissions(20, 0111), permissions(21, 0222));

        assertThat(recorded.apply(recorded.position(), List.of(change))).isTrue();

        assertThat(recorded.position()).isEqualTo(change.change().position());
        assertThat(store.main.head().seq()).isEqualTo(21);
        assertThat(file().liveAttributes().mode()).isEqualTo(0222);
    }

    @Test
    void changeIsRefusedWhereTheStoreHasGoneOn() throws IOException {
        RecordedWriter recorded = start();
        RecordedWriter.Whole change = change(store.main, 20, permissions(20, 0111));
        StorePosition before = recorded.position();
        writer.administration.createSnapshot("own", store.main, 8, "");

        assertThatThrownBy(() -> recorded.apply(before, List.of(change))).isInstanceOf(DumpMismatchException.class);
        assertThatThrownBy(() -> recorded.finish(before, 50, 60)).isInstanceOf(DumpMismatchException.class);
        RecordedWriter.Large large = recorded.begin(change.change());
        large.add(permissions(20, 0111));
        assertThatThrownBy(() -> large.publish(before)).isInstanceOf(DumpMismatchException.class);
        large.close();

        assertThat(store.main.head().seq()).isEqualTo(8);
        assertThat(writer.counters.toRecord().nextNode()).isEqualTo(4);
    }

    @Test
    void changeNeedsABranchThatLives() throws IOException {
        RecordedWriter recorded = start();
        RecordedWriter.Whole change = change(store.side, 20, permissions(20, 0111));
        RecordedChange lost =
                new RecordedChange(77, 20, false, false, change.change().closing());
        StorePosition base = recorded.position();

        assertThatThrownBy(() -> recorded.apply(base, List.of(new RecordedWriter.Whole(lost, change.operations()))))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("branch=77 sequence=20");
        store.side.markDeleted();
        assertThatThrownBy(() -> recorded.apply(base, List.of(change))).isInstanceOf(NotFoundException.class);
    }

    /** What is behind the end of a batch is not looked at, so that no more is taken into memory. */
    @Test
    void changeThatDoesNotFitABatchIsToBeWrittenAsALargeOne() throws IOException {
        RecordedWriter recorded = start();
        List<RecordedOperation> operations = new ArrayList<>();
        byte[] value = new byte[Operation.SetExtendedAttribute.MAX_VALUE_BYTES];
        for (int i = 0; i < 130; i++) {
            Operation attribute = new Operation.SetExtendedAttribute(PATH, Name.of("user." + i), value);
            operations.add(recorded(20 + i, attribute, Optional.empty()));
        }
        operations.add(recorded(200, new Operation.DeleteFile(StorePath.of("/none")), Optional.empty()));
        RecordedWriter.Whole change = change(store.main, 200, operations.toArray(RecordedOperation[]::new));

        assertThat(recorded.apply(recorded.position(), List.of(change))).isFalse();

        assertThat(store.main.head().seq()).isEqualTo(8);
        assertThat(writer.counters.toRecord().nextSeq()).isEqualTo(TrialStore.NEXT);
    }

    @Test
    void contentMustHaveTheHashThatItsOperationNames() throws IOException {
        RecordedWriter recorded = start();
        StorePosition base = recorded.position();
        for (ContentReference named :
                List.of(ContentReference.EMPTY, PreparedContent.of(new byte[2]).reference())) {
            RecordedWriter.Whole change = change(store.main, 20, replacement(20, named, Optional.of(new byte[1])));

            assertThatThrownBy(() -> recorded.apply(base, List.of(change)))
                    .isInstanceOf(InvalidDumpException.class)
                    .hasMessageContaining("Content does not match its hash");
        }
    }

    @Test
    void contentComesWithItsOperationAndTheEmptyOneNeedNotCome() throws IOException {
        RecordedWriter recorded = start();
        byte[] bytes = {1, 2, 3};
        ContentReference named = PreparedContent.of(bytes).reference();

        recorded.apply(
                recorded.position(), List.of(change(store.main, 20, replacement(20, named, Optional.of(bytes)))));
        assertThat(file().fileContent().reference()).isEqualTo(named);
        recorded.apply(
                recorded.position(),
                List.of(change(store.main, 21, replacement(21, ContentReference.EMPTY, Optional.empty()))));

        assertThat(file().fileContent().reference()).isEqualTo(ContentReference.EMPTY);
    }

    @Test
    void largeChangeIsThatOfTheOtherStore() throws IOException {
        RecordedWriter recorded = start();
        RecordedOperation[] operations = {permissions(20, 0111), permissions(22, 0222)};
        RecordedChange change = change(store.main, 25, operations).change();

        try (RecordedWriter.Large large = recorded.begin(change)) {
            for (RecordedOperation operation : operations) {
                large.add(operation);
            }
            assertThat(store.main.isHeldAgainst(this)).isTrue();
            large.publish(recorded.position());
        }

        assertThat(recorded.position()).isEqualTo(change.position());
        assertThat(store.main.head().seq()).isEqualTo(25);
        assertThat(store.main.isHeldAgainst(this)).isFalse();
        assertThat(file().liveAttributes().mode()).isEqualTo(0222);
        assertThat(marker()).isNull();
    }

    /** An end that does not fit is noticed when all has been written but that. */
    @Test
    void largeChangeIsMarkedWhereItBeginsUntilItIsTakenBack() throws IOException {
        RecordedWriter recorded = start();
        RecordedChange wrong = change(store.main, 25, permissions(21, 0111)).change();
        RecordedWriter.Large large = recorded.begin(wrong);
        large.add(permissions(20, 0222));
        StorePosition base = recorded.position();

        assertThatThrownBy(() -> large.publish(base)).isInstanceOf(InvalidDumpException.class);
        assertThat(Checksum.open(Keyspaces.META, Keys.stage(MAIN), marker()).varint())
                .isEqualTo(20);
        large.close();
        writer.writer.awaitRemovals();

        assertThat(marker()).isNull();
        assertThat(file().liveAttributes().mode()).isEqualTo(0600);
        assertThatThrownBy(() -> large.add(permissions(20, 0))).isInstanceOf(StorageClosedException.class);
    }

    @Test
    void operationOfALargeChangeThatCannotBeDoneIsNamed() throws IOException {
        RecordedWriter recorded = start();
        RecordedOperation[] operations = {
            permissions(20, 0111), recorded(21, new Operation.DeleteFile(StorePath.of("/none")), Optional.empty())
        };
        StorePosition base = recorded.position();
        try (RecordedWriter.Large large =
                recorded.begin(change(store.main, 25, operations).change())) {
            for (RecordedOperation operation : operations) {
                large.add(operation);
            }

            assertThatThrownBy(() -> large.publish(base))
                    .isInstanceOfSatisfying(
                            ChangeRefusedException.class,
                            refused -> assertThat(refused.operationIndex()).isOne());
        }
    }

    @Test
    void largeChangeWithoutOperationsIsNone() throws IOException {
        RecordedWriter recorded = start();
        StorePosition base = recorded.position();
        RecordedChange change = change(store.main, 25, permissions(20, 0111)).change();

        try (RecordedWriter.Large large = recorded.begin(change)) {
            assertThatThrownBy(() -> large.publish(base)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(store.main.isHeldAgainst(this)).isFalse();
    }

    @Test
    void numbersGoOnWhereTheOtherStoreWentOn() throws IOException {
        RecordedWriter recorded = start();
        writer.engine.asked();

        recorded.finish(recorded.position(), 50, 60);

        assertThat(writer.counters.toRecord().nextSeq()).isEqualTo(50);
        assertThat(writer.counters.toRecord().nextNode()).isEqualTo(60);
        assertThat(storedCounters()).isEqualTo(writer.counters.toRecord());
        assertThat(writer.engine.asked()).contains("write SYNC");
    }

    @Test
    void syncMakesDurableWhatWasLoaded() throws IOException {
        RecordedWriter recorded = start();

        recorded.sync();

        assertThat(writer.engine.asked()).contains("sync");
    }

    @Test
    void branchesOfAChangeMayBeForks() throws IOException {
        RecordedWriter recorded = start();
        Operation operation = new Operation.SetPermissions(StorePath.of("/d"), 0111);

        recorded.apply(recorded.position(), List.of(change(store.side, 20, recorded(20, operation, Optional.empty()))));

        assertThat(store.side.head().seq()).isEqualTo(20);
        assertThat(store.main.head().seq()).isEqualTo(8);
        assertThat(writer.engine.records().get(Keyspaces.OPERATIONS, Keys.operation(SIDE, 20)))
                .isNotNull();
    }
}
