package dev.ize.core.dump;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.dump.DumpFormat.Kind;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.RecordedChange;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Progress;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorePath;
import dev.ize.spi.StorePosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dumps of a store of five changes and two acts. */
class HandMadeDumpTest {
    private final HandMadeStore store = new HandMadeStore();
    private final ChunkCodec codec = new ChunkCodec();
    private long nextBranch = 3;
    private long newest = 8;
    private LongFunction<KeptPoints> keptOf = branch -> KeptPoints.ALL;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<BranchState> more = new ArrayList<>();
    private byte[] dump = {};

    private final StoreAccess access = new StoreAccess() {
        @Override
        public <R> R read(Function<EngineSnapshot, R> body) {
            return body.apply(store.records());
        }

        @Override
        public <R> R call(Supplier<R> body) {
            throw new IllegalStateException("A dump writes nothing");
        }
    };

    @AfterEach
    void closeCodec() {
        codec.close();
    }

    private DumpPlan plan() {
        List<BranchState> branches = new ArrayList<>(more);
        branches.add(store.main());
        branches.add(store.side());
        CountersRecord counters =
                new CountersRecord(newest + 1, nextBranch, 4, 1, time(0), time(8), newest, store.storeLink());
        return new DumpPlan(counters, branches, snapshots);
    }

    private DumpSummary dump(DumpOptions options) {
        return dump(options, Progress.NONE);
    }

