package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Entry;
import dev.ize.spi.Listing;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Single answers that are wrong, for the random sequences to find. */
final class WrongAnswers {
    private WrongAnswers() {}

    static AlteredProvider sayingThatAFullPageIsTheLast() {
        return Answers.distorted(
                "View.list",
                (call, answer) ->
                        answer instanceof Listing page ? new Listing(page.entries(), Optional.empty()) : answer);
    }

    static AlteredProvider walkingPastTheLastEntry() {
        return Answers.distorted("View.walk", (call, answer) -> {
            List<?> entries = ((Stream<?>) answer).toList();
            return entries.subList(0, Math.max(1, entries.size() - 1)).stream();
        });
    }

    static AlteredProvider findingNothingInDirectories() {
        return Answers.distorted(
                "View.find",
                (call, answer) -> ((Optional<?>) answer)
                        .filter(it -> ((Entry) it).path().names().size() < 2));
    }

    static AlteredProvider tellingOneLinkOnly() {
        return Answers.distorted(
                "View.paths",
                (call, answer) -> ((List<?>) answer).stream().limit(1).toList());
    }

    static AlteredProvider havingNoExtendedAttributes() {
        return Answers.distorted("View.extendedAttributes", (call, answer) -> Map.of());
    }

    static AlteredProvider readingAllButTheLastByte() {
        return Answers.distorted("View.read", (call, answer) -> {
            byte[] bytes = (byte[]) answer;
            return Arrays.copyOf(bytes, Math.max(0, bytes.length - 1));
        });
    }

    static AlteredProvider cuttingNanosecondsOfViews() {
        return Answers.distorted(
                "View.effectiveTime", (call, answer) -> ((Instant) answer).truncatedTo(ChronoUnit.MICROS));
    }

    static AlteredProvider neverMovingItsChain() {
        return Answers.distorted("View.chainHash", (call, answer) -> ContentHash.of(new byte[ContentHash.BYTES]));
    }

    static AlteredProvider losingTheOldestLine() {
        return Answers.distorted("View.history", (call, answer) -> new LogPage<>(allButLast(answer), Optional.empty()));
    }

    static AlteredProvider loggingTheFirstPageOnly() {
        return Answers.distorted("Branch.log", (call, answer) -> {
            LogQuery query = call.argument(0, LogQuery.class);
            return query.after().isPresent() && query.limit() < 1000
                    ? new LogPage<>(List.of(), Optional.empty())
                    : answer;
        });
    }

    static AlteredProvider beingANanosecondLate() {
        return Answers.distorted("Branch.apply", (call, answer) -> {
            AppliedChange applied = (AppliedChange) answer;
            return new AppliedChange(applied.point(), applied.effectiveTime().plusNanos(1), applied.operations());
        });
    }

    static AlteredProvider differingWithoutRemovals() {
        return Answers.distorted(
                "FileSystemStorage.difference",
                (call, answer) -> ((List<?>) answer)
                        .stream()
                                .filter(line -> ((DifferenceLine) line).kind() != DifferenceLine.Kind.REMOVED)
                                .toList());
    }

    static AlteredProvider listingAllBranchesButTheLast() {
        return Answers.distorted("FileSystemStorage.branches", (call, answer) -> allButLast(answer));
    }

    static AlteredProvider listingNoSnapshots() {
        return Answers.distorted("FileSystemStorage.snapshots", (call, answer) -> List.of());
    }

    private static List<?> allButLast(Object list) {
        List<?> lines = (List<?>) list;
        return lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1);
    }
}
