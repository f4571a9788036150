package dev.ize.bench.storage;

import dev.ize.bench.measure.CountedProvider;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open store for one benchmark, its engine's calls counted.
 *
 * <p>Closing it closes the storage, and removes the store's directory where that was made for it alone.
 */
final class BenchStore implements AutoCloseable {
    /** Stands for the backend that a new store gets where none is named. */
    static final String PREFERRED = "preferred";

    private final @Nullable FreshDirectory own;
    private final FileSystemStorage storage;

    private BenchStore(@Nullable FreshDirectory own, FileSystemStorage storage) {
        this.own = own;
        this.storage = storage;
    }

    /** An empty store in a fresh directory. */
    static BenchStore fresh(String backend, Durability durability) {
        FreshDirectory directory = FreshDirectory.make();
        return new BenchStore(
                directory, open(backend, durability, directory.path().resolve("store")));
    }

    /** A prepared store, for benchmarks that only read. */
    static BenchStore prepared(String backend, Recipe recipe) {
        PreparedStore prepared = PreparedStore.of(backend, recipe);
        return new BenchStore(prepared.own(), open(backend, Durability.SYNC, prepared.directory()));
    }

    /** A copy of a prepared store, for benchmarks that write. */
    static BenchStore copyOfPrepared(String backend, Durability durability, Recipe recipe) {
        FreshDirectory directory = FreshDirectory.make();
        Path copy = directory.path().resolve("store");
        try (BenchStore prepared = prepared(backend, recipe)) {
            prepared.storage().copyTo(copy, Progress.NONE);
        }
        return new BenchStore(directory, open(backend, durability, copy));
    }

    /** Opens or makes a store. */
    static FileSystemStorage open(String backend, Durability durability, Path directory) {
        FileSystemStorageProvider provider = backend.equals(PREFERRED)
                ? FileSystemStorages.providerOfNewStore(StorageOptions.defaults())
                : FileSystemStorages.provider(backend);
        StorageOptions options = StorageOptions.builder()
                .backend(provider.id())
                .durability(durability)
                .build();
        return CountedProvider.over(provider).open(directory, options);
    }

    FileSystemStorage storage() {
        return storage;
    }

    @Override
    public void close() {
        storage.close();
        if (own != null) {
            own.close();
        }
    }
}
