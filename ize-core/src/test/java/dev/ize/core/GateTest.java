package dev.ize.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StorageClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {
    private final Gate gate = new Gate();

    /** Waits on a thread of its own until the gate is empty; the latch says when. */
    private CountDownLatch awaitEmpty() {
        CountDownLatch empty = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            gate.awaitEmpty();
            empty.countDown();
        });
        waiting.setDaemon(true);
        waiting.start();
        return empty;
    }

    private static boolean isReached(CountDownLatch latch, long millis) throws InterruptedException {
        return latch.await(millis, TimeUnit.MILLISECONDS);
    }

    @Test
    void closedGateLetsNobodyInAndIsClosedOnce() {
        gate.enter();
        gate.exit();

        assertThat(gate.close()).isTrue();
        assertThat(gate.close()).isFalse();
        assertThatThrownBy(gate::enter).isInstanceOf(StorageClosedException.class);
    }

    @Test
    void gateIsEmptyWhenTheLastHasLeftAndNotBefore() throws InterruptedException {
        gate.enter();
        gate.enter();
        gate.close();
        CountDownLatch empty = awaitEmpty();

        gate.exit();
        assertThat(isReached(empty, 20)).isFalse();
        gate.exit();

        assertThat(isReached(empty, 20_000)).isTrue();
    }

    @Test
    void whoWasTurnedAwayIsNotWaitedFor() {
        gate.close();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(gate::enter).isInstanceOf(StorageClosedException.class);
        }

        gate.awaitEmpty();

        assertThatThrownBy(gate::enter).isInstanceOf(StorageClosedException.class);
    }

    @Test
    void interruptOfWhoWaitsIsKeptAndDoesNotEndTheWaiting() throws InterruptedException {
        gate.enter();
        gate.close();
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch empty = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            Thread.currentThread().interrupt();
            gate.awaitEmpty();
            interrupted.set(Thread.interrupted());
            empty.countDown();
        });
        waiting.setDaemon(true);
        waiting.start();

        assertThat(isReached(empty, 20)).isFalse();
        gate.exit();

        assertThat(isReached(empty, 20_000)).isTrue();
        assertThat(interrupted).isTrue();
    }

    @Test
    void whoWasNotInterruptedIsNotAfterwards() {
        gate.close();

        gate.awaitEmpty();

        assertThat(Thread.interrupted()).isFalse();
    }
}
