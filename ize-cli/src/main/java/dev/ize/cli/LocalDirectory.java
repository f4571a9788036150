package dev.ize.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Local directories that a command line names. */
final class LocalDirectory {
    private LocalDirectory() {}

    /**
     * The real path of a directory that can be read.
     *
     * @throws UsageException if it is none
     */
    static Path readable(Path directory) {
        Path real;
        try {
            real = directory.toRealPath();
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no such directory: " + directory, e);
        } catch (IOException e) {
            throw new UsageException("The directory cannot be reached: " + ExitCode.message(e), e);
        }
        if (!Files.isDirectory(real)) {
            throw new UsageException("That is no directory: " + directory);
        }
        if (!Files.isReadable(real) || !Files.isExecutable(real)) {
            throw new UsageException("The directory may not be read by you: " + directory);
        }
        return real;
    }
}
