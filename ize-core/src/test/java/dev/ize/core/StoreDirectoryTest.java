package dev.ize.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreDirectoryTest {
    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(parent.resolve("store"));
    }

    /** A file named "creating" was enough for the directory beside it to be emptied, whosever they were. */
    @Test
    void directoryWithFilesOfItsOwnNamedLikeOursIsLeftAlone() throws IOException {
        Files.createFile(directory.resolve("creating"));
        Files.createDirectory(directory.resolve("data"));
        Files.writeString(directory.resolve("data").resolve("letter.txt"), "mine");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("choose an empty one");

        assertThat(directory.resolve("data").resolve("letter.txt")).hasContent("mine");
        assertThat(directory.resolve("lock")).doesNotExist();
    }

    @Test
    void fileNamedLikeTheMarkerIsNotOverwritten() throws IOException {
        Path file = directory.resolve("creating");
        for (String text : new String[] {"x", "A store of mine", "x".repeat(10_000)}) {
            Files.writeString(file, text);

            assertThatThrownBy(this::open).isInstanceOf(StoreUnusableException.class);

            assertThat(file).hasContent(text);
        }
    }

    @Test
    void storeWhoseMakingWasNotFinishedIsMadeAnew() throws IOException {
        open().close();
        Path left = directory.resolve("data").resolve("half");
        Files.writeString(left, "of a store");
        Files.writeString(directory.resolve("ize.properties.part"), "format=");

        try (StoreDirectory opened = open()) {
            assertThat(opened.isNew()).isTrue();
            assertThat(left).doesNotExist();
            opened.finishCreation("some", Map.of());
        }

        assertThat(directory.resolve("creating")).doesNotExist();
        try (StoreDirectory opened = open()) {
            assertThat(opened.isNew()).isFalse();
        }
    }

    @Test
    void optionsAreKeptWhateverTheyHold() throws IOException {
        Map<String, String> options = Map.of("plain", "1", "a b=c:d", "#\\ line\nand\ttab", "größe", " !1");
        try (StoreDirectory opened = open()) {
            assertThat(opened.options()).isEmpty();
            opened.finishCreation("some", options);

            assertThat(opened.options()).isEqualTo(options);
        }
        try (StoreDirectory opened = open()) {
            assertThat(opened.options()).isEqualTo(options);
        }
    }

    @Test
    void markerThatWasCutShortLeavesAPlaceForAStore() throws IOException {
        open().close();
        String whole = Files.readString(directory.resolve("creating"));
        for (int length = 0; length < whole.length(); length += 10) {
            Files.delete(directory.resolve("data"));
            Files.writeString(directory.resolve("creating"), whole.substring(0, length));

            open().close();

            assertThat(directory.resolve("creating")).hasContent(whole);
        }
    }

    @Test
    void markerBesidePropertiesEmptiesNothing() throws IOException {
        open().close();
        String marker = Files.readString(directory.resolve("creating"));
        try (StoreDirectory opened = open()) {
            opened.finishCreation("some", Map.of());
        }
        Files.writeString(directory.resolve("creating"), marker);
        Files.writeString(directory.resolve("data").resolve("file"), "data");

        open().close();

        assertThat(directory.resolve("data").resolve("file")).hasContent("data");
        assertThat(directory.resolve("creating")).doesNotExist();
    }

    private StoreDirectory open() {
        return StoreDirectory.open(directory, "some", OpenMode.CREATE_IF_MISSING, Duration.ZERO);
    }
}
