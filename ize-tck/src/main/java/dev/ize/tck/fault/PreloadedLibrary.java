package dev.ize.tck.fault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A library that takes the place of calls to the operating system in processes that run with it.
 *
 * @param file the library, absolute
 */
record PreloadedLibrary(Path file) {
    /**
     * Builds one of this package's C sources in an existing directory; empty where there is no gcc, or no Linux.
     *
     * @param name of the source, without {@code .c}
     */
    static Optional<PreloadedLibrary> build(String name, Path directory) throws InterruptedException {
        Path source = directory.resolve(name + ".c");
        Path library = directory.resolve(name + ".so");
        try (InputStream in = PreloadedLibrary.class.getResourceAsStream(name + ".c")) {
            if (in == null || !Files.isDirectory(Path.of("/proc/self/fd"))) {
                return Optional.empty();
            }
            Files.copy(in, source);
            Process compiler = new ProcessBuilder(
                            "gcc", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (compiler.waitFor(1, TimeUnit.MINUTES) && compiler.exitValue() == 0) {
                return Optional.of(new PreloadedLibrary(library.toAbsolutePath()));
            }
            throw new AssertionError("gcc does not build the library: " + said);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The variable of the environment that a process loads it by. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", file.toString());
    }
}
