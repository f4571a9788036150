package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Durability;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the operations of a stage are handed over, what becomes of those that are not taken, and who lets go of content. */
@Timeout(30)
class StagedOperationsTest {
    private static final int BATCH = 2000;

    private final TrialStore store = new TrialStore();
    private final EncoderThreads threads = new EncoderThreads("staged");
    private final ContentEncoder contents =
            new ContentEncoder(() -> new Overlay(store.made.records()), store.codec, store.leases, threads);
    private final StagedOperations operations =
            new StagedOperations(new OperationEncoder(contents), store.main, this::handOver);

    /** How many operations the writer takes of the next ones that it is handed, all if nothing is said; 0: too large. */
    private final Deque<Integer> taken = new ArrayDeque<>();

    private final List<Integer> handedOver = new ArrayList<>();
    private final List<PendingOperation> done = new ArrayList<>();

    @AfterEach
    void close() {
        threads.close();
        store.close();
    }

    private Task<Stage.Flushed> handOver(List<PendingOperation> batch) {
        handedOver.add(batch.size());
        int count = taken.isEmpty() ? batch.size() : taken.removeFirst();
        Task<Stage.Flushed> task = new Task<>(Durability.BUFFERED, store.main) {
            @Override
            protected Stage.Flushed prepare(Turn turn) {
                return new Stage.Flushed(null, count);
            }
        };
        if (count == 0) {
            task.fail(new TooLargeException());
        } else {
            done.addAll(batch.subList(0, count));
            task.prepareIn(store.turn());
            task.complete();
        }
        return task;
    }

    private static PendingOperation pending(int position) {
        return new PendingOperation(
                new Operation.SetPermissions(StorePath.of("/p" + position), 0600), position, Optional.empty());
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            operations.add(pending(i));
        }
    }

    /** Adds an operation that takes so many bytes, 512 of them beside its content. */
    private void addOf(int bytes) {
        PreparedContent prepared = PreparedContent.of(new byte[bytes - 512]);
        operations.add(new PendingOperation(
                new Operation.CreateFile(StorePath.of("/new"), prepared.reference(), 0600, Optional.empty()),
                0,
                Optional.of(PendingOperation.Ready.of(prepared))));
    }

    /** An operation with a stored content of its own. */
    private PendingOperation leased() {
        ContentReference content = store.keep(TrialStore.noise(3000));
        Leases.Lease lease = store.leases.open();
        lease.add(id(content));
        return new PendingOperation(
                new Operation.CreateFile(StorePath.of("/new"), content, 0600, Optional.empty()),
                0,
                Optional.of(new PendingOperation.Ready(
                        Optional.of(content), Optional.empty(), Map.of(), Optional.of(lease))));
    }

    private long id(ContentReference content) {
        return new ContentRecords(store.made.records(), store.codec)
                .findId(content.form(), content.hash())
                .orElseThrow();
    }

    private boolean isKept() {
        return store.leases.holds(id(PreparedContent.of(TrialStore.noise(3000)).reference()));
    }

    @Test
    void twoThousandOperationsAreWrittenWhileTheNextAreCollected() {
        add(0, 2 * BATCH - 1);
        assertThat(handedOver).isEmpty();

        add(2 * BATCH - 1, 2 * BATCH);

        assertThat(handedOver).containsExactly(BATCH);
    }

    @Test
    void operationsOfMuchContentAreWrittenSooner() {
        int first = (int) ContentEncoder.BATCH_BYTES / 2;
        int second = (int) ContentEncoder.BATCH_BYTES - first;
        addOf(first);
        addOf(second);
        addOf(first);
        assertThat(handedOver).isEmpty();

        addOf(second);

        assertThat(handedOver).containsExactly(2);
    }

    @Test
    void allIsWrittenInItsOrderWhenItIsAskedFor() {
        operations.flush();
        assertThat(handedOver).isEmpty();
        add(0, 2 * BATCH + 1);

        operations.flush();

        assertThat(handedOver).containsExactly(BATCH, BATCH, 1);
        assertThat(done).extracting(PendingOperation::position).isSorted().hasSize(2 * BATCH + 1);
    }

    @Test
    void restOfABatchIsHandedOverAgain() {
        taken.add(2);
        add(0, 5);

        operations.flush();

        assertThat(handedOver).containsExactly(5, 3);
        assertThat(done).extracting(PendingOperation::position).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void operationsThatAreTooLargeTogetherAreWrittenOneByOne() {
        taken.add(0);
        add(0, 3);

        operations.flush();

        assertThat(handedOver).containsExactly(3, 1, 1, 1);
        assertThat(done).extracting(PendingOperation::position).containsExactly(0, 1, 2);
    }

    @Test
    void operationThatIsTooLargeByItselfIsRefused() {
        taken.addAll(List.of(0, 1, 0));
        add(0, 3);

        assertThatThrownBy(operations::flush).isInstanceOfSatisfying(ChangeRefusedException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(refused.path()).isEqualTo(StorePath.of("/p1"));
            assertThat(refused.operationIndex()).isEqualTo(1);
        });
    }

    @Test
    void contentIsLetGoOnceItsOperationIsWritten() {
        operations.add(leased());
        add(1, BATCH - 1);
        assertThat(isKept()).isTrue();

        operations.flush();

        assertThat(isKept()).isFalse();
    }

    @Test
    void contentIsLetGoWhereItsOperationWillNotBeWritten() {
        for (int behind : new int[] {0, BATCH - 1, 2 * BATCH - 1}) {
            StagedOperations each = new StagedOperations(new OperationEncoder(contents), store.main, this::handOver);
            each.add(leased());
            for (int i = 0; i < behind; i++) {
                each.add(pending(i));
            }
            assertThat(isKept()).as("before %d more", behind).isTrue();

            each.release();

            assertThat(isKept()).as("before %d more", behind).isFalse();
        }
        assertThat(Set.copyOf(handedOver)).containsExactly(BATCH);
    }
}
