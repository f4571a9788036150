package dev.ize.tck.storage;

import dev.ize.spi.Change;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.Listing;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ways to list and walk directories wrongly. */
final class WrongListings {
    private static final int MAX_LEVELS = 100;

    private WrongListings() {}

    static AlteredProvider walkingInTheOrderOfText() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return call.is("View.walk")
                    ? ((Stream<?>) answer)
                            .map(Entry.class::cast)
                            .sorted(Comparator.comparing(entry -> entry.path().toString()))
                    : answer;
        });
    }

    static AlteredProvider leavingOutLongPaths() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return call.is("View.walk")
                    ? ((Stream<?>) answer)
                            .filter(entry -> ((Entry) entry).path().length() <= StorePath.MAX_BYTES)
                    : answer;
        });
    }

    /**
     * Looks for what a path holds from the root down, in a call for each level; to a depth that is no danger, since a stack that
     * overflows for good may do so where a call is about to tell the storage that it has ended, which is then never closed.
     */
    static AlteredProvider callingItselfForEachLevel() {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("View.history")) {
                visit(call.target(View.class), StorePath.ROOT, 0);
            }
            return call.proceed();
        });
    }

    private static void visit(View view, StorePath directory, int level) {
        if (level > MAX_LEVELS) {
            throw new StackOverflowError("A call for each of " + level + " levels");
        }
        view.list(directory).stream()
                .filter(entry -> entry.kind() == NodeKind.DIRECTORY)
                .forEach(entry -> visit(view, directory.resolve(entry.name()), level + 1));
    }

    /** A listing has the names of files that were deleted. */
    static AlteredProvider listingTheDead() {
        List<StorePath> dead = new ArrayList<>();
        return AlteredProvider.altering(() -> call -> {
            if (call.is("Branch.apply")) {
                call.argument(0, Change.class).operations().stream()
                        .filter(Operation.DeleteFile.class::isInstance)
                        .map(Operation::path)
                        .forEach(dead::add);
            }
            Object answer = call.proceed();
            if (call.is("View.list") && answer instanceof List<?> list && !dead.isEmpty()) {
                List<Object> entries = new ArrayList<>(list);
                entries.add(new DirectoryEntry(dead.get(0).name().orElseThrow(), new NodeId(1_000_000), NodeKind.FILE));
                return entries;
            }
            return answer;
        });
    }

    /** What a page becomes. */
    private interface Paging {
        Listing page(Listing right, boolean isFirst);
    }

    static AlteredProvider skippingAnEntryBetweenPages() {
        return paging((right, isFirst) -> new Listing(
                isFirst ? right.entries() : right.entries().stream().skip(1).toList(), right.last()));
    }

    static AlteredProvider repeatingAnEntryBetweenPages() {
        return paging((right, isFirst) -> {
            List<DirectoryEntry> entries = right.entries();
            return new Listing(
                    entries,
                    right.last().isPresent() && entries.size() > 1
                            ? Optional.of(entries.get(entries.size() - 2).name())
                            : right.last());
        });
    }

    static AlteredProvider endingWithAnEmptyPage() {
        return paging((right, isFirst) -> new Listing(
                right.entries(),
                right.entries().stream().reduce((first, second) -> second).map(DirectoryEntry::name)));
    }

    private static AlteredProvider paging(Paging paging) {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return answer instanceof Listing right
                    ? paging.page(right, call.argument(1, Optional.class).isEmpty())
                    : answer;
        });
    }

    static AlteredProvider listingWhatIsNoDirectoryAsEmpty() {
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (NotFoundException e) {
                if (call.is("View.list") && call.arguments().length == 1) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    /** A view of the past lists what is there now. */
    static AlteredProvider listingTheHead() {
        return AlteredProvider.altering(() -> call -> call.is("View.list") && call.arguments().length == 1
                ? call.storage().mainBranch().head().list(call.argument(0, StorePath.class))
                : call.proceed());
    }
}
