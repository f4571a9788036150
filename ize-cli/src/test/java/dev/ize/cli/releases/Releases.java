package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Ten successive releases of Guava: the source jars that the build has fetched, unpacked.
 *
 * <p>Jars hold neither modes nor symlinks, nor times below a second; these are added by rules that depend on
 * the path and the release only, so that every run sees the same trees.
 */
final class Releases {
    private static final Pattern JAR = Pattern.compile("guava-(\\d+)\\.(\\d+)\\.(\\d+)-jre-sources\\.jar");

    private Releases() {}

    /** Unpacks all releases, oldest first, each into a directory of its own. */
    static List<Release> unpack(Path into) throws IOException {
        List<Release> releases = new ArrayList<>();
        for (Path jar : jars()) {
            String name = jar.getFileName().toString().replace("guava-", "").replace("-sources.jar", "");
            Path directory = Files.createDirectory(into.resolve(name));
            Instant packed = unpack(jar, directory);
            addWhatJarsLack(directory, name, releases.size(), packed);
            releases.add(new Release(name, directory, LocalTree.of(directory)));
        }
        return releases;
    }

    private static List<Path> jars() throws IOException {
        Path directory = Path.of(System.getProperty("ize.releases", "target/releases"));
        List<Path> jars = List.of();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                jars = files.filter(file ->
                                JAR.matcher(file.getFileName().toString()).matches())
                        .sorted(Comparator.comparing(Releases::version, Arrays::compare))
                        .toList();
            }
        }
        assumeFalse(
                jars.isEmpty() && Boolean.getBoolean("ize.releases.skipped"),
                "no releases to record: -Dfast fetches none; a build without it does");
        assertThat(jars).as("releases in %s", directory).hasSizeGreaterThanOrEqualTo(10);
        return jars;
    }

    private static int[] version(Path jar) {
        Matcher matcher = JAR.matcher(jar.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(jar.toString());
        }
        return new int[] {
            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))
        };
    }

    private static Instant unpack(Path jar, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            for (ZipEntry entry : entries) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip.getInputStream(entry), file);
                }
            }
            // Backwards, since the time of a directory changes with what is put into it.
            for (int i = entries.size() - 1; i >= 0; i--) {
                ZipEntry entry = entries.get(i);
                setAttributes(directory.resolve(entry.getName()), entry);
            }
            return entries.get(0).getLastModifiedTime().toInstant();
        }
    }

    /** Of files one in eleven is for its owner only and one in seven can be executed; all times get nanoseconds. */
    private static void setAttributes(Path file, ZipEntry entry) throws IOException {
        int hash = entry.getName().hashCode() & Integer.MAX_VALUE;
        if (entry.isDirectory()) {
            setMode(file, hash % 3 == 0 ? 0750 : 0755);
        } else {
            setMode(file, hash % 11 == 0 ? 0600 : hash % 7 == 0 ? 0755 : 0644);
        }
        setModified(file, entry.getLastModifiedTime().toInstant().plusNanos(hash % 1_000_000_000));
    }

    /**
     * Adds symlinks, one of which leads nowhere and changes; an empty directory that comes and goes; an empty
     * file; a path that is a file and a symlink by turns; a file that moves, its directory with it; and a
     * change of a mode alone.
     */
    private static void addWhatJarsLack(Path directory, String name, int index, Instant packed) throws IOException {
        Path extra = Files.createDirectory(directory.resolve("extra"));
        link(extra.resolve("strings"), "../com/google/common/base/Strings.java", packed);
        link(extra.resolve("release"), "guava-" + name, packed);
        if (index % 3 != 2) {
            setModified(Files.createDirectory(extra.resolve("empty")), packed);
        }
        write(extra.resolve("nothing"), "", index % 2 == 0 ? 0640 : 0440, packed);
        if (index % 2 == 0) {
            write(extra.resolve("switch"), "a file in " + name, 0644, packed);
        } else {
            link(extra.resolve("switch"), "a symlink in " + name, packed);
        }
        Path moving = Files.createDirectory(extra.resolve("moved-" + index / 3));
        write(moving.resolve("moving-" + index / 4), "what is moved", 0644, packed);
        setModified(moving, packed);
        setMode(extra, 0750);
        setModified(extra, packed);
        setMode(directory, 0755);
        setModified(directory, packed);
    }

    private static void write(Path file, String text, int mode, Instant modified) throws IOException {
        Files.writeString(file, text);
        setMode(file, mode);
        setModified(file, modified);
    }

    private static void link(Path link, String target, Instant modified) throws IOException {
        Files.createSymbolicLink(link, Path.of(target));
        setModified(link, modified);
    }

    private static void setMode(Path file, int mode) throws IOException {
        Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }

    private static void setModified(Path file, Instant modified) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(modified), null, null);
    }
}
