package dev.ize.cli;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import java.util.List;

/** The backends that the command is tested on: all that are found, which is itself a test. */
final class Backends {
    private Backends() {}

    static List<String> all() {
        return FileSystemStorages.discover().providers().stream()
                .map(FileSystemStorageProvider::id)
                .toList();
    }
}
