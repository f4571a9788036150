package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovedSpansTest {
    private static final int SEQS = 24;

    private record Span(long before, long after) {
        boolean holds(long seq) {
            return seq > before && seq < after;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void recordMayBeGoneWhereAnySpanHoldsItsSeq(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RemovedSpans removed = new RemovedSpans();
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long before = random.nextInt(SEQS);
            Span span = new Span(before, before + 2 + random.nextInt(6));
            spans.add(span);
            removed.add(span.before(), span.after());

            for (long from = 0; from < SEQS; from++) {
                for (long to = from + 2; to < SEQS + 8; to++) {
                    assertThat(removed.mayLieBetween(from, to))
                            .as("seed=%d spans=%s from=%d to=%d", seed, spans, from, to)
                            .isEqualTo(isAnyBetween(spans, from, to));
                }
            }
        }
    }

    private static boolean isAnyBetween(List<Span> spans, long from, long to) {
        for (long seq = from + 1; seq < to; seq++) {
            long each = seq;
            if (spans.stream().anyMatch(span -> span.holds(each))) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5})
    void nothingIsGoneWhereNothingWasRemoved(long before) {
        assertThat(new RemovedSpans().mayLieBetween(before, before + 10)).isFalse();
    }
}
