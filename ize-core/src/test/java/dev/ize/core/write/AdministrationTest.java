package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of a store made by hand after an act, and before the first one. */
@Timeout(30)
class AdministrationTest {
    @TempDir
    Path directory;

    private final TrialStore store = new TrialStore();
    private final TrialEngine engine = new TrialEngine(store.made.records(), false);
    private final BranchRegistry branches = new BranchRegistry();
    private Watermark watermark;
    private Writer writer;
    private Administration administration;

    @BeforeEach
    void prepare() throws IOException {
        branches.add(store.main);
        branches.add(store.side);
        watermark = Watermark.open(directory.resolve("watermark"));
        writer = new Writer(
                engine, store.counters, () -> time(0), store.codec, store.leases, watermark, "administration");
        administration = new Administration(writer, branches, Durability.SYNC);
    }

    @AfterEach
    void close() {
        writer.stop();
        watermark.close();
        store.close();
    }

    private boolean hasOperation(long branch, long seq) {
        return engine.records().get(Keyspaces.OPERATIONS, Keys.operation(branch, seq)) != null;
    }

    private boolean hasBranch(long branch) {
        return engine.records().get(Keyspaces.BRANCHES, Keys.branch(branch)) != null;
    }

    @Test
    void stageThatWasLeftBehindHoldsItsBranchUntilItIsTakenBack() {
        store.made.putStage(MAIN, 8);
        administration.takeBackStage(store.main, 8);
        assertThat(store.main.isHeldAgainst(this)).isTrue();
        assertThat(store.side.isHeldAgainst(this)).isFalse();

        writer.start();
        writer.awaitRemovals();

        assertThat(hasOperation(MAIN, 8)).isFalse();
        assertThat(hasOperation(MAIN, 4)).isTrue();
        assertThat(engine.records().get(Keyspaces.META, Keys.stage(MAIN))).isNull();
        assertThat(store.main.isHeldAgainst(this)).isFalse();
    }

    @Test
    void deletedBranchIsSweptOnceItsLastSnapshotGoes() {
        store.made.putSnapshot("of side", new SnapshotRecord(SIDE, 7, time(9), ""));
        writer.start();
        administration.delete(store.side);
        writer.awaitRemovals();
        assertThat(branches.find("side")).isEmpty();
        assertThat(hasOperation(SIDE, 7)).isTrue();

        administration.deleteSnapshot("of side");
        writer.awaitRemovals();

        assertThat(hasOperation(SIDE, 7)).isFalse();
        assertThat(hasBranch(SIDE)).isFalse();
    }

    @Test
    void nothingIsSweptOfABranchThatLivesOrIsGone() {
        writer.start();
        administration.deleteSnapshot("mark");
        administration.sweepIfDeleted(SIDE);
        administration.sweepIfDeleted(77);
        writer.awaitRemovals();

        assertThat(hasOperation(MAIN, 4)).isTrue();
        assertThat(hasOperation(SIDE, 7)).isTrue();
        assertThat(hasBranch(SIDE)).isTrue();
    }

    @Test
    void actLeavesTheCountersWhereItHasComeTo() {
        writer.start();

        administration.createSnapshot("new", store.main, 8, "");

        byte[] key = Keys.counters();
        CountersRecord stored = CountersRecord.decode(key, engine.records().get(Keyspaces.META, key));
        assertThat(stored).isEqualTo(store.counters.toRecord());
        assertThat(stored.nextSeq()).isEqualTo(10);
    }

    @Test
    void syncMakesDurableWhatWasWritten() {
        writer.start();

        administration.sync();

        assertThat(engine.asked()).contains("sync");
        assertThat(watermark.mark()).isEqualTo(store.counters.newest());
    }
}
