package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.D;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changes leave in records beside what they are there for: of pruned operations, of entries, and of batches. */
class ChangeRunTest {
    private static final StorePath DIRECTORY = StorePath.of("/d");
    private static final StorePath PATH = StorePath.of("/d/b");
    private static final Operation PERMISSIONS = new Operation.SetPermissions(PATH, 0111);

    private final TrialStore store = new TrialStore();

    @AfterEach
    void close() {
        store.close();
    }

    /** Says that pruning has removed the operations of a branch up to one. */
    private static void prune(BranchState branch, long floor) {
        branch.lineage().floor(0).raise(new KeptPoints(floor, false, time(1), new long[0], List.of()));
    }

    private NodeRecord version(long branch, long seq) {
        byte[] key = Keys.version(Keys.nodePrefix(FILE), branch, seq);
        return NodeRecord.decode(key, store.made.records().get(Keyspaces.NODES, key));
    }

    private String text(ContentLocation content) {
        return new String(store.read(content), StandardCharsets.UTF_8);
    }

    @Test
    void contentLeavesAnOperationThatPruningRemoves() {
        prune(store.main, 2);

        store.apply(store.main, PERMISSIONS);

        ContentLocation content = version(MAIN, 9).fileContent();
        assertThat(content.place()).isInstanceOf(ContentLocation.InContent.class);
        assertThat(text(content)).isEqualTo("tiny");
        store.apply(store.main, PERMISSIONS);
        assertThat(version(MAIN, 10).fileContent()).isEqualTo(content);
    }

    @Test
    void contentStaysInAnOperationAbovePrunedOnes() {
        prune(store.main, 1);

        store.apply(store.main, PERMISSIONS);

        assertThat(version(MAIN, 9).fileContent().place()).isEqualTo(new ContentLocation.InOperation(MAIN, 2));
    }

    @Test
    void contentLeavesAPrunedOperationOfAnAncestor() {
        BranchState fork =
                new BranchState(3, store.made.branch(SIDE), store.main.lineage().fork(3, 8, 9), store.main.head());
        prune(store.main, 2);

        store.apply(fork, PERMISSIONS);

        assertThat(version(3, 9).fileContent().place()).isInstanceOf(ContentLocation.InContent.class);
    }

    /** Only a forged store has it; whoever reads that content is told. */
    @Test
    void contentInAnOperationOfAStrangeBranchIsLeftWhereItIs() {
        ContentLocation.InOperation strange = new ContentLocation.InOperation(SIDE, 7);
        NodeRecord right = version(MAIN, 3);
        store.made.putNode(
                MAIN,
                8,
                FILE,
                right.with(new ContentLocation(right.fileContent().reference(), strange)));

        store.apply(store.main, PERMISSIONS);

        assertThat(version(MAIN, 9).fileContent().place()).isEqualTo(strange);
    }

    @Test
    void deletedEntryOfAForkLeavesATombstoneOnlyWhereItsParentShowsTheName() {
        StorePath own = StorePath.of("/own");
        store.apply(store.side, new Operation.CreateSymlink(own, new byte[] {'x'}, Optional.empty()));
        assertThat(live(Name.of("own"))).isNotNull();

        store.apply(store.side, new Operation.DeleteSymlink(own));
        store.apply(store.side, new Operation.DeleteDirectory(DIRECTORY));

        assertThat(live(Name.of("own"))).isNull();
        assertThat(live(D)).isNotNull();
        store.assertSound();
    }

    private byte[] live(Name name) {
        return store.made.records().get(Keyspaces.ENTRIES, Keys.live(ROOT, SIDE, name));
    }

    @Test
    void changeWithoutOperationsIsNotClosed() {
        store.inTurn(turn -> assertThatThrownBy(() -> run(turn).close(turn, "tester", "", ""))
                .isInstanceOf(IllegalStateException.class));
    }

    private ChangeRun run(Turn turn) {
        return new ChangeRun(
                turn, store.main, time(9), new Chain(store.main.head().link()), true);
    }

    /** Its next operations would only take memory. */
    @Test
    void changeEndsAtTheOperationThatIsTooMuchForItsBatch() {
        Turn turn = store.turn();
        ChangeRun run = run(turn);
        OperationApplier.apply(run, new PendingOperation(PERMISSIONS, 0, Optional.empty()));
        assertThat(run.bytes()).isEqualTo(turn.overlay().bytes()).isPositive();
        long room = Turn.MAX_BATCH_BYTES - run.bytes();

        prepareBehind(room);
        assertThatThrownBy(() -> prepareBehind(room + 1)).isInstanceOf(TooLargeException.class);
    }

    private void prepareBehind(long bytes) {
        Turn turn = store.turn();
        turn.overlay().put(Keyspaces.META, new byte[1], new byte[(int) bytes - 1]);
        store.change(store.main, List.of(), PERMISSIONS).prepare(turn);
    }
}
