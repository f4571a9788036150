package dev.ize.bench.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Javas of this machine: the one that runs, and those that lie beside it. */
final class JavaHomes {
    private JavaHomes() {}

    /** Their directories by their feature numbers. */
    static Map<Integer, Path> find() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        Map<Integer, Path> homes = new TreeMap<>();
        Path parent = own.getParent();
        if (parent != null) {
            try (Stream<Path> beside = Files.list(parent)) {
                for (Path home : beside.sorted().toList()) {
                    int feature = feature(home);
                    if (feature > 0) {
                        homes.put(feature, home);
                    }
                }
            }
        }
        homes.put(Runtime.version().feature(), own);
        return homes;
    }

    /** The number in a Java's file {@code release}; 0 where there is none. */
    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(release);
        return lines.stream()
                .filter(line -> line.startsWith("JAVA_VERSION=\""))
                .map(line -> line.substring("JAVA_VERSION=\"".length()).split("[.\"+-]", -1)[0])
                .filter(number -> number.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}
