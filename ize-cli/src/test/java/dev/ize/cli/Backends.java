package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import java.util.List;

/** The backends that the command is tested on: all that it finds, as it finds them for its users. */
final class Backends {
    private Backends() {}

    static List<String> all() {
        List<String> found = FileSystemStorages.discover().providers().stream()
                .map(FileSystemStorageProvider::id)
                .toList();
        // One that is left out of the command's class path must not pass unseen.
        assertThat(found).hasSize(3);
        return found;
    }
}
