package dev.ize.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * An empty directory that nothing was in before, and that goes with all that is in it when it is closed.
 *
 * <p>It is made below the run's directory where there is one, else below the system property {@value #PARENT_PROPERTY},
 * else below the temporary directory; a durable write means nothing on a file system in memory.
 *
 * <p><i>Failure:</i> {@link UncheckedIOException} where it cannot be made or removed.
 */
public final class FreshDirectory implements AutoCloseable {
    /** System property that names the directory below which fresh ones are made. */
    public static final String PARENT_PROPERTY = "ize.bench.directory";

    /** System property that names the directory of a run, in which prepared stores are shared between JVMs. */
    public static final String RUN_PROPERTY = "ize.bench.run";

    /** System property that is {@code true} where the run has one JVM only, which prepares its stores itself. */
    public static final String ONE_JVM_PROPERTY = "ize.bench.one.jvm";

    private final Path path;

    private FreshDirectory(Path path) {
        this.path = path;
    }

    /** Makes one. */
    public static FreshDirectory make() {
        Optional<Path> parent = run().or(() -> property(PARENT_PROPERTY));
        return parent.map(FreshDirectory::in).orElseGet(FreshDirectory::inTemporary);
    }

    /** Makes one below a directory. */
    public static FreshDirectory in(Path parent) {
        try {
            Files.createDirectories(parent);
            return new FreshDirectory(Files.createTempDirectory(parent, "ize-bench"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FreshDirectory inTemporary() {
        try {
            return new FreshDirectory(Files.createTempDirectory("ize-bench"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory of the run that this JVM is part of. */
    public static Optional<Path> run() {
        return property(RUN_PROPERTY);
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).map(Path::of);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        remove(path);
    }

    /** Has it removed also when the JVM is asked to end, as well as that can be done while others write there. */
    public void removeAtExit() {
        Thread removal = new Thread(
                () -> {
                    try {
                        if (Files.exists(path)) {
                            remove(path);
                        }
                    } catch (UncheckedIOException e) {
                        // A JVM that measures may still be writing; the user sees what is left.
                        return;
                    }
                },
                "ize-bench-removal");
        Runtime.getRuntime().addShutdownHook(removal);
    }

    /** Removes a directory with all that is in it. */
    public static void remove(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
