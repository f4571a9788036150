package dev.ize.bench.targets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code ize} script, run as a process.
 *
 * @param file the script
 * @param javaHome the Java that it takes
 */
record IzeScript(Path file, Path javaHome) {
    /** System property that names the directory of the script; the script sets it. */
    static final String HOME_PROPERTY = "ize.home";

    /** What stands where there is no script. */
    static final String MISSING = "Only the ize script tells where it is, and it did not start this.";

    /**
     * What a process printed.
     *
     * @param firstByteNanos from its start to the first byte
     * @param nanos from its start to its end
     */
    record Run(String output, double firstByteNanos, double nanos) {}

    /** The script that started this process, with the Java of this process. */
    static Optional<IzeScript> find() {
        return find(Path.of(System.getProperty("java.home")));
    }

    /** The same with another Java. */
    static Optional<IzeScript> find(Path javaHome) {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY))
                .map(home -> Path.of(home, "ize"))
                .filter(Files::isExecutable)
                .map(file -> new IzeScript(file, javaHome));
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException if it does not end with 0
     */
    Run run(List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(file.toString()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().remove("IZE_JAVA_OPTS");
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        long first;
        try (InputStream in = process.getInputStream()) {
            int read = in.read();
            first = System.nanoTime();
            if (read >= 0) {
                output.write(read);
                in.transferTo(output);
            }
        }
        try {
            int code = process.waitFor();
            long end = System.nanoTime();
            if (code != 0) {
                throw new IOException("ize ended with " + code + ": " + arguments);
            }
            return new Run(output.toString(StandardCharsets.UTF_8), first - start, end - start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while ize ran", e);
        }
    }
}
