package dev.ize.bench;

import dev.ize.bench.floor.BareEngines;
import dev.ize.bench.plan.Cell;
import dev.ize.bench.raw.MachineFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be told of the machine that a run takes place on, and of the code that runs. */
public final class Machine {
    private static final String UNKNOWN = "unknown";
    private static final int FLUSHES = 101;
    private static final int FLUSHED_BYTES = 4096;

    private Machine() {}

    static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    /**
     * Asks ext4 to put new directories below this one into groups of blocks of their own, so that they do not share one in
     * which much was deleted; where that cannot be asked, nothing happens.
     */
    public static void spreadDirectories(Path directory) {
        try {
            new ProcessBuilder("chattr", "+T", directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The facts of a run of the matrix that has just begun, with its stores in a directory. */
    static MachineFacts facts(Path directory, Instant start, Matrix matrix) {
        return facts(
                directory,
                start,
                matrix.profile().toString(),
                CellRun.jvmArguments(),
                matrix.profile().forks(),
                matrix.versions(),
                matrix.cells().stream().map(Cell::toString).toList());
    }

    /**
     * The facts of a run that has just begun.
     *
     * @param directory where its stores are
     * @param profile what it is called
     * @param jvmArguments of its JVMs
     * @param forks JVMs for each of what is measured; 0: one for all
     * @param versions of what is measured
     * @param cells what is measured
     */
    public static MachineFacts facts(
            Path directory,
            Instant start,
            String profile,
            List<String> jvmArguments,
            int forks,
            Map<String, String> versions,
            List<String> cells) {
        return new MachineFacts(
                start.truncatedTo(ChronoUnit.SECONDS).toString(),
                0,
                profile,
                commit(),
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                fileSystem(directory),
                flushMicros(directory),
                property("java.vm.name") + " " + property("java.runtime.version") + ", " + property("java.vendor"),
                jvmArguments,
                forks,
                versions,
                BareEngines.settings(),
                cells);
    }

    private static String property(String name) {
        return System.getProperty(name, UNKNOWN);
    }

    private static String cpu() {
        return lines(Path.of("/proc/cpuinfo"))
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .orElse(property("os.arch"));
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : -1;
    }

    /** The kind of file system, with the options that it is mounted with where the platform tells; no path. */
    private static String fileSystem(Path directory) {
        try {
            String kind = Files.getFileStore(directory).type();
            Path real = directory.toRealPath();
            Optional<String> options = lines(Path.of("/proc/self/mounts"))
                    .map(line -> line.split(" "))
                    .filter(words -> words.length > 3 && real.startsWith(Path.of(words[1])))
                    .reduce((one, other) -> one[1].length() > other[1].length() ? one : other)
                    .map(words -> words[3]);
            return kind + options.map(text -> " (" + text + ")").orElse("");
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Median time of writing over the start of a file and flushing it. */
    private static double flushMicros(Path directory) {
        Path file = directory.resolve("flushed");
        long[] nanos = new long[FLUSHES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(FLUSHED_BYTES);
            for (int i = 0; i < FLUSHES; i++) {
                long start = System.nanoTime();
                channel.write(bytes.clear(), 0);
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Arrays.sort(nanos);
        return nanos[FLUSHES / 2] / 1000.0;
    }

    /** The commit of the source tree that this code was built in, if it still lies there. */
    private static String commit() {
        try {
            Path code = Path.of(Machine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path root = code;
            while (root != null && !Files.exists(root.resolve(".git"))) {
                root = root.getParent();
            }
            if (root == null) {
                return UNKNOWN;
            }
            String commit = git(root, "rev-parse", "--short=12", "HEAD");
            boolean changed =
                    !git(root, "status", "--porcelain", "--untracked-files=no").isEmpty();
            return commit + (changed ? "+changes" : "");
        } catch (Exception e) {
            return UNKNOWN;
        }
    }

    private static String git(Path root, String... words) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of("git", "-C", root.toString()), Arrays.stream(words))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            throw new IOException("git failed");
        }
        return output;
    }

    private static Stream<String> lines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
