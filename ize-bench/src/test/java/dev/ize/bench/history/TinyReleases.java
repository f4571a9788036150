package dev.ize.bench.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Three releases with every kind of change that contenders must keep. */
final class TinyReleases {
    private TinyReleases() {}

    static Series in(Path directory) throws IOException {
        Path first = Files.createDirectory(directory.resolve("1.0"));
        write(first, "readme", "one\n");
        write(first, "src/a/Main.txt", "class Main {}\n");
        write(first, "src/a/Gone.txt", "to be removed\n");
        write(first, "src/run", "#!/bin/sh\n");
        write(first, "empty", "");
        Files.createSymbolicLink(first.resolve("link"), Path.of("readme"));

        Path second = Files.createDirectory(directory.resolve("1.1"));
        write(second, "readme", "two\n");
        write(second, "src/a/Main.txt", "class Main {}\n");
        write(second, "src/b/New äöü.txt", "added\n");
        write(second, "src/run", "#!/bin/sh\n");
        Permissions.setExecutable(second.resolve("src/run"));
        write(second, "empty", "");
        Files.createSymbolicLink(second.resolve("link"), Path.of("src/run"));

        Path third = Files.createDirectory(directory.resolve("2.0"));
        write(third, "readme", "two\n");
        write(third, "src/a/Main.txt", "class Main { int x; }\n".repeat(20_000));
        write(third, "src/a/Gone.txt", "back again\n");
        write(third, "src/b/New äöü.txt", "added\n");
        write(third, "src/run", "#!/bin/sh\n");
        Permissions.setExecutable(third.resolve("src/run"));
        write(third, "empty", "");
        write(third, "link", "a file now\n");
        return Series.of(List.of(first, second, third), directory, 3);
    }

    private static void write(Path release, String path, String text) throws IOException {
        Path file = release.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
