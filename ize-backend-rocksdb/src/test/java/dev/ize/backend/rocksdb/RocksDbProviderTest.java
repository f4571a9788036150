package dev.ize.backend.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

class RocksDbProviderTest {
    @Test
    void theServiceLoaderFindsTheProvider() {
        assertThat(ServiceLoader.load(FileSystemStorageProvider.class))
                .anySatisfy(provider -> assertThat(provider).isInstanceOf(RocksDbProvider.class))
                .anySatisfy(provider -> assertThat(provider.id()).isEqualTo("rocksdb"));
    }

    @Test
    void theDescriptionNamesTheVersionThatIsLoaded() {
        NativeLibrary.load();

        assertThat(new RocksDbProvider().description())
                .contains(RocksDB.rocksdbVersion().toString());
    }

    @Test
    void aStoreInADirectoryOfItsOwnIsFoundAgainByTheNameOfItsBackend(@TempDir Path directory) {
        StorageOptions options = StorageOptions.builder()
                .backendOptions(RocksDbOptions.defaults().withBackgroundJobs(1))
                .build();
        StorePath path = StorePath.of("/a");
        try (FileSystemStorage storage = FileSystemStorages.open(directory, options)) {
            storage.mainBranch()
                    .apply(Change.by("tester")
                            .create(path, Content.of(TestEngine.bytes("content")))
                            .build());
        }

        try (FileSystemStorage storage = FileSystemStorages.open(directory, StorageOptions.defaults())) {
            assertThat(storage.backend()).isEqualTo("rocksdb");
            assertThat(storage.mainBranch().head().read(path)).isEqualTo(TestEngine.bytes("content"));
        }
    }

    @Test
    void optionsOfAnotherBackendAreRefused(@TempDir Path directory) {
        record OtherOptions() implements BackendOptions {
            @Override
            public String backend() {
                return "other";
            }

            @Override
            public Map<String, String> asText() {
                return Map.of();
            }
        }

        assertThatThrownBy(() -> new RocksDbProvider()
                        .openEngine(directory, TestEngine.KEYSPACES, EngineAccess.READ_WRITE, new OtherOptions()))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("other");
        assertThat(directory).isEmptyDirectory();
    }
}
