package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Listing;
import dev.ize.spi.Name;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listings in pages are the listing, whatever died and wherever it did. */
abstract class StorageListingContract extends StorageContract {
    @Test
    @Shows("tree-17")
    void pagesOfEverySizeAreTheListing() {
        apply(change -> createFiles(change, 0, 10));

        for (int limit = 1; limit <= 11; limit++) {
            assertPagesAreTheListing(head(), limit, 10);
        }
        assertPagesAreTheListing(head(), Integer.MAX_VALUE, 10);
    }

    /** A page said that more would come where only names came that the fork had deleted. */
    @Test
    @Shows("tree-18")
    void pageThatNamesItsLastEntryIsFollowedByAnother() {
        apply(change -> createFiles(change, 0, 30));
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> deleteFiles(change, 0, 5));
        apply(fork, change -> deleteFiles(change, 10, 15));
        apply(fork, change -> deleteFiles(change, 20, 30));

        for (int limit = 1; limit <= 11; limit++) {
            assertPagesAreTheListing(fork.head(), limit, 10);
            assertPagesAreTheListing(head(), limit, 30);
        }
        apply(fork, change -> deleteFiles(change, 5, 10));
        apply(fork, change -> deleteFiles(change, 15, 20));
        assertPagesAreTheListing(fork.head(), 1, 0);
    }

    /** More than 4,096 names that died since the view are the case in which the shared layer reads by name. */
    @Test
    @Shows("tree-16")
    void pastListingIsWhatItWasHoweverManyNamesHaveDied() {
        apply(change -> createFiles(change, 0, 5000));
        apply(change -> deleteFiles(change, 0, 10));
        View then = head();
        Branch fork = storage().fork("fork", then);
        apply(fork, change -> createFiles(change, 5000, 5100));
        View onFork = fork.head();
        apply(change -> deleteFiles(change, 10, 4990));
        apply(change -> createFiles(change, 0, 20));
        apply(fork, change -> deleteFiles(change, 4000, 5100));

        assertThat(names(then, "/")).isEqualTo(fileNames(10, 5000));
        assertThat(names(onFork, "/")).isEqualTo(fileNames(10, 5100));
        assertThat(names(fork.head(), "/")).isEqualTo(fileNames(10, 4000));
        assertThat(names(head(), "/"))
                .hasSize(30)
                .startsWith("file-0000", "file-0001")
                .endsWith("file-4999");
        assertPagesAreTheListing(then, 999, 4990);
        assertPagesAreTheListing(onFork, 1234, 5090);
        assertPagesAreTheListing(head(), 7, 30);
    }

    private static void assertPagesAreTheListing(View view, int limit, int size) {
        List<DirectoryEntry> paged = new ArrayList<>();
        Optional<Name> after = Optional.empty();
        do {
            Listing page = view.list(path("/"), after, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            if (after.isPresent()) {
                assertThat(page.entries()).as("page after " + after.get()).isNotEmpty();
            }
            paged.addAll(page.entries());
            after = page.last();
        } while (after.isPresent());

        assertThat(paged).as("pages of " + limit).isEqualTo(view.list(path("/")));
        assertThat(paged).hasSize(size);
    }

    private static Change.Builder createFiles(Change.Builder change, int from, int to) {
        fileNames(from, to).forEach(name -> change.create(path("/" + name), Content.of("")));
        return change;
    }

    private static Change.Builder deleteFiles(Change.Builder change, int from, int to) {
        fileNames(from, to).forEach(name -> change.delete(path("/" + name)));
        return change;
    }

    private static List<String> fileNames(int from, int to) {
        return IntStream.range(from, to).mapToObj("file-%04d"::formatted).toList();
    }
}
