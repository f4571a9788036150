package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EncoderThreadsTest {
    private final EncoderThreads threads = new EncoderThreads("test");
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @AfterEach
    void close() {
        threads.close();
    }

    private EncoderThreads.Part part() {
        opened.incrementAndGet();
        workers.add(Thread.currentThread());
        return new EncoderThreads.Part() {
            @Override
            public void accept(int piece) {
                if (piece == 13) {
                    throw new IllegalStateException("unlucky");
                }
                assertThat(done.add(piece)).isTrue();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    private void assertAllDone(int pieces) {
        assertThat(done).hasSize(pieces);
        assertThat(closed.get()).isEqualTo(opened.get());
    }

    @Test
    void eachPieceIsDoneOnce() {
        threads.run(10, 10, this::part);

        assertAllDone(10);
    }

    @Test
    void piecesAreDoneWithoutWhoHasThemDone() {
        EncoderThreads.await(threads.begin(10, 3, this::part));

        assertAllDone(10);
        assertThat(opened.get()).isBetween(1, 3);
        assertThat(workers).doesNotContain(Thread.currentThread()).allMatch(Thread::isDaemon);
    }

    @Test
    void whoHasPiecesDoneIsHelpedByOthers() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "One processor has no other thread");
        CyclicBarrier meeting = new CyclicBarrier(2);

        threads.run(2, 2, () -> {
            workers.add(Thread.currentThread());
            return new MeetingPart(meeting);
        });

        assertThat(workers).hasSize(2).contains(Thread.currentThread());
    }

    /** Each of its pieces is done once that of another thread is. */
    private record MeetingPart(CyclicBarrier meeting) implements EncoderThreads.Part {
        @Override
        public void accept(int piece) {
            try {
                meeting.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException("Nobody else came", e);
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void nothingIsOpenedWhereThereIsNothingToDo() {
        threads.run(0, 5, this::part);
        EncoderThreads.await(threads.begin(0, 5, this::part));

        assertThat(opened.get()).isZero();
    }

    @Test
    void failureOfAPieceIsThrownWhenNoThreadIsAtWorkAnyMore() {
        assertThatThrownBy(() -> threads.run(14, 1, this::part)).hasMessage("unlucky");
        assertAllDone(13);

        done.clear();
        CompletableFuture<Void> failing = threads.begin(1_000_000, 1, this::part);
        assertThatThrownBy(() -> EncoderThreads.await(failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unlucky");
        assertThat(done).hasSizeLessThan(14);
        assertThat(closed.get()).isEqualTo(opened.get());
    }

    /** With more pieces than can be done while a test lasts. */
    @Test
    void threadsEndOnceOneOfThemHasFailed() {
        assertThatThrownBy(() -> threads.run(2_000_000_000, 2, FailingPart::new))
                .hasMessage("unlucky");
    }

    private static final class FailingPart implements EncoderThreads.Part {
        @Override
        public void accept(int piece) {
            if (piece == 13) {
                throw new IllegalStateException("unlucky");
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void workAfterTheCloseIsDoneByWhoAsksForIt() {
        threads.close();

        threads.run(10, 4, this::part);

        assertAllDone(10);
        assertThat(workers).containsExactly(Thread.currentThread());
    }

    @Test
    void errorIsThrownAsItIs() {
        Error error = new AssertionError("an error");
        CompletableFuture<Void> failing = CompletableFuture.failedFuture(error);

        assertThatThrownBy(() -> EncoderThreads.await(failing)).isSameAs(error);
    }
}
