package dev.ize.tck.engine;

import dev.ize.core.VersionedFileSystemStorage;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A provider that puts something between the shared layer and another provider's engines. For any thread, if what it is
 * given is.
 */
public class ForwardingProvider implements EngineProvider {
    private final EngineProvider right;
    private final UnaryOperator<Engine> wrapping;
    private final UnaryOperator<FileSystemStorage> showing;

    /** Wraps engines, and shows storages as they are. */
    public ForwardingProvider(EngineProvider right, UnaryOperator<Engine> wrapping) {
        this(right, wrapping, UnaryOperator.identity());
    }

    /**
     * Wraps engines and storages.
     *
     * @param right the provider of the engines
     * @param wrapping what is done to each when it has been opened
     * @param showing what is done to the storage over it
     */
    public ForwardingProvider(
            EngineProvider right, UnaryOperator<Engine> wrapping, UnaryOperator<FileSystemStorage> showing) {
        this.right = right;
        this.wrapping = wrapping;
        this.showing = showing;
    }

    @Override
    public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
        return wrapping.apply(right.openEngine(directory, keyspaces, access, options));
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return showing.apply(VersionedFileSystemStorage.open(this, directory, options));
    }

    @Override
    public String id() {
        return right.id();
    }

    @Override
    public String description() {
        return right.description();
    }

    @Override
    public int preference() {
        return right.preference();
    }

    @Override
    public BackendOptions defaultOptions() {
        return right.defaultOptions();
    }

    @Override
    public BackendOptions parseOptions(Map<String, String> text) {
        return right.parseOptions(text);
    }
}
