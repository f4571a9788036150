package dev.ize.tck.storage;

import dev.ize.spi.DifferenceLine;
import dev.ize.spi.DifferenceLine.Aspect;
import dev.ize.spi.DifferenceLine.Kind;
import dev.ize.spi.Entry;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Ways to tell wrongly what differs. */
final class WrongDifferences {
    private static final String DIFFERENCE = "FileSystemStorage.difference";

    private WrongDifferences() {}

    /** What is told in place of a line. */
    private interface Telling {
        Stream<DifferenceLine> of(StorageCall call, DifferenceLine line);
    }

    private static AlteredProvider telling(Telling telling) {
        return Answers.distorted(
                DIFFERENCE,
                (call, answer) -> ((List<?>) answer)
                        .stream()
                                .flatMap(line -> telling.of(call, (DifferenceLine) line))
                                .sorted(Comparator.comparing(DifferenceLine::path))
                                .toList());
    }

    static AlteredProvider tellingRenamesTwice() {
        return telling((call, line) -> line.kind() == Kind.RENAMED ? both(line) : Stream.of(line));
    }

    static AlteredProvider tellingReplacedFilesTwice() {
        return telling((call, line) -> line.kind() == Kind.MODIFIED && !isOneNode(line) ? both(line) : Stream.of(line));
    }

    private static boolean isOneNode(DifferenceLine line) {
        return line.before()
                .orElseThrow()
                .node()
                .id()
                .equals(line.after().orElseThrow().node().id());
    }

    private static Stream<DifferenceLine> both(DifferenceLine line) {
        return Stream.of(
                new DifferenceLine(Kind.REMOVED, line.before(), Optional.empty(), Set.of()),
                new DifferenceLine(Kind.ADDED, Optional.empty(), line.after(), Set.of()));
    }

    static AlteredProvider tellingWhatIsEqual() {
        return Answers.distorted(DIFFERENCE, (call, answer) -> {
            List<Object> lines = new ArrayList<>((List<?>) answer);
            Entry root = call.argument(0, View.class).entry(StorePath.ROOT);
            lines.add(0, new DifferenceLine(Kind.MODIFIED, Optional.of(root), Optional.of(root), Set.of()));
            return lines;
        });
    }

    static AlteredProvider mixingAspects() {
        return telling((call, line) -> Stream.of(new DifferenceLine(
                line.kind(),
                line.before(),
                line.after(),
                line.aspects().isEmpty() ? Set.of() : Set.of(Aspect.CONTENT))));
    }

    static AlteredProvider losingTheStateBefore() {
        return telling((call, line) -> Stream.of(
                line.kind() == Kind.MODIFIED
                        ? new DifferenceLine(line.kind(), line.after(), line.after(), line.aspects())
                        : line));
    }

    static AlteredProvider lookingAtNewPathsOnly() {
        return telling((call, line) ->
                call.arguments().length < 3 || isBelow(call.argument(2, StorePath.class), line.path())
                        ? Stream.of(line)
                        : Stream.empty());
    }

    private static boolean isBelow(StorePath prefix, StorePath path) {
        int length = prefix.names().size();
        return path.names().size() >= length && path.names().subList(0, length).equals(prefix.names());
    }

    static AlteredProvider missingABranch() {
        return telling(
                (call, line) -> isOneBranch(call) || line.kind() != Kind.ADDED ? Stream.of(line) : Stream.empty());
    }

    private static boolean isOneBranch(StorageCall call) {
        return call.argument(0, View.class)
                .point()
                .branch()
                .equals(call.argument(1, View.class).point().branch());
    }

    static AlteredProvider tellingANodeOnce() {
        return telling((call, line) -> line.kind() == Kind.ADDED
                        && call.argument(0, View.class)
                                .findNode(line.after().orElseThrow().node().id())
                                .isPresent()
                ? Stream.empty()
                : Stream.of(line));
    }
}
