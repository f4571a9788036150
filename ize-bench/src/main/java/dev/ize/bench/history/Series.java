package dev.ize.bench.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Successive releases of a project, the oldest first.
 *
 * @param releases at least two, with different names
 */
public record Series(List<Release> releases) {
    public Series {
        releases = List.copyOf(releases);
        if (releases.size() < 2) {
            throw new IllegalArgumentException("A history needs at least two releases: " + releases);
        }
        if (releases.stream().map(Release::name).distinct().count() < releases.size()) {
            throw new IllegalArgumentException("Two releases have one name: " + releases);
        }
    }

    /**
     * A series of directories in the order in which they are given. Where one directory is given and jars lie in it,
     * the series is what is in the jars, by their versions.
     *
     * @param unpacked an empty directory for what is in the jars
     * @param max how many releases at most, the first ones
     */
    public static Series of(List<Path> directories, Path unpacked, int max) throws IOException {
        if (directories.size() > 1) {
            return new Series(first(max, ofDirectories(directories).releases()));
        }
        return new Series(SourceJars.unpack(first(max, jars(directories.get(0))), unpacked));
    }

    private static <T> List<T> first(int max, List<T> all) {
        return all.subList(0, Math.min(max, all.size()));
    }

    /**
     * Whether {@link #of} will find a series, without unpacking anything.
     *
     * @throws IllegalArgumentException if it will not
     */
    public static void check(List<Path> directories) throws IOException {
        if (directories.size() == 1) {
            jars(directories.get(0));
        } else {
            ofDirectories(directories);
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        List<Path> jars = SourceJars.in(directory);
        if (jars.size() < 2) {
            throw new IllegalArgumentException(
                    "One directory is a history if it holds at least two jars: " + directory);
        }
        return jars;
    }

    private static Series ofDirectories(List<Path> directories) {
        List<Release> releases = new ArrayList<>();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new IllegalArgumentException("No directory: " + directory);
            }
            Path absolute = directory.toAbsolutePath().normalize();
            releases.add(new Release(String.valueOf(absolute.getFileName()), absolute));
        }
        return new Series(releases);
    }
}
