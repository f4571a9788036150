package dev.ize.core.dump;

import dev.ize.core.engine.EngineSnapshot;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way into an open store, a short while at a time, so that it can be closed between two calls. What the body
 * throws is thrown; once the store is closed, {@link dev.ize.spi.StorageClosedException}. For any thread.
 */
public interface StoreAccess {
    /** Reads from an engine snapshot that is closed on return. */
    <R> R read(Function<EngineSnapshot, R> body);

    /** Runs a call that writes. */
    <R> R call(Supplier<R> body);
}
