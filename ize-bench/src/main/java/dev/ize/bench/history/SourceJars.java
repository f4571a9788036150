package dev.ize.bench.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The source jars of a project's releases, as {@code guava-33.4.0-jre-sources.jar}. */
final class SourceJars {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*");

    private SourceJars() {}

    /** The jars in a directory, in the order of the numbers in their names. */
    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(SourceJars::numbers, Arrays::compare)
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    /** Unpacks each into a directory of its own, named by its version. */
    static List<Release> unpack(List<Path> jars, Path into) throws IOException {
        List<Release> releases = new ArrayList<>();
        for (Path jar : jars) {
            Path directory = Files.createDirectory(into.resolve(name(jar)));
            unpack(jar, name(jar), directory);
            releases.add(new Release(name(jar), directory));
        }
        return releases;
    }

    /** A directory that is named by the version is left out, or else no file would keep its path. */
    private static void unpack(Path jar, String version, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
                Path file = directory
                        .resolve(entry.getName().replace("/" + version + "/", "/"))
                        .normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("A name in a jar leads out of it: jar=" + jar + " name=" + entry.getName());
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }

    private static String name(Path jar) {
        String file = jar.getFileName().toString();
        return VERSION.matcher(file)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse(file.substring(0, file.length() - ".jar".length()));
    }

    private static int[] numbers(Path jar) {
        return NUMBER.matcher(jar.getFileName().toString())
                .results()
                .mapToInt(number -> Integer.parseInt(number.group()))
                .toArray();
    }
}
