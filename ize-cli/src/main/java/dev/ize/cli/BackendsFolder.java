package dev.ize.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.zip.ZipFile;

/**
 * A folder of jars in which backends are found beside those of the class path.
 *
 * @param directory where it is; it need not exist
 */
record BackendsFolder(Path directory) {
    /** System property that names the folder; by default it is the one named {@code backends} beside the command. */
    static final String PROPERTY = "ize.backends";

    BackendsFolder {
        Objects.requireNonNull(directory, "directory");
    }

    /** That of this process: the one that the system property names, or that beside the jar of the command. */
    static BackendsFolder ofProcess() {
        String named = System.getProperty(PROPERTY, "");
        return new BackendsFolder(
                named.isBlank() ? besideTheCommand() : Path.of(named).toAbsolutePath());
    }

    private static Path besideTheCommand() {
        CodeSource source = BackendsFolder.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(source.getLocation().toURI());
            return jar.resolveSibling("backends");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The command does not know where it is. location=" + source, e);
        }
    }

    /** The jars in it, by name; none if it is not there. */
    List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return jars;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
            entries.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jars.sort(null);
        return jars;
    }

    /** A sentence for each jar that cannot be read, and so holds no backend. */
    List<String> failures() {
        return jars().stream().flatMap(jar -> failure(jar).stream()).toList();
    }

    /** Why nothing can be loaded from a jar, if so. */
    static Optional<String> failure(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.size() == 0 ? Optional.of(jar + " is an empty jar.") : Optional.empty();
        } catch (IOException e) {
            return Optional.of(jar + " is no jar that can be read: " + e.getMessage());
        }
    }

    /** Does something on this thread while it finds backends in the jars, too; gives what that gives. */
    int use(IntSupplier work) throws IOException {
        List<Path> jars = jars();
        if (jars.isEmpty()) {
            return work.getAsInt();
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] urls = jars.stream().map(BackendsFolder::url).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, BackendsFolder.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            return work.getAsInt();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
