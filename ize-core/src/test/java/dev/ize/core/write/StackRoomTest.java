package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

final class StackRoomTest {
    private static final long STACK_BYTES = 512 << 10;

    /** Frames of the test between two looks. */
    private static final int FRAMES = 20;

    /** Repeated, since the same methods take other frames once they are compiled. */
    @RepeatedTest(20)
    void isNotEnoughLongBeforeAStackEnds() throws InterruptedException {
        AtomicInteger withRoom = new AtomicInteger();
        AtomicInteger without = new AtomicInteger();
        Thread thread = new Thread(null, () -> fill(0, withRoom, without), "deep", STACK_BYTES);
        thread.start();
        thread.join();
        assertThat(withRoom.get()).as("calls with room").isPositive();
        assertThat(without.get())
                .as("calls without room before the stack ended")
                .isGreaterThan(10);
    }

    private static void fill(int depth, AtomicInteger withRoom, AtomicInteger without) {
        try {
            if (depth % FRAMES == 0) {
                (StackRoom.isEnough() ? withRoom : without).incrementAndGet();
            }
            if (depth < Integer.MAX_VALUE) {
                fill(depth + 1, withRoom, without);
            }
        } catch (StackOverflowError e) {
            // As deep as it goes.
        }
    }
}
