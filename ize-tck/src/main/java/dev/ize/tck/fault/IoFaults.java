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
    record Fault(String call, long at, int error, boolean lasting) {
        /** What the library is told, with tabs between the lines. */
        private String toOrders(Path store, Path record) {
            return String.join(
                    "\t",
                    call,
                    Long.toString(at),
                    Integer.toString(error),
                    lasting ? "1" : "0",
                    store.toString(),
                    record.toString());
        }
    }

    /** Linux's numbers of an input/output error and of a full disk, and the number that stands for a short write. */
    static final int EIO = 5;

    static final int ENOSPC = 28;
    static final int SHORT_WRITE = 0;

    private static final long PATIENCE_MILLIS = 180_000;

    private final Path directory;
    private final PreloadedLibrary library;
    private int count;

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
     * A call that failed.
     *
     * @param fileName of the file at which it did
     * @param bytes size of the file then
     */
    record FailedCall(String fileName, long bytes) {
        private static FailedCall parse(String line) {
            String[] words = line.split(" ", 3);
            return new FailedCall(words[2].substring(words[2].lastIndexOf('/') + 1), Long.parseLong(words[1]));
        }
    }

    /**
     * What a process said and did.
     *
     * @param status its exit status
     * @param lines what it printed
     * @param failed the calls that failed
     * @param calls how many calls were counted
     */
    record Outcome(int status, List<String> lines, List<FailedCall> failed, long calls) {
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

    /** How often a process flushes files below a directory until its end, none of which fails. */
    long flushes(Class<?> main, List<String> arguments, Path below) throws InterruptedException, IOException {
        Path record = directory.resolve("record-" + ++count);
        String told = new Fault("flush", 0, 0, false).toOrders(below, record).replace('\t', '\n') + "\n";
        Path orders = Files.writeString(directory.resolve("orders-" + count), told);
        Map<String, String> environment = new HashMap<>(library.environment());
        environment.put(IoVictim.ORDERS, orders.toString());
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(List.of(), environment, main, arguments.toArray(String[]::new))) {
            int status = child.await(PATIENCE_MILLIS, lines);
            Outcome outcome = outcome(status, lines, record);
            if (status != 0 || outcome.says(line -> line.startsWith(Talk.WRONG))) {
                throw new AssertionError("A process did not end well: " + outcome);
            }
            return outcome.calls();
        }
    }

    /**
     * A lane's run, and the fault that hits it.
     *
     * @param subject with a store of its own
     */
    record Run(Subject subject, Fault fault) {}

    /** Runs one subject's lane with a fault. */
    Outcome run(Subject subject, Fault fault) throws InterruptedException, IOException {
        return run(List.of(new Run(subject, fault))).get(0);
    }

    /**
     * Runs lanes one after the other, in one process, since most of a run's time would be the start of a JVM.
     *
     * @throws AssertionError if the process ends before the last
     */
    List<Outcome> run(List<Run> all) throws InterruptedException, IOException {
        Path orders = directory.resolve("orders");
        List<Path> records = new ArrayList<>();
        List<String> runs = new ArrayList<>();
        for (Run run : all) {
            Path record = directory.resolve("record-" + ++count);
            records.add(record);
            runs.add(String.join("\t", run.subject().arguments()) + "\t"
                    + run.fault().toOrders(run.subject().store(), record));
        }
        Path file = Files.write(directory.resolve("runs-" + count), runs);
        Map<String, String> environment = new HashMap<>(library.environment());
        environment.put(IoVictim.ORDERS, orders.toString());
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(List.of(), environment, IoVictim.class, IoVictim.WRITE, file.toString())) {
            int status = child.await(PATIENCE_MILLIS * Math.max(1, all.size() / 10), lines);
            List<List<String>> said = split(lines);
            if (said.size() < all.size()) {
                throw new AssertionError("The process ended with status " + status + " in "
                        + all.get(Math.max(0, said.size() - 1)) + " " + lines);
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                // The process can only have ended in the last.
                outcomes.add(outcome(i < all.size() - 1 ? 0 : status, said.get(i), records.get(i)));
            }
            return outcomes;
        }
    }

    /** The lines of each run. */
    private static List<List<String>> split(List<String> lines) {
        List<List<String>> runs = new ArrayList<>();
        for (String line : lines) {
            if (line.equals(IoVictim.RUN)) {
                runs.add(new ArrayList<>());
            } else if (!runs.isEmpty()) {
                runs.get(runs.size() - 1).add(line);
            }
        }
        return runs;
    }

    private static Outcome outcome(int status, List<String> lines, Path record) {
        List<String> recorded;
        try {
            recorded = Files.exists(record) ? Files.readAllLines(record) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<FailedCall> failed = recorded.stream()
                .filter(line -> line.startsWith("failed "))
                .map(FailedCall::parse)
                .toList();
        long calls = recorded.stream()
                .filter(line -> line.startsWith("count "))
                .mapToLong(line -> Long.parseLong(line.substring("count ".length())))
                .sum();
        return new Outcome(status, lines, failed, calls);
    }

    /** Checks stores in a process without faults; returns what it said. */
    List<String> check(List<String> subjects) throws InterruptedException, IOException {
        Path file = Files.write(directory.resolve("subjects-" + ++count), subjects);
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(IoVictim.class, IoVictim.CHECK, file.toString())) {
            int status = child.await(PATIENCE_MILLIS * Math.max(1, subjects.size() / 10), lines);
            lines.add("status " + status);
        }
        return lines;
    }
}
