package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static dev.ize.spi.Durability.BUFFERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Administrative acts on a store made by hand. */
class ActsTest {
    private final HandMadeStore store = new HandMadeStore();
    private final ChunkCodec codec = new ChunkCodec();
    private final BranchState main = store.main();
    private final BranchState side = store.side();
    private final List<Object> told = new ArrayList<>();
    private final Turn turn = TrialTurn.over(store.records(), codec);

    @AfterEach
    void closeCodec() {
        codec.close();
    }

    /** Has an act done as the writer does; gives what its caller gets. */
    private <R> R run(Task<R> act) {
        turn.counters().skipTo(9);
        assertThat(turn.run(act)).isTrue();
        act.publish();
        act.complete();
        return act.await();
    }

    private ForkTask fork(String name, BranchState viewed, long seq) {
        return new ForkTask(BUFFERED, name, viewed, seq, told::add);
    }

    private SnapshotTask snapshot(String name, BranchState viewed, long seq) {
        return new SnapshotTask(BUFFERED, name, viewed, seq, "why");
    }

    private DeleteSnapshotTask deleteSnapshot(String name) {
        return new DeleteSnapshotTask(BUFFERED, name, told::add);
    }

    private DeleteBranchTask deleteBranch(BranchState branch) {
        return new DeleteBranchTask(BUFFERED, branch, told::add);
    }

    private ActRecord act(long seq) {
        byte[] key = Keys.act(seq);
        return ActRecord.decode(key, turn.group().get(Keyspaces.ACTS, key));
    }

    private BranchRecord branch(long id) {
        byte[] key = Keys.branch(id);
        return BranchRecord.decode(key, turn.group().get(Keyspaces.BRANCHES, key));
    }

    private byte[] snapshotRecord(String name) {
        return turn.group().get(Keyspaces.SNAPSHOTS, name.getBytes(StandardCharsets.UTF_8));
    }

    private void assertNothingHappens(Task<?> act, Class<? extends Exception> refusal) {
        long bytes = turn.group().bytes();
        assertThatThrownBy(() -> turn.run(act)).isInstanceOf(refusal);
        assertThat(turn.group().bytes()).isEqualTo(bytes);
    }

    /** What forks a point or names it. */
    private List<Function<Long, Task<?>>> holders(BranchState viewed) {
        return List.of(seq -> fork("new", viewed, seq), seq -> snapshot("new", viewed, seq));
    }

    @Test
    void forkStandsWhereItsPointLies() {
        BranchState made = run(fork("new", side, 4));

        assertThat(told).containsExactly(made);
        assertThat(made.head().seq()).isEqualTo(4);
        assertThat(made.head().link()).isNotEqualTo(main.head().link());
        assertThat(made.lineage().size())
                .as("with main, on which the point lies")
                .isEqualTo(2);
        assertThat(branch(made.id())).isEqualTo(made.description());
        assertThat(made.description().parent()).isEqualTo(MAIN);
        assertThat(act(10).act()).isEqualTo(ActRecord.Act.FORK);
        assertThat(act(10).branch()).isEqualTo(made.id());
        assertThat(act(10).parent()).isEqualTo(MAIN);
        assertThat(act(10).seq()).isEqualTo(4);
    }

    @Test
    void snapshotIsOfTheBranchOnWhichItsPointLies() {
        Snapshot made = run(snapshot("new", side, 4));
        run(snapshot("other", side, 7));

        assertThat(made.message()).isEqualTo("why");
        SnapshotRecord record = SnapshotRecord.decode("new".getBytes(StandardCharsets.UTF_8), snapshotRecord("new"));
        assertThat(record.branch()).isEqualTo(MAIN);
        assertThat(record.seq()).isEqualTo(4);
        assertThat(act(10).act()).isEqualTo(ActRecord.Act.CREATE_SNAPSHOT);
        assertThat(act(10).branch()).isEqualTo(MAIN);
        assertThat(act(11).branch()).isEqualTo(SIDE);
    }

    @Test
    void nameOfABranchOrSnapshotIsTaken() {
        for (String taken : List.of("main", "side", "mark")) {
            assertNothingHappens(fork(taken, main, 8), NameTakenException.class);
            assertNothingHappens(snapshot(taken, main, 8), NameTakenException.class);
        }
        assertNothingHappens(fork("@8", main, 8), InvalidNameException.class);
        assertNothingHappens(snapshot("head", main, 8), InvalidNameException.class);
        assertThat(told).isEmpty();
    }

