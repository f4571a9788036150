package dev.ize.cli.kit;

import dev.ize.tck.Profile;
import dev.ize.tck.model.RandomSequences;
import dev.ize.tck.run.BackendRun;
import dev.ize.tck.run.RunEvent;
import dev.ize.tck.run.RunRecord;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The JVM that runs the kit, with its stores in a directory of its own. Closing it ends the JVM, if it still runs, and
 * removes that directory.
 */
public final class KitProcess implements AutoCloseable {
    /** The heap, as in the project's own build; tests of what does not fit into memory are made for it. */
    static final int HEAP_MEGABYTES = 1024;

    /** How long it may take to end after its last word; then it is killed, as a test may have left a thread hanging. */
    private static final int ENDING_SECONDS = 30;

    /** Lines of its output that are told of one that died. */
    private static final int LAST_LINES = 15;

    private final KitOrder order;
    private final Path directory;
    private final Path output;
    private final Process process;
    private final Instant start = Instant.now();

    /**
     * Starts it.
     *
     * @throws IOException if it cannot be started, or its directory not be made
     */
    public KitProcess(KitOrder order) throws IOException {
        this.order = order;
        directory = Files.createTempDirectory("ize-tck");
        output = directory.resolve("output.txt");
        process = new ProcessBuilder(command()).redirectError(output.toFile()).start();
    }

    private List<String> command() {
        List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        order.classPath().forEach(entry -> classPath.add(entry.toString()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + directory.resolve("crash.txt"),
                "-Djava.io.tmpdir=" + directory,
                "-D" + Profile.PROPERTY + "=" + order.profile().id()));
        order.seed().ifPresent(seed -> command.add("-D" + RandomSequences.SEED_PROPERTY + "=" + seed));
        command.addAll(List.of(
                "-cp", String.join(File.pathSeparator, classPath), BackendRun.class.getName(), order.backend()));
        command.addAll(order.rules());
        return command;
    }

    /**
     * Follows it to its end.
     *
     * @param watcher is told of each event, after the record has taken it
     * @throws IOException if what it says cannot be read
     * @throws InterruptedException if this thread is interrupted; the JVM goes on until this is closed
     */
    public KitReport follow(Consumer<RunRecord> watcher) throws IOException, InterruptedException {
        RunRecord record = new RunRecord(order.rules());
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && !record.isFinished(); line = lines.readLine()) {
                Optional<RunEvent> event = RunEvent.of(line);
                if (event.isPresent()) {
                    record.add(event.get());
                    watcher.accept(record);
                }
            }
        }
        if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        boolean died = !record.isFinished() && record.refusal().isEmpty();
        return new KitReport(order, record, start, Instant.now(), died ? Optional.of(death(record)) : Optional.empty());
    }

    private String death(RunRecord record) throws IOException {
        String where = record.running().map(test -> " in the test " + test).orElse(" between two tests");
        String end = "The JVM of the kit ended by itself" + where + ". exitCode=" + process.exitValue();
        String last = lastLines();
        return last.isEmpty() ? end : end + "\n" + last;
    }

    private String lastLines() throws IOException {
        Deque<String> last = new ArrayDeque<>();
        // Whatever native code prints must not end this.
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            last.addLast(line);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        });
        return String.join("\n", last);
    }

    /** The file that has what was printed beside the events; it goes with the directory. */
    public Path output() {
        return output;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
