package dev.ize.core.write;

import static dev.ize.core.write.TrialTask.assertDone;
import static dev.ize.core.write.TrialTask.failure;
import static dev.ize.core.write.TrialTask.writing;
import static dev.ize.spi.Durability.BUFFERED;
import static dev.ize.spi.Durability.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.TooManyReadersException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    private final WriteRefusedException refusal = new WriteRefusedException("The disk is full", null);
    private final StorageFailedException gone = new StorageFailedException("The disk is gone", null);

    private final TrialEngine engine = new TrialEngine();
    private final Counters counters = TrialTurn.counters();
    private final ChunkCodec codec = new ChunkCodec();
    private final HeldBranches held = new HeldBranches(unwinding -> {});
    private final FailureLatch latch = new FailureLatch(held::failAll);
    private final BranchState branch = new BranchState(
            1,
            new BranchRecord(0, 0, 0, Instant.EPOCH, false, "main"),
            Lineage.ofRoot(1),
            new BranchState.Head(0, Chain.START));
    private Watermark watermark;
    private GroupCommit groups;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        watermark = Watermark.open(directory.resolve("watermark"));
        groups = new GroupCommit(
                engine, counters, InstantSource.fixed(Instant.EPOCH), codec, new Leases(), held, latch, watermark);
    }

    @AfterEach
    void close() {
        watermark.close();
        codec.close();
    }

    private void run(Task<?>... tasks) {
        groups.run(List.of(tasks));
    }

    private boolean isWritten(String key) {
        return engine.records().get(Keyspaces.META, key.getBytes(StandardCharsets.UTF_8)) != null;
    }

    private TrialTask failing(RuntimeException failure) {
        return TrialTask.doing(BUFFERED, turn -> {
            throw failure;
        });
    }

    private TrialTask reading(String key) {
        return TrialTask.doing(BUFFERED, turn -> {
            byte[] value = turn.overlay().get(Keyspaces.META, key.getBytes(StandardCharsets.UTF_8));
            return value == null ? "absent" : "there";
        });
    }

    /** A task that takes a number and writes it under itself. */
    private TrialTask taking(List<Long> taken) {
        return TrialTask.doing(BUFFERED, turn -> {
            long seq = turn.counters().takeSeq();
            taken.add(seq);
            turn.overlay().put(Keyspaces.META, new byte[] {(byte) seq}, new byte[0]);
            return "seq " + seq;
        });
    }

    @Test
    void tasksAreWrittenTogetherAndReadWhatThoseBeforeThemWrite() {
        TrialTask reading = reading("a");

        run(writing("a", 10), reading, writing("b", 10));

        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED");
        assertDone(reading);
        assertThat(reading.await()).isEqualTo("there");
        assertThat(isWritten("a")).isTrue();
        assertThat(isWritten("b")).isTrue();
    }

    @Test
    void groupIsFullOnceHalfOfABatchIsFull() {
        run(writing("a", (8 << 20) - 1), writing("b", 10), writing("c", 10));
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED", "snapshot", "write BUFFERED");
        assertThat(isWritten("c")).isTrue();

        run(writing("d", 8 << 20), writing("e", 10));
        assertThat(engine.asked()).containsExactly("snapshot", "write BUFFERED", "snapshot", "write BUFFERED");
        assertThat(isWritten("e")).isTrue();
    }

    @Test
    void taskThatDoesNotFitBesideTheOthersComesNext() {
        TrialTask large = writing("b", 12 << 20);
        TrialTask last = reading("b");

        run(writing("a", 6 << 20), large, last);

        assertThat(engine.asked())
                .containsExactly("snapshot", "write BUFFERED", "snapshot", "write BUFFERED", "snapshot");
        assertDone(large, last);
        assertThat(isWritten("b")).isTrue();
        assertThat(last.await()).isEqualTo("there");
    }

    @Test
    void groupIsAsDurableAsOneOfItsTasksMustBe() {
        TrialTask durable = TrialTask.doing(SYNC, turn -> {
            turn.counters().link(7, Instant.EPOCH, new byte[1]);
            return "durable";
        });

        run(writing("a", 10), durable, writing("b", 10));

        assertThat(engine.asked()).containsExactly("snapshot", "write SYNC");
        assertThat(watermark.mark()).isEqualTo(counters.newest());
        run(TrialTask.doing(BUFFERED, turn -> {
            turn.counters().link(8, Instant.EPOCH, new byte[1]);
            turn.overlay().put(Keyspaces.META, new byte[] {1}, new byte[0]);
            return "not durable";
        }));
        assertThat(counters.newest().seq()).isEqualTo(8);
        assertThat(watermark.mark().seq()).isEqualTo(7);
    }

    @Test
    void groupThatWritesNothingMakesTheRestDurable() {
        run(reading("a"));
        assertThat(engine.asked()).containsExactly("snapshot");

        TrialTask durable = TrialTask.doing(SYNC, turn -> "durable");
        run(durable);

        assertDone(durable);
        assertThat(engine.asked()).containsExactly("snapshot", "sync");
    }

    @Test
    void tasksOfARefusedGroupAreTriedOneByOneWithTheSameNumbers() {
        List<Long> taken = new ArrayList<>();
        TrialTask first = taking(taken);
        TrialTask second = taking(taken);
        engine.failWrite(refusal);
        engine.failWrite(refusal);

        run(first, second);

        assertThat(failure(first)).isSameAs(refusal);
        assertThat(first.refusals()).isEqualTo(2);
        assertDone(second);
        assertThat(second.refusals()).isOne();
        assertThat(taken).containsExactly(1L, 2L, 1L, 1L);
        assertThat(counters.toRecord().nextSeq()).isEqualTo(2);
        assertThat(latch.failure()).isNull();
    }

    @Test
    void taskThatIsRejectedByWhatIsRefusedIsJudgedAgain() {
        TrialTask first = writing("a", 10);
        TrialTask second = TrialTask.doing(BUFFERED, turn -> {
            if (turn.overlay().get(Keyspaces.META, new byte[] {'a'}) != null) {
                throw new IllegalStateException("taken");
            }
            return "free";
        });
        engine.failWrite(refusal);

        run(first, second);

        assertThat(failure(first)).isSameAs(refusal);
        assertDone(second);
        TrialTask third = failing(new IllegalStateException("never"));
        run(writing("a", 10), third);
        assertThat(failure(third)).hasMessage("never");
        assertThat(latch.failure()).isNull();
    }

    @Test
    void writeOfUnknownOutcomeEndsAll() {
        TrialTask first = writing("a", 10);
        TrialTask rejected = failing(new IllegalStateException("rejected"));
        engine.failWrite(gone);

        run(first, rejected);

        assertThat(latch.failure()).isSameAs(gone);
        assertThat(failure(first)).hasCause(gone);
        assertThat(failure(rejected)).hasCause(gone);
        assertNothingIsAskedAnyMore();
    }

    /** It went on with the tasks behind, and wrote those before, by an engine of which nothing may be asked any more. */
    @Test
    void engineThatFailsWhileATaskReadsIsAskedNothingAnyMore() {
        TrialTask first = writing("a", 10);
        TrialTask second = failing(gone);
        TrialTask third = reading("a");
        held.hold(branch, new Object());
        TrialTask waiting = TrialTask.on(branch, null);

        run(waiting, first, second, third);

        assertThat(engine.asked()).containsExactly("snapshot");
        assertThat(latch.failure()).isSameAs(gone);
        for (TrialTask task : List.of(first, second, third, waiting)) {
            assertThat(failure(task)).isInstanceOf(StorageFailedException.class);
        }
        assertNothingIsAskedAnyMore();
    }

    @Test
    void outcomeThatCannotBeMadeVisibleEndsAll() {
        TrialTask first = writing("a", 10).whenCommitted(outcome -> {
            throw new IllegalStateException("lost");
        });
        TrialTask second = writing("b", 10);

        run(first, second);

        assertThat(failure(first)).isInstanceOf(StorageFailedException.class).hasRootCauseMessage("lost");
        assertThat(failure(second)).isInstanceOf(StorageFailedException.class).hasRootCauseMessage("lost");
        engine.asked();
        assertNothingIsAskedAnyMore();
    }

    private void assertNothingIsAskedAnyMore() {
        engine.asked();
        held.hold(branch, new Object());
        TrialTask later = writing("later", 10);

        run(later);

        assertThat(failure(later)).isInstanceOf(StorageFailedException.class).isNotSameAs(latch.failure());
        assertThat(engine.asked()).isEmpty();
        assertThat(isWritten("later")).isFalse();
    }

    @Test
    void crowdedEngineFailsWhatIsAskedThenAndNothingElse() {
        TooManyReadersException crowded = new TooManyReadersException("Too many snapshots are open", null);
        TrialTask first = writing("a", 10);
        TrialTask second = writing("b", 10);
        engine.failSnapshot(crowded);

        run(first, second);
        run(writing("c", 10));

        assertThat(failure(first)).isSameAs(crowded);
        assertThat(failure(second)).isSameAs(crowded);
        assertThat(isWritten("a")).isFalse();
        assertThat(isWritten("c")).isTrue();
    }

    @Test
    void snapshotThatFailsEndsAllThatWaits() {
        held.hold(branch, new Object());
        TrialTask waiting = TrialTask.on(branch, null);
        run(waiting);
        TrialTask first = writing("a", 10);
        engine.failSnapshot(gone);

        run(first);

        assertThat(failure(first)).hasCause(gone);
        assertThat(failure(waiting)).isInstanceOf(StorageFailedException.class);
        assertNothingIsAskedAnyMore();
    }

    @Test
    void taskThatATaskFreesRunsBeforeThoseBehind() {
        Object owner = new Object();
        held.hold(branch, owner);
        List<String> order = new ArrayList<>();
        TrialTask waiting = TrialTask.on(branch, null).whenCommitted(outcome -> order.add("waiting"));
        TrialTask releasing = TrialTask.on(branch, owner).whenCommitted(outcome -> held.release(branch));
        TrialTask large = writing("b", 16 << 20).whenCommitted(order::add);

        run(waiting, writing("a", 10), releasing, large);

        assertDone(waiting, large);
        assertThat(order).containsExactly("waiting", "b");
    }
}
