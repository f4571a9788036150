package dev.ize.cli;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes files to standard output. */
@Command(
        name = "cat",
        header = "Writes files to standard output.",
        footer = {"%nExamples:", "  ize cat notes.txt", "  ize cat photo.jpg --at v1.0 > photo-1.0.jpg"})
final class CatCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files in the store.")
    private List<String> paths = List.of();

    @Mixin
    private AtOption at = new AtOption();

    CatCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        List<StorePath> files = paths.stream().map(Ize::storePath).toList();
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            View view = at.view(ize, storage);
            for (StorePath file : files) {
                write(view, file);
            }
        }
        return ExitCode.DONE;
    }

    private void write(View view, StorePath file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = view.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ize.out().write(buffer, count);
            }
        } catch (IOException e) {
            if (e.getCause() instanceof StorageException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
