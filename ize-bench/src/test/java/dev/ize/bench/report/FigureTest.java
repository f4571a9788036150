package dev.ize.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.bench.page.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures for people. */
final class FigureTest {
    @ParameterizedTest
    @CsvSource({
        "0.4, 0.40 ns",
        "12.34, 12.3 ns",
        "999.4, 999 ns",
        "999.6, 1.00 µs",
        "154000, 154 µs",
        "2500000, 2.50 ms",
        "61000000000, 61.0 s",
        "4000000000000, 4000 s",
        "0, 0 ns"
    })
    void timeHasThreeDigitsThatCount(double nanos, String text) {
        assertThat(Unit.NANOSECONDS.text(nanos)).isEqualTo(text);
    }

    @Test
    void evenErrorIsShownAsPartOfTheValue() {
        assertThat(Figure.of(200, 10, Unit.NANOSECONDS).spread()).isEqualTo("±5 %");
    }

    @Test
    void errorBelowAHundredthKeepsADigit() {
        assertThat(Figure.of(1000, 4, Unit.NANOSECONDS).spread()).isEqualTo("±0.4 %");
    }

    @Test
    void unevenIntervalIsShownByItsEnds() {
        Figure middle = Figure.middle(List.of(900.0, 1000.0, 2000.0), Unit.NANOSECONDS);

        assertThat(middle.spread()).isEqualTo("900 ns – 2.00 µs");
    }

    @Test
    void middleOfAnEvenNumberOfValuesLiesBetweenTheTwo() {
        assertThat(Figure.middle(List.of(1.0, 2.0, 4.0, 100.0), Unit.COUNT).value())
                .isEqualTo(3);
    }

    @Test
    void oneValueHasNoInterval() {
        Figure figure = Figure.middle(List.of(5.0), Unit.BYTES);

        assertThat(figure.hasInterval()).isFalse();
        assertThat(figure.spread()).isEmpty();
    }

    @Test
    void ratioOfFiguresWithoutIntervalsHasNone() {
        Figure once = Figure.middle(List.of(6.0), Unit.COUNT);
        Figure often = Figure.of(3, 1, Unit.COUNT);

        assertThat(once.to(often).text()).isEqualTo("2.00 ×");
        assertThat(once.to(often).spread()).isEmpty();
    }

    @Test
    void ratioToWhatMayBeNothingMayBeAnything() {
        Figure noisy = Figure.of(1, 3, Unit.COUNT);

        assertThat(Figure.of(2, 0, Unit.COUNT).to(noisy).spread()).isEqualTo("0.50–∞");
    }
}
