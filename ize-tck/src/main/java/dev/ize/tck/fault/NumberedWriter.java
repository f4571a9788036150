package dev.ize.tck.fault;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process that writes numbered batches to an engine, after those that are there, and says each when it is written. */
final class NumberedWriter {
    /** What the process does with an engine that it does not close, if it is not to write until it is killed. */
    enum Work {
        /** It opens the engine. */
        NOTHING,
        /** It writes a few batches. */
        FEW_BATCHES,
        /** Then it asks for a batch to be durable that removes a key which is not there. */
        FEW_BATCHES_AND_A_DURABLE_ONE_WITHOUT_EFFECT
    }

    /** How many batches it writes, if not until it is killed. */
    static final int FEW_BATCHES = 5;

    private static final Keyspace NUMBERS = new Keyspace(0, "numbers", Keyspace.Shape.SMALL_RECORDS);
    private static final Keyspace VALUES = new Keyspace(1, "values", Keyspace.Shape.LARGE_VALUES);
    private static final String WRITTEN = "written ";
    private static final long PATIENCE_MILLIS = 60_000;
    private static final int MAX_VALUE_BYTES = 60_000;

    private final Engine engine;
    private final Durability durability;

    private NumberedWriter(Engine engine, Durability durability) {
        this.engine = engine;
        this.durability = durability;
    }

    /** A subject, the directory of whose engine exists, and a {@link Work}, if it is not to write until it is killed. */
    public static void main(String[] arguments) {
        try {
            Subject subject = Subject.parse(arguments);
            Engine engine = open(subject.flawedProvider(), subject.store(), EngineAccess.READ_WRITE);
            NumberedWriter writer = new NumberedWriter(engine, subject.durability());
            if (arguments.length == Subject.ARGUMENTS) {
                writer.write(Integer.MAX_VALUE);
            }
            Work work = Work.valueOf(arguments[Subject.ARGUMENTS]);
            if (work != Work.NOTHING) {
                writer.write(FEW_BATCHES);
            }
            if (work == Work.FEW_BATCHES_AND_A_DURABLE_ONE_WITHOUT_EFFECT) {
                WriteBatch batch = new WriteBatch();
                batch.delete(NUMBERS, key(-1));
                engine.write(batch, Durability.SYNC);
            }
            System.exit(0);
        } catch (Exception | Error e) {
            Talk.sayWrong(e);
        }
    }

    private void write(int batches) {
        int first = newest(engine) + 1;
        for (int number = first; number - first < batches; number++) {
            WriteBatch batch = new WriteBatch();
            batch.put(NUMBERS, key(number), new byte[0]);
            batch.put(VALUES, key(number), value(number));
            engine.write(batch, durability);
            Talk.say(WRITTEN + number);
        }
    }

    /**
     * Runs a process and kills it after a number of batches; the last number that it said.
     *
     * @throws AssertionError if it ended by itself
     */
    static int killed(Subject subject, int batches) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try (ChildJvm child =
                ChildJvm.start(NumberedWriter.class, subject.arguments().toArray(String[]::new))) {
            while (lines.stream().filter(NumberedWriter::isWritten).count() < batches && !child.hasEnded()) {
                child.nextLine(PATIENCE_MILLIS).ifPresent(lines::add);
            }
            child.kill();
            int status = child.await(PATIENCE_MILLIS, lines);
            if (status != ChildJvm.KILLED || lines.stream().anyMatch(line -> line.startsWith(Talk.WRONG))) {
                throw new AssertionError("A process ended by itself with status " + status + " " + lines);
            }
        }
        return lines.stream()
                .filter(NumberedWriter::isWritten)
                .mapToInt(line -> Integer.parseInt(line.substring(WRITTEN.length())))
                .reduce(0, Math::max);
    }

    /** What a library prints is no concern of a test. */
    private static boolean isWritten(String line) {
        return line.startsWith(WRITTEN);
    }

    /** The engine in a directory. */
    static Engine open(EngineProvider provider, Path directory, EngineAccess access) {
        return provider.openEngine(directory, Set.of(NUMBERS, VALUES), access, provider.defaultOptions());
    }

    /**
     * The number of the newest batch; 0 if there is none.
     *
     * @throws AssertionError if one before it is not there, or any is there in part
     */
    static int newest(Engine engine) {
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor numbers = snapshot.cursor(NUMBERS, new byte[0], null);
                Cursor values = snapshot.cursor(VALUES, new byte[0], null)) {
            int number = 0;
            while (numbers.next()) {
                number++;
                requireEqual(numbers.key(), key(number), "a batch is missing before this", number);
                requireEqual(snapshot.get(VALUES, key(number)), value(number), "its value is another", number);
            }
            if (values.previous()) {
                requireEqual(values.key(), key(number), "a value is there without its number after", number);
            }
            return number;
        }
    }

    private static void requireEqual(byte @Nullable [] found, byte[] expected, String otherwise, int number) {
        if (!Arrays.equals(found, expected)) {
            throw new AssertionError("Batch " + number + ": " + otherwise);
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] value(int number) {
        return SeededBytes.of(number, number * 7_919 % MAX_VALUE_BYTES).bytes();
    }
}
