package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineProgress;

/** Holds an engine to what {@link EngineProgress} promises. */
final class ProgressCheck implements EngineProgress {
    private static final long NOTHING_HEARD = -1;

    private final Thread caller = Thread.currentThread();
    private long done = NOTHING_HEARD;
    private long total = NOTHING_HEARD;

    @Override
    public void reached(long doneBytes, long totalBytes) {
        assertThat(Thread.currentThread()).as("the thread of the call").isSameAs(caller);
        if (done == NOTHING_HEARD) {
            assertThat(doneBytes).as("what is done at first").isZero();
            total = totalBytes;
        }
        assertThat(doneBytes).as("bytes done").isBetween(done, totalBytes);
        assertThat(totalBytes).as("bytes in all").isEqualTo(total);
        done = doneBytes;
    }

    /** After the call: it told of all. */
    void assertComplete() {
        assertThat(done).as("bytes done in the end").isNotEqualTo(NOTHING_HEARD).isEqualTo(total);
    }
}
