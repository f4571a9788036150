package dev.ize.bench.storage;

import dev.ize.bench.measure.FreshDirectory;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A closed store that was filled by a recipe.
 *
 * <p>In a {@linkplain FreshDirectory#RUN_PROPERTY run} of several JVMs it is filled once, by a process of its own, so that
 * the memory that this takes is not that of the benchmark, and stays for the JVMs that follow. Else it is filled here, in
 * a directory that goes with the benchmark.
 *
 * @param directory where it is
 * @param own what goes with the benchmark; null: nothing
 */
record PreparedStore(Path directory, @Nullable FreshDirectory own) {
    private static final String FILLED = "filled";

    /** A store that holds what the recipe says. */
    static PreparedStore of(String backend, Recipe recipe) {
        Optional<Path> run = FreshDirectory.run();
        if (run.isEmpty()) {
            FreshDirectory directory = FreshDirectory.make();
            fill(backend, recipe, directory.path());
            return new PreparedStore(directory.path().resolve("store"), directory);
        }
        Path shared = run.get().resolve("prepared").resolve(backend + " " + recipe);
        if (!Files.exists(shared.resolve(FILLED))) {
            if (Files.exists(shared)) {
                FreshDirectory.remove(shared);
            }
            if (Boolean.getBoolean(FreshDirectory.ONE_JVM_PROPERTY)) {
                fill(backend, recipe, shared);
            } else {
                fillElsewhere(backend, recipe, shared);
            }
        }
        return new PreparedStore(shared.resolve("store"), null);
    }

    /** Where the process that fills a store starts: backend, recipe, directory. */
    public static void main(String[] args) {
        fill(args[0], Recipe.parse(args[1]), Path.of(args[2]));
    }

    private static void fill(String backend, Recipe recipe, Path directory) {
        try {
            Files.createDirectories(directory);
            try (FileSystemStorage storage =
                    BenchStore.open(backend, Durability.BUFFERED, directory.resolve("store"))) {
                recipe.fill(storage);
                storage.sync();
            }
            Files.createFile(directory.resolve(FILLED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fillElsewhere(String backend, Recipe recipe, Path directory) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                PreparedStore.class.getName()));
        command.addAll(List.of(backend, recipe.toString(), directory.toString()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "The store cannot be filled. recipe=" + recipe + " exit=" + code + " output=" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a store was filled", e);
        }
    }
}
