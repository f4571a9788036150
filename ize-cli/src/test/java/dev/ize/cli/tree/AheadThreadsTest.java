package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AheadThreadsTest {
    private final AheadThreads threads = new AheadThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 1000})
    void itemsThatAreAskedForAheadAreTheSameInTheSameOrder(int count) {
        List<Integer> items = IntStream.range(0, count).boxed().toList();

        Iterator<Integer> ahead = threads.ahead(items.iterator());

        assertThat(ahead).toIterable().isEqualTo(items);
        assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void failureOfTheSourceComesAfterTheItemsBeforeIt() {
        Iterator<Integer> source = Stream.iterate(0, i -> i + 1)
                .peek(i -> {
                    if (i == 300) {
                        throw new IllegalArgumentException("number 300");
                    }
                })
                .iterator();
        List<Integer> taken = new ArrayList<>();

        Iterator<Integer> ahead = threads.ahead(source);
        assertThatThrownBy(() -> ahead.forEachRemaining(taken::add)).hasMessage("number 300");

        assertThat(taken).hasSize(300);
        assertThatThrownBy(ahead::hasNext).hasMessage("number 300");
    }

    /** An endless walk would fill the memory. */
    @Test
    void noMoreThanTwoBatchesAreTakenOfTheSource() {
        AtomicInteger asked = new AtomicInteger();
        Iterator<Integer> ahead =
                threads.ahead(Stream.generate(asked::incrementAndGet).iterator());

        assertThat(ahead.next()).isEqualTo(1);
        threads.close();

        assertThat(asked.get()).isBetween(256, 513);
    }
}
