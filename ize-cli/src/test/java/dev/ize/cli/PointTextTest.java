package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.OperationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PointTextTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    @Test
    void headAndOperationsAreThemselves() {
        assertThat(place("head")).isEqualTo(new PointText.Head());
        assertThat(place("@1234")).isEqualTo(new PointText.AtOperation(new OperationId(1234)));
        assertThat(place("v1.0")).isEqualTo(new PointText.Named("v1.0"));
        assertThat(place("-x".substring(1))).isEqualTo(new PointText.Named("x"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01,                  2026-10-31T23:00:00Z",
        "20261101,                    2026-10-31T23:00:00Z",
        "2026-07-01T10:30,            2026-07-01T08:30:00Z",
        "2026-11-01T10:30:15.5,       2026-11-01T09:30:15.500Z",
        "2026-11-01T10:30:15Z,        2026-11-01T10:30:15Z",
        "2026-11-01T10:30-05:00,      2026-11-01T15:30:00Z",
        "-90s,                        2026-11-01T11:58:30Z",
        "-30m,                        2026-11-01T11:30:00Z",
        "-2h,                         2026-11-01T10:00:00Z",
        "-1d12h,                      2026-10-31T00:00:00Z",
        "-2w,                         2026-10-18T12:00:00Z"
    })
    void timesAreLocalUnlessTheySayAndRelativeOnesCountBack(String text, Instant time) {
        assertThat(place(text)).isEqualTo(new PointText.AtTime(time));
    }

    @ParameterizedTest
    @CsvSource({
        "main:head,                 main,   head",
        "fix:@7,                    fix,    @7",
        "fix:-2h,                   fix,    -2h",
        "fix:2026-11-01T10:30,      fix,    2026-11-01T10:30",
        "fix:v1,                    fix,    v1"
    })
    void branchStandsBeforeTheFirstColon(String text, String branch, String point) {
        PointText parsed = PointText.parse(text, NOW, () -> ZONE);

        assertThat(parsed.branch()).isEqualTo(Optional.of(branch));
        assertThat(parsed.place()).isEqualTo(place(point));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":head",
                "main:",
                "@",
                "@0",
                "@-1",
                "@x",
                "@99999999999999999999",
                "-",
                "-2",
                "-2x",
                "-h",
                "--foo",
                "-9999999999999w",
                "a:b:c"
            })
    void whatSaysNothingIsWrongUse(String text) {
        assertThatThrownBy(() -> place(text)).isInstanceOf(UsageException.class).hasMessageContaining("'");
    }

    private static PointText.Place place(String text) {
        return PointText.parse(text, NOW, () -> ZONE).place();
    }
}
