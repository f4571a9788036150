package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.StorageFailedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLatchTest {
    private final List<StorageFailedException> told = new ArrayList<>();
    private final FailureLatch latch = new FailureLatch(told::add);
    private final StorageFailedException own = new StorageFailedException("The disk is gone", null);

    @Test
    void firstFailureCountsAndIsToldOnce() {
        assertThat(latch.failure()).isNull();
        RuntimeException cause = new IllegalStateException("first");

        StorageFailedException first = latch.fail(cause);

        assertThat(first).hasCause(cause).hasMessageContaining("write failed");
        assertThat(latch.fail(own)).isSameAs(first);
        assertThat(latch.note(own)).isSameAs(first);
        assertThat(latch.failure()).isSameAs(first);
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).isNotSameAs(first).hasCause(first).hasMessage(first.getMessage());
    }

    @Test
    void failureOfARequestIsKeptAsItIs() {
        assertThat(latch.fail(own)).isSameAs(own);
        assertThat(new FailureLatch(told::add).note(own)).isSameAs(own);
    }

    /** The writer tells those who wait, once it comes to know of it. */
    @Test
    void failureThatAReadMetIsKeptAndToldToNobody() {
        RuntimeException cause = new IllegalStateException("read");

        StorageFailedException noted = latch.note(cause);

        assertThat(noted).hasCause(cause).hasMessageContaining("read failed");
        assertThat(latch.note(own)).isSameAs(noted);
        assertThat(latch.fail(own)).isSameAs(noted);
        assertThat(latch.failure()).isSameAs(noted);
        assertThat(told).isEmpty();
    }
}
