package dev.ize.core;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.Chain;
import dev.ize.core.write.Overlay;
import dev.ize.core.write.Watermark;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the records of a small store say at open: its acts end at 6, and changes of both branches came after them. */
class RecoveryTest {
    private static final ContentHash OTHER = ContentHash.ofContent(new byte[1]);

    private final HandMadeStore store = new HandMadeStore();

    private Recovery read() {
        return Recovery.read(store.records());
    }

    private CountersRecord counters() {
        return read().counters().toRecord();
    }

    private BranchState branch(long id) {
        return read().branches().get((int) id - 1);
    }

    private ContentHash storeLink(long branch, long seq) {
        return store.operation(branch, seq).closing().orElseThrow().storeLink();
    }

    private Optional<LostChangesException> lossSince(long seq, ContentHash link) {
        return read().lossSince(new Watermark.Mark(seq, link), store.records());
    }

    @Test
    void headsAreTheNewestEndsOfChanges() {
        Recovery recovery = read();

        assertThat(recovery.branches()).extracting(BranchState::id).containsExactly(MAIN, SIDE);
        assertThat(branch(MAIN).head()).isEqualTo(new BranchState.Head(8, store.link(MAIN)));
        assertThat(branch(SIDE).head()).isEqualTo(new BranchState.Head(7, store.link(SIDE)));
        assertThat(recovery.stages()).isEmpty();
        assertThat(recovery.createdAt()).isEqualTo(time(0));
    }

    @Test
    void countersGoOnBehindTheNewestRecords() {
        store.records().put(Keyspaces.CONTENT, Keys.content(41), new byte[1]);

        assertThat(counters()).isEqualTo(new CountersRecord(9, 3, 4, 42, time(0), time(8), 8, store.storeLink()));
    }

    @Test
    void countersThatAreAheadStay() {
        store.putCounters(new CountersRecord(90, 30, 40, 50, time(0), time(6), 6, OTHER));

        assertThat(counters()).isEqualTo(new CountersRecord(90, 30, 40, 50, time(0), time(8), 8, store.storeLink()));
    }

    @Test
    void countersWithoutAnyRecordBehindThemAreAsStored() {
        store.putCounters(new CountersRecord(1, 1, 1, 1, time(0), time(20), 20, OTHER));

        assertThat(counters()).isEqualTo(new CountersRecord(21, 3, 4, 1, time(0), time(20), 20, OTHER));
    }

    @Test
    void actThatTheCountersDoNotKnowIsTheNewest() {
        store.putCounters(new CountersRecord(1, 1, 1, 1, time(0), time(0), 0, Chain.START));
        store.putAct(9, ActRecord.Act.CREATE_SNAPSHOT, "s", MAIN, 4);

        assertThat(counters()).isEqualTo(new CountersRecord(10, 3, 4, 1, time(0), time(9), 9, store.storeLink()));
    }

    @Test
    void countersAreOfTheActThatTheyWereWrittenWith() {
        store.putCounters(new CountersRecord(7, 3, 4, 1, time(0), time(5), 6, OTHER));
        for (long seq : new long[] {7, 8}) {
            store.records().delete(Keyspaces.OPERATIONS, Keys.operation(seq == 7 ? SIDE : MAIN, seq));
        }

        assertThat(counters()).isEqualTo(new CountersRecord(7, 3, 4, 1, time(0), time(5), 6, OTHER));
    }

    @Test
    void branchWithoutChangesOfItsOwnIsWhereItWasForked() {
        store.records().delete(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7));

