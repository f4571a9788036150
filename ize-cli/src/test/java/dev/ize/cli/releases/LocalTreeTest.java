package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The naive model sees whatever can differ between two directories, so that what finds them equal says something. */
final class LocalTreeTest {
    private static final StorePath FILE = StorePath.of("/file");

    @TempDir
    Path directory;

    private LocalTree before;

    @BeforeEach
    void makeTree() throws IOException {
        Files.writeString(directory.resolve("file"), "one");
        Files.createDirectory(directory.resolve("empty"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
        for (String name : new String[] {"file", "empty", "link", ""}) {
            setModified(name, 123_456_789);
        }
        before = LocalTree.of(directory);
    }

    @Test
    void equalTreesDoNotDiffer() throws IOException {
        assertThat(difference()).isEqualTo(TreeDifference.NONE);
    }

    @Test
    void contentOfTheSameLengthAndTimeDiffers() throws IOException {
        Files.writeString(directory.resolve("file"), "two");
        setModified("file", 123_456_789);

        assertThat(difference()).isEqualTo(new TreeDifference(Set.of(), Set.of(), Set.of(FILE)));
    }

    @Test
    void timeDiffersByANanosecond() throws IOException {
        setModified("file", 123_456_790);

        assertThat(difference()).isEqualTo(new TreeDifference(Set.of(), Set.of(), Set.of(FILE)));
    }

    @Test
    void modesOfFilesAndDirectoriesDiffer() throws IOException {
        Files.setAttribute(directory.resolve("file"), "unix:mode", 0604);
        Files.setAttribute(directory.resolve("empty"), "unix:mode", 0705);
        Files.setAttribute(directory, "unix:mode", 0701);

        assertThat(difference())
                .isEqualTo(
                        new TreeDifference(Set.of(), Set.of(), Set.of(FILE, StorePath.of("/empty"), StorePath.ROOT)));
    }

    @Test
    void emptyDirectoryAndSymlinkThatAreGoneDiffer() throws IOException {
        Files.delete(directory.resolve("empty"));
        Files.delete(directory.resolve("link"));
        setModified("", 123_456_789);

        assertThat(difference())
                .isEqualTo(
                        new TreeDifference(Set.of(), Set.of(StorePath.of("/empty"), StorePath.of("/link")), Set.of()));
    }

    @Test
    void symlinkIsNotWhatItLeadsTo() throws IOException {
        Files.move(directory.resolve("file"), directory.resolve("moved"));
        Files.createSymbolicLink(directory.resolve("file"), Path.of("moved"));
        setModified("file", 123_456_789);
        setModified("", 123_456_789);

        assertThat(difference()).isEqualTo(new TreeDifference(Set.of(StorePath.of("/moved")), Set.of(), Set.of(FILE)));
    }

    @Test
    void symlinkToElsewhereDiffers() throws IOException {
        Files.delete(directory.resolve("link"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("gone"));
        setModified("link", 123_456_789);
        setModified("", 123_456_789);

        assertThat(difference()).isEqualTo(new TreeDifference(Set.of(), Set.of(), Set.of(StorePath.of("/link"))));
    }

    private TreeDifference difference() throws IOException {
        return TreeDifference.between(before, LocalTree.of(directory));
    }

    private void setModified(String name, int nanos) throws IOException {
        Files.getFileAttributeView(directory.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(Instant.ofEpochSecond(1_700_000_000, nanos)), null, null);
    }
}
