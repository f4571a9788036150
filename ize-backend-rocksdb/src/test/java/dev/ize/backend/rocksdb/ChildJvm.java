package dev.ize.backend.rocksdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, with this one's class path, whose standard output is read line by line. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts {@code main} with arguments, after JVM options. */
    static ChildJvm start(List<String> jvmOptions, Class<?> main, String... arguments) throws IOException {
        return new ChildJvm(new ProcessBuilder(command(jvmOptions, main, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts it so that no file may grow beyond a size. */
    static ChildJvm startWithFileLimit(long kibibytes, Class<?> main, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + " && exec \"$@\"", "limited"));
        command.addAll(command(List.of(), main, arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line, or null at the end of the output. */
    String nextLine() throws IOException {
        return output.readLine();
    }

    /** All lines to the end of the output. */
    List<String> remainingLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = nextLine(); line != null; line = nextLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** As {@code kill -9}, and waits for the end; what it has printed can still be read. */
    void kill() throws InterruptedException {
        // The handle leaves the output open, which the process itself would close.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Ends it and waits until it has let go of its files. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static List<String> command(List<String> jvmOptions, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
