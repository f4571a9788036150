package dev.ize.core;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that tells when the engine fails under it: after that nothing may be asked of the engine, by anyone.
 *
 * @param snapshot the engine's
 * @param onFailure takes what the engine threw, and gives what to throw instead
 */
record WatchedSnapshot(EngineSnapshot snapshot, Function<Throwable, StorageFailedException> onFailure)
        implements EngineSnapshot {
    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        return watch(() -> snapshot.get(keyspace, key));
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        return new WatchedCursor(watch(() -> snapshot.cursor(keyspace, from, to)));
    }

    @Override
    public void close() {
        snapshot.close();
    }

    private <R extends @Nullable Object> R watch(Supplier<R> call) {
        try {
            return call.get();
        } catch (StorageFailedException e) {
            throw onFailure.apply(e);
        } catch (StorageException | IllegalStateException | IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw onFailure.apply(e);
        }
    }

    private final class WatchedCursor implements Cursor {
        private final Cursor cursor;

        WatchedCursor(Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean seekAtOrAfter(byte[] key) {
            return moved(() -> cursor.seekAtOrAfter(key));
        }

        @Override
        public boolean seekBefore(byte[] key) {
            return moved(() -> cursor.seekBefore(key));
        }

        @Override
        public boolean next() {
            return moved(cursor::next);
        }

        @Override
        public boolean previous() {
            return moved(cursor::previous);
        }

        @Override
        public byte[] key() {
            return watch(cursor::key);
        }

        @Override
        public byte[] value() {
            return watch(cursor::value);
        }

        @Override
        public void close() {
            cursor.close();
        }

        private boolean moved(BooleanSupplier move) {
            return watch(move::getAsBoolean);
        }
    }
}
