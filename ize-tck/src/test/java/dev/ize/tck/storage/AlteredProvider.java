package dev.ize.tck.storage;

import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** The provider in memory, altered in how it opens stores or in what its storages answer. */
public class AlteredProvider implements FileSystemStorageProvider {
    private final FileSystemStorageProvider right = new InMemoryProvider();
    private final Opening opening;

    /** How a store is opened by means of the right provider. */
    interface Opening {
        FileSystemStorage open(FileSystemStorageProvider right, Path directory, StorageOptions options)
                throws IOException;
    }

    /** Wraps storages and alters nothing. */
    public AlteredProvider() {
        this(answering(() -> StorageCall::proceed));
    }

    AlteredProvider(Opening opening) {
        this.opening = opening;
    }

    /** A provider of storages whose calls are altered, by an alteration for each storage. */
    static AlteredProvider altering(Supplier<Alteration> alterations) {
        return new AlteredProvider(answering(alterations));
    }

    private static Opening answering(Supplier<Alteration> alterations) {
        return (right, directory, options) -> AlteredStorage.of(right.open(directory, options), alterations.get());
    }

    @Override
    public String id() {
        return right.id();
    }

    @Override
    public String description() {
        return "In memory, and perhaps wrong in one way";
    }

    @Override
    public BackendOptions defaultOptions() {
        return right.defaultOptions();
    }

    @Override
    public BackendOptions parseOptions(Map<String, String> text) {
        return right.parseOptions(text);
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        try {
            return opening.open(right, directory, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
