package dev.ize.bench.raw;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The directory of one run's raw results.
 *
 * <pre>
 * jmh.json        one array of JMH's own format: every cell that gave a result
 * machine.json    where, when and how it ran: {@link MachineFacts}
 * left-out.json   what gave no result, and why: an array of {@link LeftOut}
 * </pre>
 *
 * <p>Files are replaced whole, so that a run that is ended leaves those of the cells before.
 *
 * <p><i>Failure:</i> {@link UncheckedIOException} where a file cannot be read or written. <i>Threads:</i> one at a time.
 */
public final class ResultDirectory {
    /** Name of the file of JMH's results. */
    public static final String JMH_FILE = "jmh.json";

    /** Name of the file of what is known of the machine and the run. */
    public static final String MACHINE_FILE = "machine.json";

    /** Name of the file of what is missing. */
    public static final String LEFT_OUT_FILE = "left-out.json";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path directory;

    /** A directory, which is made when something is first written to it. */
    public ResultDirectory(Path directory) {
        this.directory = directory;
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Writes the results of all cells so far. */
    public void writeJmh(Collection<RunResult> results) {
        replace(JMH_FILE, file -> {
            try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
            }
        });
    }

    /** The results of all cells, an object each, as JMH writes it. */
    public JsonArray readJmh() {
        return read(JMH_FILE, reader -> JsonParser.parseReader(reader).getAsJsonArray());
    }

    /** Writes the facts of the run. */
    public void writeMachine(MachineFacts facts) {
        writeJson(MACHINE_FILE, facts);
    }

    /** The facts of the run. */
    public MachineFacts readMachine() {
        return read(MACHINE_FILE, reader -> GSON.fromJson(reader, MachineFacts.class));
    }

    /** Writes what gave no result. */
    public void writeLeftOut(List<LeftOut> leftOut) {
        writeJson(LEFT_OUT_FILE, leftOut);
    }

    /** What gave no result. */
    public List<LeftOut> readLeftOut() {
        return read(LEFT_OUT_FILE, reader -> GSON.fromJson(reader, new TypeToken<List<LeftOut>>() {}));
    }

    /** Whether the run left a file of that name. */
    public boolean has(String file) {
        return Files.exists(directory.resolve(file));
    }

    /** Writes a record, or a list of some, as a file of the directory. */
    public void writeJson(String file, Object value) {
        replace(file, target -> {
            try (Writer writer = Files.newBufferedWriter(target)) {
                GSON.toJson(value, writer);
                writer.write('\n');
            }
        });
    }

    /** Reads a file of the directory as JSON. */
    public JsonElement readJson(String file) {
        return read(file, JsonParser::parseReader);
    }

    private interface FileWriter {
        void write(Path file) throws IOException;
    }

    private interface FileReader<T> {
        T read(Reader reader) throws IOException;
    }

    private void replace(String file, FileWriter writer) {
        try {
            Files.createDirectories(directory);
            Path target = directory.resolve(file);
            Path half = directory.resolve(file + ".new");
            writer.write(half);
            Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(String file, FileReader<T> read) {
        try (Reader reader = Files.newBufferedReader(directory.resolve(file))) {
            return read.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
