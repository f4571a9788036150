package dev.ize.spi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How to open a store.
 *
 * @param mode whether the store may or must be made; default {@link OpenMode#CREATE_IF_MISSING}
 * @param backend the engine for a new store; empty: see {@link FileSystemStorages#open}. For an existing
 *     store it may only name the store's own engine
 * @param backendOptions typed tuning of the backend; empty: {@code optionText}, and where that is empty too, what the
 *     store has kept of the tuning that it was made with, else the backend's defaults
 * @param optionText tuning as text for the edges of a program, parsed by the provider; may not be combined
 *     with {@code backendOptions}
 * @param durability what an acknowledged change survives; default {@link Durability#SYNC}
 * @param clock the wall clock, read once or twice a change or act by the thread that writes, and once by the one that
 *     makes a store; default the system's. It may go back: effective times do not. It must not call the storage; what
 *     it throws ends the call that needed the time, with nothing changed
 * @param lockTimeout how long to wait for a store that is open elsewhere, whatever interrupts; default zero
 * @param acceptLoss whether to open a store that lacks changes which were durable; default false, which throws {@link
 *     LostChangesException}. What is left is then taken as all there is, for good; opened to read only, it is only read
 */
public record StorageOptions(
        OpenMode mode,
        Optional<String> backend,
        Optional<BackendOptions> backendOptions,
        Map<String, String> optionText,
        Durability durability,
        InstantSource clock,
        Duration lockTimeout,
        boolean acceptLoss) {

    /** Whether opening may or must make the store. */
    public enum OpenMode {
        /** Opens the store there, or makes one in a missing or empty directory. */
        CREATE_IF_MISSING,
        /** Makes a store and refuses a directory that holds anything. */
        CREATE_NEW,
        /** Opens the store there and refuses a directory that holds none. */
        EXISTING,
        /**
         * Opens the store there to read, also in a directory that cannot be written. No file of the data changes, what a
         * process that died has left is not cleared up, and every call that writes is an {@link
         * UnsupportedOperationException}. The store is locked as for writing, as far as its directory lets it be.
         */
        READ_ONLY
    }

    public StorageOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(backendOptions, "backendOptions");
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(lockTimeout, "lockTimeout");
        optionText = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(optionText));
        if (backendOptions.isPresent() && !optionText.isEmpty()) {
            throw new IllegalArgumentException("Give backendOptions or optionText, not both");
        }
        if (lockTimeout.isNegative()) {
            throw new IllegalArgumentException("lockTimeout must not be negative: " + lockTimeout);
        }
    }

    /** Opens or makes a store of the default engine, durable at every acknowledgement. */
    public static StorageOptions defaults() {
        return builder().build();
    }

    /** A builder in which every component has its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** These options as a start for others. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.mode = mode;
        builder.backend = backend;
        builder.backendOptions = backendOptions;
        builder.optionText.putAll(optionText);
        builder.durability = durability;
        builder.clock = clock;
        builder.lockTimeout = lockTimeout;
        builder.acceptLoss = acceptLoss;
        return builder;
    }

    /** Collects options, each the component of its name; not for use by several threads. */
    public static final class Builder {
        private OpenMode mode = OpenMode.CREATE_IF_MISSING;
        private Optional<String> backend = Optional.empty();
        private Optional<BackendOptions> backendOptions = Optional.empty();
        private final Map<String, String> optionText = new LinkedHashMap<>();
        private Durability durability = Durability.SYNC;
        private InstantSource clock = InstantSource.system();
        private Duration lockTimeout = Duration.ZERO;
        private boolean acceptLoss;

        private Builder() {}

        public Builder mode(OpenMode value) {
            mode = value;
            return this;
        }

        public Builder backend(String id) {
            backend = Optional.of(id);
            return this;
        }

        /** Typed tuning, which names its backend too. */
        public Builder backendOptions(BackendOptions value) {
            backendOptions = Optional.of(value);
            backend = Optional.of(value.backend());
            return this;
        }

        /** One option as text, parsed by the provider at open. */
        public Builder option(String key, String value) {
            optionText.put(key, value);
            return this;
        }

        public Builder durability(Durability value) {
            durability = value;
            return this;
        }

        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        public Builder lockTimeout(Duration value) {
            lockTimeout = value;
            return this;
        }

        public Builder acceptLoss(boolean value) {
            acceptLoss = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if there is typed tuning and text, or the timeout is negative
         */
        public StorageOptions build() {
            return new StorageOptions(
                    mode, backend, backendOptions, optionText, durability, clock, lockTimeout, acceptLoss);
        }
    }
}
