package dev.ize.tck.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM of its own with this one's binary and class path, whose lines are read as they come.
 *
 * <p>What it printed before its end can be read after it. Not for use by several threads.
 */
final class ChildJvm implements AutoCloseable {
    /** Exit status of a process that SIGKILL (9) ended, as shells and Java count it. */
    static final int KILLED = 128 + 9;

    private static final String END = "\0end";
    private static final long STOP_MILLIS = 60_000;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private boolean ended;

    private ChildJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readLines, "lines of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a main class. */
    static ChildJvm start(Class<?> main, String... arguments) {
        return start(List.of(), Map.of(), main, arguments);
    }

    /**
     * Starts a main class.
     *
     * @param prefix a command that runs the rest of its arguments as a command, or nothing
     * @param environment variables that the child has beside this process's
     */
    static ChildJvm start(List<String> prefix, Map<String, String> environment, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new AssertionError("A JVM cannot be started: " + command, e);
        }
    }

    /** Surefire's own class path may be a jar that only names the others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void readLines() {
        // The handle's death leaves this stream open, unlike the process's own destroy.
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("The output broke off: " + e);
        }
        lines.add(END);
    }

    /** The next line; empty at the end of the output, or if none comes in time. */
    Optional<String> nextLine(long timeoutMillis) throws InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        String line = lines.poll(timeoutMillis, TimeUnit.MILLISECONDS);
        ended = END.equals(line);
        return ended ? Optional.empty() : Optional.ofNullable(line);
    }

    /** Whether all lines have been read and no more will come. */
    boolean hasEnded() {
        return ended;
    }

    /** As {@code kill -9}; what it has printed can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /**
     * As {@code kill -STOP}, on Linux: on return each thread is stopped, or waits inside a call to the system and will be as
     * it leaves that. It runs no further, not even to the end of what it does, and must be killed.
     *
     * <p>The command's own return says only that the signal is on its way: on a busy machine threads ran on for long.
     */
    void stop() throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        while (!isStopped()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The process does not stop. pid=" + process.pid());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private boolean isStopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.allMatch(ChildJvm::stands);
        } catch (IOException e) {
            // It has ended.
            return true;
        }
    }

    /** Whether a thread is stopped (T), in a wait that no signal ends (D), or at its end. */
    private static boolean stands(Path thread) {
        try {
            String status = Files.readString(thread.resolve("stat"));
            return "TtDZX".indexOf(status.charAt(status.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Waits for its end, reads the rest of its lines, and returns the exit status; a child that hangs is killed. */
    int await(long timeoutMillis, List<String> rest) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (!ended && System.nanoTime() < deadline) {
            nextLine(100).ifPresent(rest::add);
        }
        if (!ended) {
            rest.add("The child did not end by itself in " + timeoutMillis + " ms");
            kill();
        }
        while (!ended) {
            nextLine(1_000).ifPresent(rest::add);
        }
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