        ContentHash atFork = store.operation(MAIN, 4).closing().orElseThrow().branchLink();
        assertThat(branch(SIDE).head()).isEqualTo(new BranchState.Head(4, atFork));
    }

    @Test
    void emptyBranchIsAtTheBeginning() {
        Overlay records = new Overlay(new EmptySnapshot());
        for (WriteBatch.Step step : Recovery.firstRecords(time(0)).steps()) {
            WriteBatch.Put put = (WriteBatch.Put) step;
            records.put(put.keyspace(), put.key(), put.value());
        }

        Recovery recovery = Recovery.read(records);

        assertThat(recovery.branches()).hasSize(1);
        assertThat(recovery.branches().get(0).head()).isEqualTo(new BranchState.Head(0, Chain.START));
        assertThat(recovery.branches().get(0).name()).isEqualTo("main");
        assertThat(recovery.counters().toRecord())
                .isEqualTo(new CountersRecord(1, 2, 2, 1, time(0), time(0), 0, Chain.START));
        byte[] root = Keys.firstRoot();
        assertThat(NodeRecord.decode(root, records.get(Keyspaces.NODES, root)))
                .isEqualTo(NodeRecord.firstRoot(time(0)));
    }

    @Test
    void stageIsNotPartOfItsBranchAndItsNumbersAreGone() {
        store.putStage(MAIN, 9);
        Operation operation = new Operation.DeleteFile(StorePath.of("/d/b"));
        for (long seq = 9; seq < 12; seq++) {
            store.putOperation(
                    MAIN,
                    seq,
                    new OperationRecord(9, Optional.of(operation), Optional.empty(), List.of(), Optional.empty()));
        }
        store.change(MAIN, 12, operation);

        Recovery recovery = read();

        assertThat(recovery.stages()).containsOnlyKeys(MAIN).containsValue(9L);
        assertThat(recovery.branches().get(0).head().seq()).isEqualTo(8);
        assertThat(recovery.counters().toRecord().nextSeq()).isEqualTo(13);
        assertThat(recovery.counters().toRecord().linkSeq()).isEqualTo(8);
    }

    @Test
    void stageBeginsBehindTheHead() {
        store.putStage(MAIN, 8);

        assertThat(branch(MAIN).head().seq()).isEqualTo(4);
    }

    @Test
    void markerWithMoreThanANumberIsDamage() {
        store.putStage(MAIN, 9);
        store.putSealed(
                Keyspaces.META, Keys.stage(MAIN), new ByteWriter().varint(9).u8(0));

        assertThatThrownBy(this::read).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void whatPruningLeftIsKnown() {
        store.putFloor(MAIN, new FloorRecord(4, false, time(1), 9, 0, FloorRecord.digestOf(new long[0])));

        assertThat(branch(MAIN).lineage().floor(0).kept().floor()).isEqualTo(4);
    }

    @Test
    void storeWithoutWhatItCannotBeWithoutIsDamaged() {
        HandMadeStore right = new HandMadeStore();
        store.records().delete(Keyspaces.META, Keys.counters());
        assertThatThrownBy(this::read)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("counters are missing");
        store.putCounters(right.counters());

        store.records().delete(Keyspaces.BRANCHES, Keys.branch(MAIN));
        assertThatThrownBy(this::read)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("A branch's parent is missing. branch=2 parent=1");

        store.records().delete(Keyspaces.BRANCHES, Keys.branch(SIDE));
        assertThatThrownBy(this::read).isInstanceOf(CorruptStoreException.class).hasMessageContaining("has no branch");

        store.putBranch(MAIN, new BranchRecord(0, 0, 0, time(0), false, "main"));
        assertThat(read().branches()).hasSize(1);
    }

    @Test
    void storeThatIsAtItsWatermarkOrPastItHasLostNothing() {
        assertThat(lossSince(8, store.storeLink())).isEmpty();
        assertThat(lossSince(7, storeLink(SIDE, 7))).isEmpty();
        assertThat(lossSince(6, store.act(6).storeLink())).isEmpty();
        assertThat(lossSince(1, storeLink(MAIN, 1))).isEmpty();
        assertThat(lossSince(0, OTHER)).isEmpty();
    }

    @Test
    void storeThatIsBeforeItsWatermarkOrOnAnotherWayHasLostChanges() {
        for (long seq : new long[] {1, 2, 6, 7, 8, 9}) {
            Optional<LostChangesException> loss = lossSince(seq, OTHER);

            assertThat(loss).as("mark at %d", seq).isPresent();
            assertThat(loss.get().newest()).isEqualTo(8);
            assertThat(loss.get().durable()).isEqualTo(seq);
        }
        assertThat(lossSince(9, store.storeLink())).isPresent();
    }

    @Test
    void lossThatIsAcceptedPassesTheNumbersThatWereLost() {
        Recovery recovery = read();

        WriteBatch batch = recovery.acceptLoss(new Watermark.Mark(70, OTHER));

        assertThat(recovery.counters().toRecord().nextSeq()).isEqualTo(71);
        assertThat(batch.steps()).hasSize(1);
        WriteBatch.Put put = (WriteBatch.Put) batch.steps().get(0);
        assertThat(put.keyspace()).isEqualTo(Keyspaces.META);
        assertThat(CountersRecord.decode(put.key(), put.value()).nextSeq()).isEqualTo(71);
    }
}
