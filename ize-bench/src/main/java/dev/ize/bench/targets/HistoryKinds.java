package dev.ize.bench.targets;

import dev.ize.bench.history.Release;
import dev.ize.bench.history.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The series of releases that the {@code ize} script has fetched, by kind: each is a directory of jars below the one that a
 * system property names, but for the sources, which the tests record too and which have a property of their own.
 */
final class HistoryKinds {
    /** System property that names the directory of the jars of sources. */
    static final String SOURCES_PROPERTY = "ize.releases";

    /** System property that names the directory of all other kinds. */
    static final String OTHERS_PROPERTY = "ize.histories";

    /** Small files of source code. */
    static final String SOURCES = "sources";

    /** Large files of JavaScript, and maps of them. */
    static final String BUNDLES = "bundles";

    /** Java's class files. */
    static final String CLASSES = "classes";

    /** Directories that the caller named. */
    static final String GIVEN = "given";

    private HistoryKinds() {}

    /** Names of the kinds that can be fetched. */
    static List<String> names() {
        return List.of(SOURCES, BUNDLES, CLASSES);
    }

    /**
     * The directories of all releases of the chosen kinds.
     *
     * @param chosen names of kinds, or directories of one series, oldest first; empty: all kinds that are there
     * @param unpacked an empty directory for what is in the jars
     * @param max how many releases of each
     */
    static Map<String, List<String>> unpack(List<Path> chosen, Path unpacked, int max) throws IOException {
        Map<String, List<String>> histories = new LinkedHashMap<>();
        boolean isNames = chosen.stream().allMatch(path -> names().contains(path.toString()));
        if (!isNames) {
            histories.put(GIVEN, directories(chosen, Files.createDirectory(unpacked.resolve(GIVEN)), max));
            return histories;
        }
        for (String kind : names()) {
            Path jars = jars(kind);
            if ((chosen.isEmpty() || chosen.contains(Path.of(kind))) && hasJars(jars)) {
                histories.put(kind, directories(List.of(jars), Files.createDirectory(unpacked.resolve(kind)), max));
            }
        }
        return histories;
    }

    /** The kinds that {@link #unpack} would leave out since they were not fetched. */
    static List<String> missing(List<Path> chosen) throws IOException {
        List<String> missing = new ArrayList<>();
        boolean isNames = chosen.stream().allMatch(path -> names().contains(path.toString()));
        for (String kind : names()) {
            boolean isChosen = chosen.isEmpty() || chosen.contains(Path.of(kind));
            if (isNames && isChosen && !hasJars(jars(kind))) {
                missing.add(kind);
            }
        }
        return missing;
    }

    private static Path jars(String kind) {
        return kind.equals(SOURCES)
                ? Path.of(System.getProperty(SOURCES_PROPERTY, ""))
                : Path.of(System.getProperty(OTHERS_PROPERTY, ""), kind);
    }

    private static boolean hasJars(Path directory) throws IOException {
        if (directory.toString().isEmpty() || !Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).count() > 1;
        }
    }

    private static List<String> directories(List<Path> from, Path unpacked, int max) throws IOException {
        return Series.of(from, unpacked, max).releases().stream()
                .map(Release::directory)
                .map(Path::toString)
                .toList();
    }
}
