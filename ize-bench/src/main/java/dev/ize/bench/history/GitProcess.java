package dev.ize.bench.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts git on one repository, with its own configuration and none of the user's.
 *
 * @param repository the repository's directory
 * @param configuration settings as {@code key=value}, beside those that every contender has
 */
public record GitProcess(Path repository, List<String> configuration) {
    /** Housekeeping would otherwise start in the middle of a measurement. */
    private static final List<String> ALWAYS = List.of(
            "gc.auto=0",
            "maintenance.auto=false",
            "core.autocrlf=false",
            "core.fileMode=true",
            "user.name=bench",
            "user.email=bench@localhost");

    public GitProcess {
        configuration = List.copyOf(configuration);
    }

    /** What {@code git --version} says, if there is a git. */
    public static Optional<String> version() {
        try {
            Process process = new ProcessBuilder("git", "--version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            return process.waitFor() == 0 ? Optional.of(text.replace("git version ", "")) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A process that was not started yet. */
    ProcessBuilder prepare(Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add("git");
        for (List<String> settings : List.of(ALWAYS, configuration)) {
            for (String setting : settings) {
                line.add("-c");
                line.add(setting);
            }
        }
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(name -> name.startsWith("GIT_"));
        all.put("GIT_CONFIG_NOSYSTEM", "1");
        // A file that is not there.
        all.put(
                "GIT_CONFIG_GLOBAL",
                repository.resolveSibling("no-configuration").toString());
        all.put("GIT_DIR", repository.toString());
        all.putAll(environment);
        return builder;
    }

    /** Runs git to its end and gives what it printed. */
    public byte[] run(Map<String, String> environment, String... arguments) throws IOException {
        Process process =
                prepare(environment, arguments).redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] printed = process.getInputStream().readAllBytes();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("git " + String.join(" ", arguments) + " ended with " + code + ": "
                        + new String(printed, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while git " + arguments[0] + " ran", e);
        }
        return printed;
    }

    /** As {@link #run}, for what prints text. */
    String text(Map<String, String> environment, String... arguments) throws IOException {
        return new String(run(environment, arguments), StandardCharsets.UTF_8).trim();
    }
}
