package dev.ize.core.write;

import static dev.ize.core.write.TrialTask.writing;
import static dev.ize.spi.Durability.BUFFERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.Lineage;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnTest {
    /** What a batch has room for. */
    private static final int ALL = 16 << 20;

    private final ChunkCodec codec = new ChunkCodec();
    private final Turn turn = TrialTurn.over(new EmptySnapshot(), codec);
    private final BranchState branch =
            new BranchState(1, new BranchRecord(0, 0, 0, Instant.EPOCH, false, "main"), Lineage.ofRoot(1), head(1));

    @AfterEach
    void closeCodec() {
        codec.close();
    }

    private static BranchState.Head head(long seq) {
        return new BranchState.Head(seq, Chain.START);
    }

    /** A task that takes a number and writes so many bytes. */
    private TrialTask taking(int bytes) {
        return TrialTask.doing(BUFFERED, own -> {
            own.counters().takeSeq();
            own.overlay().put(Keyspaces.META, new byte[1], new byte[bytes - 1]);
            return "taken";
        });
    }

    private long nextSeq() {
        return turn.counters().toRecord().nextSeq();
    }

    /** A task that moves the branch's head on by one. */
    private TrialTask moving() {
        return TrialTask.doing(BUFFERED, own -> {
            long seq = own.head(branch).seq();
            own.moveHead(branch, head(seq + 1));
            assertThat(own.head(branch).seq()).isEqualTo(seq + 1);
            return "moved";
        });
    }

    @Test
    void taskMayFillABatch() {
        assertThat(turn.run(taking(ALL))).isTrue();
        assertThat(turn.group().bytes()).isEqualTo(ALL);
    }

    @Test
    void taskThatWritesMoreThanABatchTakesIsRefused() {
        assertThatThrownBy(() -> turn.run(taking(ALL + 1))).isInstanceOf(TooLargeException.class);

        assertThat(turn.group().bytes()).isZero();
        assertThat(nextSeq()).isOne();
    }

    @Test
    void taskThatDoesNotFitWhatIsLeftIsPutOff() {
        turn.run(writing("a", ALL - 100));

        assertThat(turn.run(taking(101))).isFalse();
        assertThat(nextSeq()).isOne();
        assertThat(turn.group().bytes()).isEqualTo(ALL - 100);
        assertThat(turn.run(taking(100))).isTrue();
        assertThat(nextSeq()).isEqualTo(2);
    }

    @Test
    void headsMoveWithEachTaskAndAreSeenOutsideOnceTheyArePublished() {
        turn.run(moving());
        turn.run(moving());
        assertThat(turn.head(branch).seq()).isEqualTo(3);
        assertThat(branch.head().seq()).isOne();

        turn.publishHeads();

        assertThat(branch.head().seq()).isEqualTo(3);
    }

    @Test
    void headThatARefusedTaskHasMovedStays() {
        turn.run(moving());
        TrialTask refused = TrialTask.doing(BUFFERED, own -> {
            own.moveHead(branch, head(9));
            own.counters().takeSeq();
            throw new IllegalStateException("refused");
        });
        assertThat(catchThrowable(() -> turn.run(refused))).hasMessage("refused");
        turn.run(writing("a", 10));

        turn.publishHeads();

        assertThat(branch.head().seq()).isEqualTo(2);
        assertThat(nextSeq()).isOne();
    }

    @Test
    void callerIsThrownWhatFailedTheTask() {
        for (Throwable cause : new Throwable[] {new StackOverflowError(), new IllegalStateException()}) {
            TrialTask task = writing("a", 10);
            task.fail(cause);

            assertThat(catchThrowable(task::await)).isSameAs(cause);
        }
    }
}
