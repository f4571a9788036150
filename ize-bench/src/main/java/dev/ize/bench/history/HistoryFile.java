package dev.ize.bench.history;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A result in a file {@code history.json}, whose members are the components of the records. */
public final class HistoryFile {
    /** The file's name. */
    public static final String NAME = "history.json";

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private HistoryFile() {}

    /** Writes a result into a directory. */
    public static void write(HistoryResult result, Path directory) throws IOException {
        try (Writer out = Files.newBufferedWriter(directory.resolve(NAME))) {
            JSON.toJson(result, out);
            out.write('\n');
        }
    }

    /**
     * Reads the result that a directory holds, if it holds one.
     *
     * @throws IOException if the file cannot be read or understood
     */
    public static Optional<HistoryResult> read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Reader in = Files.newBufferedReader(file)) {
            return Optional.of(JSON.fromJson(in, HistoryResult.class));
        } catch (RuntimeException e) {
            // Gson wraps what the constructors of records throw.
            throw new IOException("The file is no history of releases: " + file, e);
        }
    }
}
