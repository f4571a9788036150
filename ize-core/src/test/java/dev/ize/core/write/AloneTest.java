package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteRefusedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AloneTest {
    private final FailureLatch latch = new FailureLatch(failure -> {});

    private Alone<Integer> failing(RuntimeException failure) {
        Alone<Integer> alone = new Alone<>(() -> {
            throw failure;
        });
        alone.run(latch);
        return alone;
    }

    @Test
    void outcomeIsTheCallers() {
        Alone<Integer> alone = new Alone<>(() -> 7);

        alone.run(latch);

        assertThat(alone.await()).isEqualTo(7);
    }

    @Test
    void refusalIsTheCallersAndStopsNothing() {
        RuntimeException refusal = new WriteRefusedException("full", null);

        assertThatThrownBy(failing(refusal)::await).isSameAs(refusal);
        assertThat(latch.failure()).isNull();
    }

    @Test
    void otherFailureStopsTheStorageAndNothingIsDoneAfterIt() {
        RuntimeException failure = new IllegalStateException("broken");
        AtomicInteger done = new AtomicInteger();
        Alone<Integer> later = new Alone<>(done::incrementAndGet);

        assertThatThrownBy(failing(failure)::await)
                .isInstanceOf(StorageFailedException.class)
                .hasRootCause(failure);
        later.run(latch);

        assertThatThrownBy(later::await)
                .isInstanceOf(StorageFailedException.class)
                .hasRootCause(failure);
        assertThat(done).hasValue(0);
    }
}