    private DumpSummary dump(DumpOptions options, Progress progress) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DumpSummary summary = new Dumper(access, codec, plan(), keptOf, out, progress).dump(options);
        dump = out.toByteArray();
        assertThat(summary.bytes()).isEqualTo(dump.length);
        return summary;
    }

    private List<Frame> frames() {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(dump));
        reader.begin();
        List<Frame> frames = new ArrayList<>();
        do {
            frames.add(reader.next());
        } while (frames.get(frames.size() - 1).kind() != Kind.END);
        reader.end();
        return frames;
    }

    private List<Kind> kinds() {
        return frames().stream().map(Frame::kind).toList();
    }

    private List<RecordedChange> changes() {
        return frames().stream()
                .filter(frame -> frame.kind() == Kind.CHANGE)
                .map(frame -> RecordedForms.change(new ByteReader(frame.payload())))
                .toList();
    }

    private StorePosition position(long branch, long seq) {
        return new StorePosition(
                seq, store.operation(branch, seq).closing().orElseThrow().storeLink());
    }

    private StorePosition actPosition(long seq) {
        return new StorePosition(seq, store.act(seq).storeLink());
    }

    private static Snapshot snapshot(long branch, long seq) {
        return new Snapshot("s", new Point(new BranchId(branch), seq), Instant.EPOCH, "");
    }

    private void deleteSide() {
        store.putBranch(SIDE, store.branch(SIDE).asDeleted());
    }

    @Test
    void changesAndActsAreInTheirOrder() {
        List<String> steps = new ArrayList<>();

        DumpSummary summary =
                dump(DumpOptions.all(), (step, done, total) -> steps.add(step + " " + done + " of " + total));

        assertThat(kinds())
                .containsExactly(
                        Kind.BEGIN,
                        Kind.CHANGE,
                        Kind.OPERATIONS,
                        Kind.CHANGE,
                        Kind.OPERATIONS,
                        Kind.CHANGE,
                        Kind.OPERATIONS,
                        Kind.ACT,
                        Kind.ACT,
                        Kind.CHANGE,
                        Kind.OPERATIONS,
                        Kind.CHANGE,
                        Kind.OPERATIONS,
                        Kind.END);
        assertThat(changes()).extracting(RecordedChange::seq).containsExactly(1L, 3L, 4L, 7L, 8L);
        assertThat(changes()).noneMatch(RecordedChange::afterGap).noneMatch(RecordedChange::closedAlone);
        assertThat(summary.changes()).isEqualTo(5);
        assertThat(summary.acts()).isEqualTo(2);
        assertThat(summary.objects()).isZero();
        assertThat(summary.base()).isEqualTo(StorePosition.START);
        assertThat(summary.end()).isEqualTo(position(MAIN, 8));
        assertThat(steps).containsExactly("dumping 8 of 8");
    }

    @Test
    void outlineOfADumpIsWhatItBeginsAndEndsWith() {
        dump(DumpOptions.since(4));

        DumpOutline outline = DumpOutline.of(new ByteArrayInputStream(dump));

        assertThat(outline).isEqualTo(new DumpOutline(position(MAIN, 4), position(MAIN, 8)));
        byte[] longer = Arrays.copyOf(dump, dump.length + 1);
        assertThatThrownBy(() -> DumpOutline.of(new ByteArrayInputStream(longer)))
                .isInstanceOf(InvalidDumpException.class);
        dump[0] ^= 1;
        assertThatThrownBy(() -> DumpOutline.of(new ByteArrayInputStream(dump)))
                .isInstanceOf(InvalidDumpException.class);
    }

    @Test
    void dumpBeginsAfterTheNewestThatIsNotAboveANumber() {
        assertThat(dump(DumpOptions.since(0)).base()).isEqualTo(StorePosition.START);
        assertThat(dump(DumpOptions.since(2)).base()).isEqualTo(position(MAIN, 1));
        assertThat(dump(DumpOptions.since(3)).base()).isEqualTo(position(MAIN, 3));
        assertThat(dump(DumpOptions.since(5)).base()).isEqualTo(actPosition(5));
        assertThat(dump(DumpOptions.since(6)).base()).isEqualTo(actPosition(6));
        assertThat(dump(DumpOptions.since(7)).base()).isEqualTo(position(SIDE, 7));
        assertThat(changes()).extracting(RecordedChange::seq).containsExactly(8L);
        assertThat(dump(DumpOptions.since(8)).base()).isEqualTo(position(MAIN, 8));
        assertThat(kinds()).containsExactly(Kind.BEGIN, Kind.END);
        assertThatThrownBy(() -> dump(DumpOptions.since(9))).isInstanceOf(NoSuchPointException.class);
    }

    @Test
    void dumpGoesOnWhereAnotherEnded() {
        assertThat(dump(DumpOptions.after(position(MAIN, 4))).acts()).isEqualTo(2);
        assertThat(changes()).extracting(RecordedChange::seq).containsExactly(7L, 8L);

        StorePosition other = new StorePosition(4, ContentHash.ofContent(new byte[1]));
        assertThatThrownBy(() -> dump(DumpOptions.after(other))).isInstanceOf(DumpMismatchException.class);
        StorePosition ahead = new StorePosition(9, ContentHash.ofContent(new byte[1]));
        assertThatThrownBy(() -> dump(DumpOptions.after(ahead))).isInstanceOf(NoSuchPointException.class);

        nextBranch = 4;
        StorePosition gone = new StorePosition(2, ContentHash.ofContent(new byte[1]));
        assertThat(dump(DumpOptions.after(gone)).base())
                .as("of what is not there any more")
                .isEqualTo(gone);
    }

    @Test
    void deletedBranchThatNothingHoldsIsLeftOutAndLeavesAGap() {
        deleteSide();

        dump(DumpOptions.all());

        assertThat(changes()).extracting(RecordedChange::seq).containsExactly(1L, 3L, 4L, 8L);
        assertThat(changes()).extracting(RecordedChange::afterGap).containsExactly(false, false, false, true);
        assertThat(plan().isIdle(store.act(5))).isTrue();
        assertThat(plan().kept()).extracting(BranchState::id).containsExactly(MAIN);
    }

    @Test
    void deletedBranchIsKeptAsFarAsItIsHeld() {
        deleteSide();
        snapshots.add(snapshot(SIDE, 7));

        dump(DumpOptions.all());

        assertThat(changes()).extracting(RecordedChange::seq).containsExactly(1L, 3L, 4L, 7L, 8L);
        assertThat(plan().isIdle(store.act(5))).isFalse();
        assertThat(plan().bound(store.side())).isEqualTo(7);
    }

    @Test
    void deletedParentIsKeptForItsChildWhateverTheirOrder() {
        deleteSide();
        store.putBranch(3, new BranchRecord(SIDE, 7, 9, time(9), false, "child"));
        Lineage child = store.side().lineage().fork(3, 7, 9);
        more.add(new BranchState(3, store.branch(3), child, new BranchState.Head(7, store.link(SIDE))));

        assertThat(plan().kept()).extracting(BranchState::id).containsExactlyInAnyOrder(MAIN, SIDE, 3L);
        assertThat(plan().bound(store.side())).isEqualTo(7);
    }

    @Test
    void chainThatDoesNotMatchIsDamageUnlessAnythingWasRemoved() {
        ActRecord right = store.act(5);
        store.replaceAct(
                5,
                new ActRecord(
                        right.act(),
                        "other",
                        right.branch(),
                        right.parent(),
                        right.seq(),
                        right.effectiveTime(),
                        right.recordedTime(),
                        right.storeLink()));
        assertThat(plan().mayHaveGaps()).isFalse();
        assertThatThrownBy(() -> dump(DumpOptions.all()))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("sequence=5");

        nextBranch = 4;

        assertThat(plan().mayHaveGaps()).isTrue();
        assertThat(dump(DumpOptions.all()).acts()).isEqualTo(2);
    }

    @Test
    void snapshotOfWhatIsNotKeptIsIdle() {
        deleteSide();
        ActRecord ofSide = act(ActRecord.Act.CREATE_SNAPSHOT, SIDE, 7);

        assertThat(plan().isIdle(store.act(6))).isFalse();
        assertThat(plan().isIdle(ofSide)).isTrue();
        assertThat(plan().isIdle(act(ActRecord.Act.CREATE_SNAPSHOT, MAIN, 8))).isFalse();
        assertThat(plan().isIdle(act(ActRecord.Act.CREATE_SNAPSHOT, MAIN, 9))).isTrue();
        assertThat(plan().isIdle(act(ActRecord.Act.DELETE_SNAPSHOT, SIDE, 7))).isFalse();
        assertThat(plan().isIdle(act(ActRecord.Act.DELETE_BRANCH, SIDE, 0))).isFalse();
        assertThat(plan().isIdle(act(ActRecord.Act.PRUNE, MAIN, 4))).isTrue();
    }

    private static ActRecord act(ActRecord.Act act, long branch, long seq) {
        return new ActRecord(act, "n", branch, 0, seq, time(9), time(9), ContentHash.ofContent(new byte[0]));
    }

    private static LongFunction<KeptPoints> floorOfMain(long floor) {
        KeptPoints kept = new KeptPoints(floor, false, time(1), new long[0], List.of());
        return branch -> branch == MAIN ? kept : KeptPoints.ALL;
    }

    @Test
    void prunedChangesCannotBeDumped() {
        keptOf = floorOfMain(4);

        assertThatThrownBy(() -> dump(DumpOptions.since(3)))
                .isInstanceOfSatisfying(
                        PointPrunedException.class,
                        pruned -> assertThat(pruned.getMessage()).contains("since=3"));
        assertThatThrownBy(() -> dump(DumpOptions.all())).isInstanceOf(PointPrunedException.class);
        assertThat(dump(DumpOptions.since(4)).acts()).isEqualTo(2);
    }

    @Test
    void pruningThatComesWhileADumpIsMadeEndsIt() {
        AtomicInteger asked = new AtomicInteger();
        int[] last = {Integer.MAX_VALUE};
        keptOf = branch -> asked.incrementAndGet() > last[0] ? floorOfMain(4).apply(branch) : KeptPoints.ALL;
        dump(DumpOptions.all());
        int times = asked.get();

        last[0] = times / 2;
        asked.set(0);

        assertThatThrownBy(() -> dump(DumpOptions.all())).isInstanceOf(PointPrunedException.class);
    }

    @Test
    void newestChangeMustBeInTheDump() {
        newest = 9;

        assertThatThrownBy(() -> dump(DumpOptions.all()))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("The store's newest change was not found");
    }

    @Test
    void branchWhoseRecordsGoWhileItIsDumpedEndsTheDump() {
        store.records().delete(Keyspaces.OPERATIONS, Keys.operation(SIDE, 7));

        assertThatThrownBy(() -> dump(DumpOptions.all()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("deleted while it was dumped");
    }

    @Test
    void changeWithoutItsEndEndsTheDump() {
        OperationRecord right = store.operation(SIDE, 7);
        store.putOperation(
                SIDE,
                7,
                new OperationRecord(7, right.operation(), Optional.empty(), right.effects(), Optional.empty()));

        assertThatThrownBy(() -> dump(DumpOptions.all())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void versionThatAnOperationWroteMustBeThere() {
        store.records().delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(HandMadeStore.FILE), MAIN, 2));

        assertThatThrownBy(() -> dump(DumpOptions.all()))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("version that an operation wrote is missing");
    }

    @Test
    void operationThatMakesANodeMustNameIt() {
        Operation creation = new Operation.CreateDirectory(StorePath.of("/e"), 0755, Optional.of(time(9)));
        OperationRecord record = new OperationRecord(
                9,
                Optional.of(creation),
                Optional.empty(),
                List.of(new Effect.OfEntry(1, HandMadeStore.A)),
                Optional.empty());

        assertThatThrownBy(() -> FileVersions.node(9, record)).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void manyChangesAreDumpedInPagesAndAllAreThere() {
        for (long seq = 9; seq < 1509; seq++) {
            store.change(MAIN, seq, new Operation.SetPermissions(StorePath.of("/d"), 0700));
        }
        newest = 1508;
        AtomicInteger pages = new AtomicInteger();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CountersRecord counters = new CountersRecord(1509, 3, 4, 1, time(0), time(8), 1508, store.storeLink());
        BranchState main = new BranchState(
                MAIN, store.branch(MAIN), store.main().lineage(), new BranchState.Head(1508, store.link(MAIN)));
        List<BranchState> branches = List.of(main, store.side());

        DumpSummary summary = new Dumper(
                        access,
                        codec,
                        new DumpPlan(counters, branches, List.of()),
                        keptOf,
                        out,
                        (step, done, total) -> pages.incrementAndGet())
                .dump(DumpOptions.all());

        assertThat(summary.changes()).isEqualTo(1505);
        assertThat(pages.get()).isGreaterThan(1);
    }

    @Test
    void dumpOfAnotherVersionIsRefused() {
        byte[] payload = new ByteWriter().varint(2).toByteArray();

        assertThatThrownBy(() -> DumpBegin.decode(new ByteReader(payload)))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("version=2");
    }
}
