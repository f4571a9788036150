package dev.ize.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "59949, 59.9 s",
        "59950, 1 min 0 s",
        "125000, 2 min 5 s",
        "3599499, 59 min 59 s",
        "3600000, 1 h 0 min",
        "10920000, 3 h 2 min"
    })
    void durationHasItsUnits(long millis, String text) {
        assertThat(Times.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void timeIsShownWhereThePersonIs() {
        Instant time = Instant.parse("2026-11-01T23:30:05.999Z");

        assertThat(Times.local(time, ZoneOffset.ofHours(2))).isEqualTo("2026-11-02 01:30:05");
    }
}
