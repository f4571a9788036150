package dev.ize.tck.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Copies and removes directories of stores. */
final class Directories {
    private Directories() {}

    /** Removes a directory with all in it, if it is there. */
    static void delete(Path directory) {
        if (Files.exists(directory)) {
            for (Path path : contents(directory).stream()
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Copies a directory with all in it to a place that is free. */
    static void copy(Path from, Path to) {
        for (Path path : contents(from)) {
            try {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** All files of a directory with what tells whether they were changed: length, time and content. */
    static Map<Path, String> fingerprints(Path directory) throws IOException {
        Map<Path, String> fingerprints = new TreeMap<>();
        for (Path path : contents(directory)) {
            if (Files.isRegularFile(path)) {
                CRC32C crc = new CRC32C();
                crc.update(Files.readAllBytes(path));
                fingerprints.put(
                        path,
                        Files.size(path) + " bytes, changed " + Files.getLastModifiedTime(path) + ", checksum "
                                + crc.getValue());
            }
        }
        return fingerprints;
    }

    /** The directory and all below it, a directory before what is in it. */
    static List<Path> contents(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
