package dev.ize.bench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a series comes from. */
final class SeriesTest {
    @TempDir
    Path directory;

    @Test
    void directoriesComeInTheOrderInWhichTheyAreGiven() throws IOException {
        Path b = Files.createDirectory(directory.resolve("b"));
        Path a = Files.createDirectory(directory.resolve("a"));

        Series series = Series.of(List.of(b, a), directory, 3);

        assertThat(series.releases()).extracting(Release::name).containsExactly("b", "a");
    }

    @Test
    void jarsAreUnpackedInTheOrderOfTheirVersions() throws IOException {
        jar("guava-33.4.0-jre-sources.jar", "a/File", "new");
        jar("guava-4.12.1-jre-sources.jar", "a/File", "old");
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));

        Series series = Series.of(List.of(directory), unpacked, 3);

        assertThat(series.releases()).extracting(Release::name).containsExactly("4.12.1", "33.4.0");
        assertThat(unpacked.resolve("33.4.0/a/File")).hasContent("new");
    }

    @Test
    void onlyTheFirstReleasesAreTakenWhereFewAreEnough() throws IOException {
        jar("a-1.jar", "File", "x");
        jar("a-2.jar", "File", "x");
        jar("a-10.jar", "File", "x");
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));

        Series series = Series.of(List.of(directory), unpacked, 2);

        assertThat(series.releases()).extracting(Release::name).containsExactly("1", "2");
        assertThat(unpacked.resolve("10")).doesNotExist();
    }

    @Test
    void nameInAJarThatLeadsOutOfItIsRefused() throws IOException {
        jar("one-1.0.jar", "../../escaped", "x");
        jar("one-1.1.jar", "inside", "x");
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));

        assertThatThrownBy(() -> Series.of(List.of(directory), unpacked, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out");
    }

    @Test
    void oneReleaseIsNoSeries() {
        assertThatThrownBy(() -> Series.of(List.of(directory), directory, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two jars");
    }

    private void jar(String name, String file, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            zip.putNextEntry(new ZipEntry(file));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
