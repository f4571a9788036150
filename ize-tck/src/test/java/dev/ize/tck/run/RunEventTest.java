package dev.ize.tck.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.tck.Profile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RunEventTest {
    private static final String HOSTILE = "a\tb\nc\rd\\te\\ \u0001ize-tck\tFinished";

    @ParameterizedTest
    @MethodSource("events")
    void eventIsReadFromItsLineAsItWas(RunEvent event) {
        assertThat(event.line()).doesNotContain("\n", "\r");
        assertThat(RunEvent.of(event.line())).contains(event);
    }

    static Stream<RunEvent> events() {
        return Stream.of(
                new RunEvent.Opened("id", HOSTILE, "x.Provider", "/x.jar", true, List.of("a=1", HOSTILE)),
                new RunEvent.Opened("id", "", "", "", false, List.of()),
                new RunEvent.Refused(HOSTILE),
                new RunEvent.Found("t", HOSTILE, "type", List.of("order-1", "order-2"), Profile.FULL, true),
                new RunEvent.Found("t", "place", "type", List.of(), Profile.QUICK, false),
                new RunEvent.Begun("t", HOSTILE),
                new RunEvent.Ended("t", HOSTILE, Outcome.FAILED, 12, HOSTILE),
                new RunEvent.Ended("t", "", Outcome.PASSED, 0, ""),
                new RunEvent.Completed("t"),
                new RunEvent.Finished());
    }

    @Test
    void whatIsPrintedBesideIsNoEvent() {
        assertThat(RunEvent.of("")).isEmpty();
        assertThat(RunEvent.of("Finished")).isEmpty();
        assertThat(RunEvent.of("noise " + new RunEvent.Finished().line())).isEmpty();
    }
}
