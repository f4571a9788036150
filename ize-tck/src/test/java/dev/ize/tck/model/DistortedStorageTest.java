package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Entry;
import dev.ize.spi.Listing;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The random sequences find storages that are wrong in a single answer. */
final class DistortedStorageTest {
    private static final int SEQUENCES = 60;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("defects")
    void wrongAnswerIsFound(String method, String what, DistortedStorage.Defect defect) {
        DistortedStorage wrong = new DistortedStorage(new InMemoryProvider(), method, defect);
        RandomSequences sequences = new RandomSequences(wrong, directory, Duration.ofMillis(100));

        assertThatThrownBy(() -> sequences.run(1, SEQUENCES))
                .as(what)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dize.seed=")
                .hasMessageContaining("Shortened sequence:");
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                defect(
                        "View.list",
                        "a full page says that it is the last",
                        (answer, arguments) -> answer instanceof Listing page
                                ? new Listing(page.entries(), Optional.empty())
                                : answer),
                defect("View.walk", "the last entry is left out", (answer, arguments) -> {
                    List<?> entries = ((Stream<?>) answer).toList();
                    return entries.subList(0, Math.max(1, entries.size() - 1)).stream();
                }),
                defect(
                        "View.find",
                        "nothing is found in directories",
                        (answer, arguments) -> ((Optional<?>) answer)
                                .filter(it -> ((Entry) it).path().names().size() < 2)),
                defect(
                        "View.paths",
                        "only the first link is told",
                        (answer, arguments) ->
                                ((List<?>) answer).stream().limit(1).toList()),
                defect("View.extendedAttributes", "there are none", (answer, arguments) -> Map.of()),
                defect("View.read", "the last byte is lost", (answer, arguments) -> {
                    byte[] bytes = (byte[]) answer;
                    return Arrays.copyOf(bytes, Math.max(0, bytes.length - 1));
                }),
                defect(
                        "View.effectiveTime",
                        "nanoseconds are lost",
                        (answer, arguments) -> ((Instant) answer).truncatedTo(ChronoUnit.MICROS)),
                defect(
                        "View.chainHash",
                        "it never moves",
                        (answer, arguments) -> ContentHash.of(new byte[ContentHash.BYTES])),
                defect(
                        "View.history",
                        "the oldest line is lost",
                        (answer, arguments) -> new LogPage<>(allButLast(answer), Optional.empty())),
                defect("Branch.log", "pages after the first are empty", (answer, arguments) -> {
                    LogQuery query = (LogQuery) arguments[0];
                    return query.after().isPresent() && query.limit() < 1000
                            ? new LogPage<>(List.of(), Optional.empty())
                            : answer;
                }),
                defect("Branch.apply", "the time is a nanosecond late", (answer, arguments) -> {
                    AppliedChange applied = (AppliedChange) answer;
                    return new AppliedChange(
                            applied.point(), applied.effectiveTime().plusNanos(1), applied.operations());
                }),
                defect("FileSystemStorage.difference", "removals are left out", (answer, arguments) -> {
                    List<Object> lines = new ArrayList<>((List<?>) answer);
                    lines.removeIf(line -> ((DifferenceLine) line).kind() == DifferenceLine.Kind.REMOVED);
                    return lines;
                }),
                defect("FileSystemStorage.branches", "the last is left out", (answer, arguments) -> allButLast(answer)),
                defect("FileSystemStorage.snapshots", "none is listed", (answer, arguments) -> List.of()));
    }

    private static Arguments defect(String method, String what, DistortedStorage.Defect defect) {
        return Arguments.of(method, what, defect);
    }

    private static List<?> allButLast(Object list) {
        List<?> lines = (List<?>) list;
        return lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1);
    }
}
