package dev.ize.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.write.Watermark;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.NameTakenException;
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

    @Test
    void storeIsMadeWhereItMayBeAndOpenedWhereItIs() throws IOException {
        assertThatThrownBy(() -> open(OpenMode.EXISTING)).isInstanceOf(StoreUnusableException.class);
        assertThatThrownBy(() -> open(OpenMode.READ_ONLY)).isInstanceOf(StoreUnusableException.class);
        assertThatThrownBy(this::openToRead).isInstanceOf(StoreUnusableException.class);
        makeStore();

        assertThatThrownBy(() -> open(OpenMode.CREATE_NEW)).isInstanceOf(NameTakenException.class);
        open(OpenMode.EXISTING).close();
        try (StoreDirectory opened = openToRead()) {
            assertThat(opened.isNew()).isFalse();
            assertThat(opened.directory()).isEqualTo(directory);
            assertThat(opened.storeId()).isNotBlank();
        }
    }

    @Test
    void directoryThatIsMissingIsMadeWithThoseAboveIt() {
        directory = parent.resolve("a").resolve("b");

        open().close();

        assertThat(directory.resolve("data")).isEmptyDirectory();
    }

    @Test
    void fileIsNoPlaceForAStore() throws IOException {
        directory = Files.writeString(parent.resolve("file"), "mine");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("This is no directory");
        assertThat(directory).hasContent("mine");
    }

    @Test
    void propertiesThatSayWhatCannotBeUsedAreRefusedAndTheStoreIsNotLocked() throws IOException {
        makeStore();
        String right = Files.readString(properties());
        assertRefused(right.replace("format=2", "format=x"), CorruptStoreException.class, "name no format");
        assertRefused(right.replace("format=2", "format=0"), CorruptStoreException.class, "out of range");
        assertRefused(right.replace("format=2", "format=-1"), CorruptStoreException.class, "out of range");
        assertRefused(right.replace("format=2", "format=3"), StoreUnusableException.class, "newer format");
        assertRefused(right.replace("format=2", "format=\\u00"), CorruptStoreException.class, "are damaged");
        assertRefused(right.replace("=some", "=other"), StoreUnusableException.class, "another backend");

        Files.writeString(properties(), right);
        open().close();
        openToRead().close();
    }

    @Test
    void olderFormatIsReadAndNotWritten() throws IOException {
        makeStore();
        Files.writeString(properties(), Files.readString(properties()).replace("format=2", "format=1"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("older format");
        openToRead().close();
    }

    @Test
    void storeWithoutItsDataOrItsIdIsDamaged() throws IOException {
        makeStore();
        Files.writeString(properties(), Files.readString(properties()).replaceAll("store-id=.*", "store-id="));
        try (StoreDirectory opened = open()) {
            assertThatThrownBy(opened::storeId).isInstanceOf(CorruptStoreException.class);
        }
        Files.delete(directory.resolve("data"));

        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("data is missing");
    }

    @Test
    void directoriesInTheDataOfAStoreThatWasNotFinishedGoToo() throws IOException {
        open().close();
        Path left =
                Files.createDirectories(directory.resolve("data").resolve("a").resolve("b"));
        Files.writeString(left.resolve("half"), "of a store");

        open().close();

        assertThat(directory.resolve("data")).isEmptyDirectory();
    }

    @Test
    void whatWasLeftOfMakingAStoreGoesWhenItIsOpened() throws IOException {
        makeStore();
        Path creating = Files.createFile(directory.resolve("creating"));
        Path migrating = Files.createFile(directory.resolve("migrating"));

        openToRead().close();
        assertThat(creating).exists();
        open().close();

        assertThat(creating).doesNotExist();
        assertThat(migrating).doesNotExist();
    }

    @Test
    void watermarkIsReadFromWhereItIsFollowed() throws IOException {
        Watermark.Mark mark = new Watermark.Mark(7, ContentHash.ofContent(new byte[1]));
        makeStore();
        try (StoreDirectory opened = open();
                Watermark watermark = opened.openWatermark()) {
            watermark.move(mark);
            watermark.settle();
        }

        try (StoreDirectory opened = openToRead();
                Watermark watermark = opened.openWatermarkToRead()) {
            assertThat(watermark.mark()).isEqualTo(mark);
        }
    }

    @Test
    void watermarkThatIsNoFileIsRefused() throws IOException {
        makeStore();
        Files.createDirectory(directory.resolve("watermark"));
        try (StoreDirectory opened = open()) {
            assertThatThrownBy(opened::openWatermark).isInstanceOf(StoreUnusableException.class);
            assertThatThrownBy(opened::openWatermarkToRead).isInstanceOf(StoreUnusableException.class);
        }
    }

    private void assertRefused(String text, Class<? extends RuntimeException> type, String words) throws IOException {
        Files.writeString(properties(), text);

        assertThatThrownBy(this::open).isInstanceOf(type).hasMessageContaining(words);
        assertThatThrownBy(this::openToRead).isInstanceOf(type).hasMessageContaining(words);
    }

    private Path properties() {
        return directory.resolve("ize.properties");
    }

    private void makeStore() {
        try (StoreDirectory opened = open()) {
            opened.finishCreation("some", Map.of());
        }
    }

    private StoreDirectory open(OpenMode mode) {
        return StoreDirectory.open(directory, "some", mode, Duration.ZERO);
    }

    private StoreDirectory openToRead() {
        return StoreDirectory.openToRead(directory, "some", Duration.ZERO);
    }

    private StoreDirectory open() {
        return open(OpenMode.CREATE_IF_MISSING);
    }
}
