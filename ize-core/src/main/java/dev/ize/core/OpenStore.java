package dev.ize.core;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.write.Watermark;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.Durability;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorageOptions.OpenMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store's directory, locked, with its engine open in it and what its records say.
 *
 * <p>Whoever opens it closes it, once, when nothing uses the engine any more.
 */
record OpenStore(
        StoreDirectory directory,
        EngineProvider provider,
        EngineAccess access,
        BackendOptions backendOptions,
        Engine engine,
        Recovery recovery,
        Watermark watermark)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);

    /**
     * Opens a store or makes one; what fails leaves nothing open. An interrupt of the caller's thread is kept and
     * changes nothing.
     *
     * @throws dev.ize.spi.StoreLockedException if the store is open already
     * @throws dev.ize.spi.StoreUnusableException if it cannot be opened as asked
     * @throws dev.ize.spi.CorruptStoreException if its data is damaged
     * @throws dev.ize.spi.LostChangesException if it lacks changes that were durable
     */
    static OpenStore open(EngineProvider provider, Path path, StorageOptions options) {
        // Before anything is made: words that the backend does not know leave nothing behind.
        Optional<BackendOptions> given = options.backendOptions();
        if (!options.optionText().isEmpty()) {
            given = Optional.of(provider.parseOptions(options.optionText()));
        }
        Optional<BackendOptions> asked = given;
        return uninterrupted(() -> options.mode() == OpenMode.READ_ONLY
                ? openToRead(provider, path, options, asked)
                : open(provider, path, options, asked));
    }

    private static OpenStore open(
            EngineProvider provider, Path path, StorageOptions options, Optional<BackendOptions> given) {
        StoreDirectory directory = StoreDirectory.open(path, provider.id(), options.mode(), options.lockTimeout());
        Engine engine = null;
        Watermark watermark = null;
        try {
            BackendOptions backendOptions = given.orElseGet(() -> provider.parseOptions(directory.options()));
            engine = provider.openEngine(
                    directory.dataDirectory(), Keyspaces.ALL, EngineAccess.READ_WRITE, backendOptions);
            if (directory.isNew()) {
                WriteBatch first = Recovery.firstRecords(options.clock().instant());
                engine.write(first, Durability.SYNC);
                directory.finishCreation(
                        provider.id(), StoreProperties.kept(backendOptions, provider.defaultOptions()));
            }
            watermark = directory.openWatermark();
            Recovery recovery = recover(engine, watermark, options.acceptLoss());
            return new OpenStore(
                    directory, provider, EngineAccess.READ_WRITE, backendOptions, engine, recovery, watermark);
        } catch (RuntimeException | Error e) {
            closeAfter(watermark, e);
            closeAfter(engine, e);
            closeAfter(directory, e);
            throw e;
        }
    }

    private static OpenStore openToRead(
            EngineProvider provider, Path path, StorageOptions options, Optional<BackendOptions> given) {
        StoreDirectory directory = StoreDirectory.openToRead(path, provider.id(), options.lockTimeout());
        Engine engine = null;
        try {
            EngineAccess access = EngineAccess.READ_ONLY;
            BackendOptions backendOptions = given.orElseGet(() -> provider.parseOptions(directory.options()));
            engine = provider.openEngine(directory.dataDirectory(), Keyspaces.ALL, access, backendOptions);
            Watermark watermark = directory.openWatermarkToRead();
            Recovery recovery;
            try (EngineSnapshot snapshot = engine.snapshot()) {
                recovery = Recovery.read(snapshot);
                Optional<LostChangesException> loss = recovery.lossSince(watermark.mark(), snapshot);
                if (loss.isPresent() && !options.acceptLoss()) {
                    throw loss.get();
                }
            }
            return new OpenStore(directory, provider, access, backendOptions, engine, recovery, watermark);
        } catch (RuntimeException | Error e) {
            closeAfter(engine, e);
            closeAfter(directory, e);
            throw e;
        }
    }

    /** Copies the store to a directory of its own; see {@link dev.ize.spi.FileSystemStorage#copyTo}. */
    void copyTo(Path target, Progress progress) {
        uninterrupted(() -> {
            try (StoreDirectory copy = StoreDirectory.open(target, provider.id(), OpenMode.CREATE_NEW, Duration.ZERO)) {
                engine.copyTo(copy.dataDirectory(), (done, total) -> progress.reached("copying", done, total));
                Watermark.Mark newest = newestIn(copy);
                try (Watermark watermark = copy.openWatermark()) {
                    watermark.move(newest);
                    watermark.settle();
                }
                copy.finishCreation(provider.id(), directory.storeId(), directory.options());
                return target;
            }
        });
    }

    /**
     * Compacts the engine.
     *
     * @return what the progress threw to end it, which is no failure of the engine
     */
    Optional<RuntimeException> compact(Progress progress) {
        AtomicReference<RuntimeException> ended = new AtomicReference<>();
        try {
            engine.compact((done, total) -> {
                try {
                    progress.reached("compacting", done, total);
                } catch (RuntimeException e) {
                    ended.set(e);
                    throw e;
                }
            });
        } catch (RuntimeException e) {
            if (ended.get() == null) {
                throw e;
            }
        }
        return Optional.ofNullable(ended.get());
    }

    /** Opens what was copied, which shows that it opens. */
    private Watermark.Mark newestIn(StoreDirectory copy) {
        try (Engine copied = provider.openEngine(
                        copy.dataDirectory(), Keyspaces.ALL, EngineAccess.READ_ONLY, backendOptions);
                EngineSnapshot snapshot = copied.snapshot()) {
            return Recovery.read(snapshot).counters().newest();
        }
    }

    private static Recovery recover(Engine engine, Watermark watermark, boolean acceptLoss) {
        Recovery recovery;
        Optional<LostChangesException> loss;
        try (EngineSnapshot snapshot = engine.snapshot()) {
            recovery = Recovery.read(snapshot);
            loss = recovery.lossSince(watermark.mark(), snapshot);
        }
        if (loss.isEmpty()) {
            return recovery;
        }
        if (!acceptLoss) {
            throw loss.get();
        }
        LOG.warn("A loss of durable changes is accepted. reason={}", loss.get().getMessage());
        engine.write(recovery.acceptLoss(watermark.mark()), Durability.SYNC);
        watermark.move(recovery.counters().newest());
        watermark.settle();
        return recovery;
    }

    /** Runs a call on a thread of its own: an interrupt closes the file channel at work, of the lock or an engine. */
    static <R> R uninterrupted(Supplier<R> body) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        outcome.complete(body.get());
                    } catch (RuntimeException | Error e) {
                        outcome.completeExceptionally(e);
                    }
                },
                "ize-open");
        thread.setDaemon(true);
        thread.start();
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Closes a part, if there is one, for the sake of another failure. */
    static void closeAfter(@Nullable AutoCloseable part, Throwable cause) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            cause.addSuppressed(e);
        }
    }

    /** Closes the engine, then lets the directory go. */
    @Override
    public void close() {
        try {
            engine.close();
        } finally {
            watermark.close();
            directory.close();
        }
    }
}