    @Test
    void onlyWhatIsHeldOfADeletedBranchCanBeHeldOnceMore() {
        store.putSnapshot("of side", new SnapshotRecord(SIDE, 4, time(9), ""));
        side.markDeleted();
        for (Function<Long, Task<?>> holder : holders(side)) {
            assertNothingHappens(holder.apply(7L), NotFoundException.class);
        }

        store.putSnapshot("of side", new SnapshotRecord(SIDE, 7, time(9), ""));

        assertThat(run(fork("new", side, 7)).head().seq()).isEqualTo(7);
        assertThat(run(snapshot("newer", side, 7)).point().sequence()).isEqualTo(7);
    }

    @Test
    void pointInsideAChangeCannotBeHeld() {
        for (Function<Long, Task<?>> holder : holders(main)) {
            assertNothingHappens(holder.apply(2L), PointInsideChangeException.class);
        }
    }

    @Test
    void pointThatIsBeingPrunedCannotBeHeld() {
        store.putFloor(MAIN, new FloorRecord(4, false, time(1), 9, 0, FloorRecord.digestOf(new long[0])));

        for (Function<Long, Task<?>> holder : holders(side)) {
            assertNothingHappens(holder.apply(3L), PointPrunedException.class);
        }
        assertThat(run(fork("new", side, 4)).head().seq()).isEqualTo(4);
    }

    @Test
    void pointsAroundOneThatWasPrunedAreTold() {
        main.lineage().floor(0).raise(new KeptPoints(4, false, time(1), new long[] {1}, List.of(time(2))));

        for (Function<Long, Task<?>> holder : holders(main)) {
            assertThatThrownBy(() -> turn.run(holder.apply(3L)))
                    .isInstanceOfSatisfying(PointPrunedException.class, refused -> {
                        assertThat(refused.below().orElseThrow().sequence()).isEqualTo(1);
                        assertThat(refused.above().orElseThrow().sequence()).isEqualTo(4);
                    });
        }
        assertThatThrownBy(() -> PointGuard.requirePoint(store.records(), main, 3))
                .isInstanceOf(PointPrunedException.class);
    }

    @Test
    void forgottenSnapshotLetsItsBranchGo() {
        long freed = run(deleteSnapshot("mark"));

        assertThat(freed).isEqualTo(MAIN);
        assertThat(told).containsExactly(MAIN);
        assertThat(snapshotRecord("mark")).isNull();
        assertThat(act(10).act()).isEqualTo(ActRecord.Act.DELETE_SNAPSHOT);
        assertThat(act(10).name()).isEqualTo("mark");
        assertThat(act(10).branch()).isEqualTo(MAIN);
        assertNothingHappens(deleteSnapshot("mark"), NotFoundException.class);
        assertNothingHappens(deleteSnapshot("none"), NotFoundException.class);
        assertNothingHappens(deleteSnapshot("\ud800"), NotFoundException.class);
    }

    @Test
    void deletedBranchLosesItsNameAlone() {
        run(deleteBranch(side));

        assertThat(told).containsExactly(side);
        assertThat(side.isDeleted()).isTrue();
        assertThat(branch(SIDE)).isEqualTo(store.branch(SIDE).asDeleted());
        assertThat(act(10).act()).isEqualTo(ActRecord.Act.DELETE_BRANCH);
        assertThat(act(10).branch()).isEqualTo(SIDE);
        assertNothingHappens(deleteBranch(side), NotFoundException.class);
        assertThat(run(fork("side", main, 8)).name()).isEqualTo("side");
    }

    /** What waits behind a deletion may come into its group; a log in which it comes behind the deletion cannot be loaded. */
    @Test
    void branchThatTheSameGroupDeletesCannotBeHeld() {
        assertThat(turn.run(deleteBranch(side))).isTrue();
        assertThat(side.isDeleted()).isFalse();

        for (Function<Long, Task<?>> holder : holders(side)) {
            assertThatThrownBy(() -> turn.run(holder.apply(7L))).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void branchWhoseDeletionIsRefusedCanBeHeld() {
        Task<?> refused = new Task<Boolean>(BUFFERED, null) {
            @Override
            protected Boolean prepare(Turn turn) {
                DeleteBranchTask.delete(turn, side);
                throw new NotFoundException("refused");
            }
        };
        assertThatThrownBy(() -> turn.run(refused)).hasMessage("refused");

        assertThat(turn.run(fork("new", side, 7))).isTrue();
        assertThat(turn.run(snapshot("newer", side, 7))).isTrue();
    }

    @Test
    void branchWithoutARecordIsNotFound() {
        store.records().delete(Keyspaces.BRANCHES, Keys.branch(SIDE));

        assertNothingHappens(deleteBranch(side), NotFoundException.class);
        assertThat(side.isDeleted()).isFalse();
    }
}
