package dev.ize.tck.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs processes whose calls to the operating system fail, by a library that is loaded before the C library. */
final class IoFaults {
    /**
     * Which call fails, and how.
     *
     * @param call {@code write}, {@code flush} or {@code resize}
     * @param at the number of the call that fails, from 1; 0: none
     * @param error the error number; 0: a write is cut short
     * @param lasting whether all later ones fail too
     */
    record Fault(String call, long at, int error, boolean lasting) {}

    /** Linux's numbers of an input/output error and of a full disk, and the number that stands for a short write. */
    static final int EIO = 5;

    static final int ENOSPC = 28;
    static final int SHORT_WRITE = 0;

    private static final long PATIENCE_MILLIS = 180_000;

    private final Path directory;
    private final PreloadedLibrary library;
    private int runs;

    private IoFaults(Path directory, PreloadedLibrary library) {
        this.directory = directory;
        this.library = library;
    }

    /** Builds the library in an existing directory; empty where there is no compiler, or no Linux. */
    static Optional<IoFaults> build(Path directory) throws InterruptedException, IOException {
        Path real = directory.toRealPath();
        return PreloadedLibrary.build("failing_io", real).map(library -> new IoFaults(real, library));
    }

    /**
     * What a process said and did.
     *
     * @param status its exit status
     * @param lines what it printed
     * @param failedFiles the names of the files at which a call failed
     * @param calls how many calls were counted
     */
    record Outcome(int status, List<String> lines, List<String> failedFiles, long calls) {
        int acknowledged() {
            return lines.stream()
                    .filter(line -> line.startsWith("done "))
                    .mapToInt(line -> Integer.parseInt(line.substring("done ".length())))
                    .reduce(0, Math::max);
        }

        boolean says(Predicate<String> line) {
            return lines.stream().anyMatch(line);
        }
    }

    /** Runs a subject's lane with a fault. */
    Outcome run(Subject subject, Fault fault) throws InterruptedException {
        return run(IoVictim.class, subject.arguments(), fault, subject.store());
    }

    /** How often a process flushes files below a directory until its end, none of which fails. */
    long flushes(Class<?> main, List<String> arguments, Path below) throws InterruptedException {
        Outcome outcome = run(main, arguments, new Fault("flush", 0, 0, false), below);
        if (outcome.status() != 0 || outcome.says(line -> line.startsWith(Talk.WRONG))) {
            throw new AssertionError("A process did not end well: " + outcome);
        }
        return outcome.calls();
    }

    private Outcome run(Class<?> main, List<String> arguments, Fault fault, Path below) throws InterruptedException {
        Path record = directory.resolve("record-" + ++runs);
        Map<String, String> environment = new HashMap<>(library.environment());
        environment.putAll(Map.of(
                "IZE_IO_DIRECTORY", below.toString(),
                "IZE_IO_CALL", fault.call(),
                "IZE_IO_AT", Long.toString(fault.at()),
                "IZE_IO_ERROR", Integer.toString(fault.error()),
                "IZE_IO_LASTING", fault.lasting() ? "1" : "0",
                "IZE_IO_RECORD", record.toString()));
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(List.of(), environment, main, arguments.toArray(String[]::new))) {
            int status = child.await(PATIENCE_MILLIS, lines);
            return outcome(status, lines, record);
        }
    }

    private static Outcome outcome(int status, List<String> lines, Path record) {
        List<String> recorded;
        try {
            recorded = Files.exists(record) ? Files.readAllLines(record) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> failed = recorded.stream()
                .filter(line -> line.startsWith("failed "))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .toList();
        long calls = recorded.stream()
                .filter(line -> line.startsWith("count "))
                .mapToLong(line -> Long.parseLong(line.substring("count ".length())))
                .sum();
        return new Outcome(status, lines, failed, calls);
    }

    /** Checks stores in a process without faults; returns what it said. */
    List<String> check(List<String> subjects) throws InterruptedException, IOException {
        Path file = Files.write(directory.resolve("subjects-" + ++runs), subjects);
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(IoVictim.class, IoVictim.CHECK, file.toString())) {
            int status = child.await(PATIENCE_MILLIS * Math.max(1, subjects.size() / 10), lines);
            lines.add("status " + status);
        }
        return lines;
    }
}
