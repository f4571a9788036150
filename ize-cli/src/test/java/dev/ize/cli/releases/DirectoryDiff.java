package dev.ize.cli.releases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The command {@code diff -r --no-dereference}, where the system has it. */
final class DirectoryDiff {
    private DirectoryDiff() {}

    static boolean isAvailable() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, "diff")));
    }

    /** What the command prints; nothing if the directories are equal, or if there is no such command. */
    static String between(Path one, Path other) throws IOException, InterruptedException {
        if (!isAvailable()) {
            return "";
        }
        Process diff = new ProcessBuilder("diff", "-r", "--no-dereference", one.toString(), other.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = diff.waitFor();
        return code == 0 ? printed : "diff ended with " + code + ": " + printed;
    }
}
