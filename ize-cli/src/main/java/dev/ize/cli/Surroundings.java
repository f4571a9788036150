package dev.ize.cli;

import dev.ize.cli.output.Output;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a command finds around itself, gathered so that a test can give it others.
 *
 * @param workingDirectory where relative local paths start, absolute
 * @param environment the environment variables
 * @param user who runs it
 * @param clock the wall clock
 * @param zone finds where the person is, which takes longer than many a command
 * @param backends where further backends are
 * @param out what was asked for
 * @param err everything else
 */
record Surroundings(
        Path workingDirectory,
        Map<String, String> environment,
        String user,
        InstantSource clock,
        Supplier<ZoneId> zone,
        BackendsFolder backends,
        Output out,
        Output err) {
    Surroundings {
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(backends, "backends");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
    }

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                System.getProperty("user.name", "unknown"),
                InstantSource.system(),
                ZoneId::systemDefault,
                BackendsFolder.ofProcess(),
                new Output(new FileOutputStream(FileDescriptor.out), isTerminal(1)),
                new Output(new FileOutputStream(FileDescriptor.err), isTerminal(2)));
    }

    /**
     * Whether a file descriptor is a terminal. Java tells only for both standard streams at once, and from
     * 22 on not even that without loading a terminal library, so that Linux is asked itself.
     */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return isConsole();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Where it is not null without a terminal, it is not asked.
    private static boolean isConsole() {
        return Runtime.version().feature() < 22 && System.console() != null;
    }
}
