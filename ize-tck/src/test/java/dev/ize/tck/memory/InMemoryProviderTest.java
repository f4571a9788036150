package dev.ize.tck.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Change;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InMemoryProviderTest {
    private static final StorageOptions IN_MEMORY =
            StorageOptions.builder().backend("memory").build();

    @Test
    void isFoundByItsIdWhereItIsAnnounced() {
        assertThat(FileSystemStorages.provider("memory")).isInstanceOf(InMemoryProvider.class);
    }

    @Test
    void storeIsThereAtTheNextOpen(@TempDir Path directory) {
        StorePath path = StorePath.of("/kept");
        try (FileSystemStorage storage = FileSystemStorages.open(directory, IN_MEMORY)) {
            storage.mainBranch().apply(Change.by("test").createDirectory(path).build());
        }

        try (FileSystemStorage storage = FileSystemStorages.open(directory, StorageOptions.defaults())) {
            assertThat(storage.backend())
                    .as("the backend of the reopened store")
                    .isEqualTo("memory");
            assertThat(storage.mainBranch().head().find(path))
                    .as("the directory made before the reopen")
                    .isPresent();
        }
    }
}
