package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Content;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Listing;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are bytes: what was given comes back, nothing is folded, and listings are in byte order. */
abstract class StorageNamesContract extends StorageContract {
    @ParameterizedTest
    @Shows("names-1")
    @ValueSource(
            strings = {
                "trailing dot.",
                "trailing space ",
                " leading space",
                "new\nline",
                "tab\t",
                "con",
                "a:b",
                "a\\b",
                "*",
                "-rf",
                "...",
                ".hidden",
                "\u007f",
                "\ud83c\udf33",
                "\uffff",
                "%2F",
                "~"
            })
    void anyNameComesBackExactly(String name) {
        create("/" + name, name);

        reopen();

        assertThat(names(head(), "/")).containsExactly(name);
        assertThat(text("/" + name)).isEqualTo(name);
    }

    @ParameterizedTest
    @Shows("names-2")
    @ValueSource(strings = {".", "..", "a/./b", "a/../b", "a//b", "a/", "nul\0", "\ud800"})
    void pathsWithNamesThatNothingCanHaveAreInvalid(String text) {
        assertThatThrownBy(() -> StorePath.of(text)).isInstanceOf(InvalidNameException.class);
    }

    @Test
    @Shows("names-3")
    void nameOf255BytesIsTheLongest() {
        String longest = "x".repeat(255);
        String longestInBytes = "\u00e9".repeat(127) + "x";

        create("/" + longest, "1");
        create("/" + longestInBytes, "2");

        assertThat(names(head(), "/")).containsExactly(longest, longestInBytes);
        assertThat(text("/" + longest)).isEqualTo("1");
        assertThat(text("/" + longestInBytes)).isEqualTo("2");
        assertThatThrownBy(() -> Name.of("x".repeat(256))).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> Name.of("\u00e9".repeat(128))).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> Name.of("")).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> Name.of(new byte[] {(byte) 0xc0, (byte) 0xaf}))
                .isInstanceOf(InvalidNameException.class);
    }

    @Test
    @Shows("names-4")
    void composedAndDecomposedLettersAreDifferentNames() {
        create("/caf\u00e9", "composed");
        create("/cafe\u0301", "decomposed");

        assertThat(names(head(), "/")).containsExactly("cafe\u0301", "caf\u00e9");
        assertThat(text("/caf\u00e9")).isEqualTo("composed");
        assertThat(text("/cafe\u0301")).isEqualTo("decomposed");
    }

    @Test
    @Shows("names-5")
    void upperAndLowerCaseAreDifferentNames() {
        create("/readme", "lower");
        create("/README", "upper");

        assertThat(names(head(), "/")).containsExactly("README", "readme");
        assertThat(text("/README")).isEqualTo("upper");
    }

    @Test
    @Shows("names-6")
    void pathOf2048DirectoriesAnd4096BytesIsTheDeepest() {
        StorePath deepest = createDeepest();

        reopen();

        assertThat(deepest.length()).isEqualTo(StorePath.MAX_BYTES);
        assertThat(head().entry(deepest).path()).isEqualTo(deepest);
        assertThat(head().walk(StorePath.ROOT).count()).isEqualTo(2049);
        assertThatThrownBy(() -> StorePath.of("/d".repeat(2049))).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> apply(change -> change.createDirectory(deepest.resolve("x"))))
                .isInstanceOf(InvalidNameException.class);
    }

    @Test
    @Shows("tree-23")
    void whatWasMovedBelowTheDeepestPathIsStillListed() {
        StorePath deepest = createDeepest();
        NodeId node = head().entry(deepest).node().id();

        apply(change -> change.createDirectory(path("/top")).renameDirectory(path("/d"), path("/top/d")));

        List<Entry> walked = head().walk(StorePath.ROOT).toList();
        assertThat(walked).hasSize(2050);
        assertThat(walked.get(2049).node().id()).isEqualTo(node);
        assertThat(head().paths(node)).containsExactly(walked.get(2049).path());
        apply(change -> change.renameDirectory(path("/top/d"), path("/d")));
        assertThat(head().entry(deepest).node().id()).isEqualTo(node);
    }

    /** Makes the deepest path from parts, each moved below the next: every step up a path costs time. */
    private StorePath createDeepest() {
        StorePath part = StorePath.of("/d".repeat(128));
        createPart(part);
        for (int i = 1; i < 16; i++) {
            apply(change -> change.renameDirectory(path("/d"), path("/saved")));
            createPart(part);
            apply(change -> change.renameDirectory(path("/saved"), part.resolve("d")));
        }
        return StorePath.of("/d".repeat(2048));
    }

    private void createPart(StorePath part) {
        apply(change -> {
            StorePath path = StorePath.ROOT;
            for (Name name : part.names()) {
                path = path.resolve(name);
                change.createDirectory(path);
            }
            return change;
        });
    }

    @Test
    @Shows("names-7")
    void listingShowsTheDirectoryAndNotThoseWhoseNamesStartAlike() {
        apply(change -> change.createDirectory(path("/a"))
                .createDirectory(path("/ab"))
                .create(path("/a/inside"), Content.of("1"))
                .create(path("/ab/other"), Content.of("2"))
                .create(path("/a.txt"), Content.of("3")));

        assertThat(names(head(), "/a")).containsExactly("inside");
        assertThat(names(head(), "/ab")).containsExactly("other");
        assertThat(names(head(), "/")).containsExactly("a", "a.txt", "ab");
    }

    @Test
    @Shows("names-8")
    void listingIsInTheOrderOfUnsignedBytes() {
        List<String> names = List.of("!", "A", "a", "a!", "aa", "a\u0301", "z", "\u00e9", "\uffff", "\ud83c\udf33");
        List<String> shuffled = new ArrayList<>(names);
        Collections.reverse(shuffled);
        apply(change -> {
            shuffled.forEach(name -> change.create(StorePath.ROOT.resolve(name), Content.of("")));
            return change;
        });

        assertThat(names(head(), "/")).isEqualTo(names);
    }

    @Test
    @Shows("tree-17")
    void pagesOfAListingContinueWhereTheLastOneEnded() {
        try (StagedChange stage = main().stage("tester", "many", "")) {
            for (int i = 0; i < 2500; i++) {
                stage.add(new dev.ize.spi.Operation.CreateFile(
                        path(String.format("/f%05d", i)), Content.of(""), 0644, Optional.empty()));
            }
            stage.publish();
        }

        for (int limit : new int[] {1, 7, 999, 2500, 2501}) {
            assertThat(pages(limit))
                    .as("names in pages of " + limit)
                    .hasSize(2500)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    private List<Name> pages(int limit) {
        List<Name> names = new ArrayList<>();
        Optional<Name> after = Optional.empty();
        do {
            Listing page = head().list(StorePath.ROOT, after, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            page.entries().stream().map(DirectoryEntry::name).forEach(names::add);
            after = page.last();
        } while (after.isPresent());
        return names;
    }

    @Test
    @Shows("tree-19")
    void pageMayStartAfterANameThatIsNotThere() {
        create("/a", "");
        create("/c", "");

        Listing page = head().list(StorePath.ROOT, Optional.of(Name.of("b")), 10);

        assertThat(page.entries()).extracting(entry -> entry.name().toString()).containsExactly("c");
        assertThat(page.last()).isEmpty();
    }

    @Test
    @Shows("tree-20")
    void listingWhatIsNoDirectoryIsNotFound() {
        create("/file", "");

        assertThatThrownBy(() -> head().list(path("/file"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> head().list(path("/nothing"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> head().list(StorePath.ROOT, Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
