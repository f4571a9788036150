package dev.ize.backend.lmdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of these tests in a JVM of its own, for what would end this one or cannot be undone in it. */
final class ChildJvm {
    /** How a child ended. */
    record Outcome(int exitCode, String output) {
        /** What the program said at last; newer JVMs warn of native code before. */
        String lastLine() {
            return output.lines().reduce("", (before, line) -> line);
        }
    }

    private static final long TIMEOUT_MILLIS = 120_000;

    private ChildJvm() {}

    /** Runs a main class and waits for it. */
    static Outcome run(Class<?> program, List<String> jvmOptions, String... arguments) throws Exception {
        return await(command(program, jvmOptions, arguments));
    }

    /**
     * Runs a main class from a shell that has prepared something before, such as a limit or a mount.
     *
     * @param preparation shell commands, of which the first that fails ends the child
     */
    static Outcome runPrepared(
            List<String> shell, String preparation, Class<?> program, List<String> jvmOptions, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of("sh", "-c", "set -e; " + preparation + "; exec \"$@\"", "sh"));
        command.addAll(command(program, jvmOptions, arguments));
        return await(command);
    }

    /** Whether this system lets the user have mounts that only one process and its children see. */
    static boolean canMount() throws Exception {
        try {
            return await(List.of("unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /tmp"))
                            .exitCode()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(Class<?> program, List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Surefire's own class path is a jar that only names the others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Outcome await(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread killer = new Thread(() -> {
            try {
                if (!process.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        killer.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        killer.join();
        return new Outcome(exitCode, output);
    }
}
