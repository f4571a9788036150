package dev.ize.backend.mvstore;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A snapshot: a hold on a {@link CommittedVersion}. */
final class MvStoreSnapshot implements EngineSnapshot {
    private final CommittedVersion version;
    private final EngineHealth health;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over one hold of the version. */
    MvStoreSnapshot(CommittedVersion version, EngineHealth health) {
        this.version = version;
        this.health = health;
    }

    @Override
    public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        MVMap<byte[], byte[]> map = map(keyspace);
        byte[] value;
        try {
            value = map.get(key);
        } catch (RuntimeException | Error e) {
            throw health.failure("Reading a key", e);
        }
        return value == null ? null : value.clone();
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
        return new MvStoreCursor(this, map(keyspace), from, to);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            version.release();
        }
    }

    /** MVStore may write over the pages of a version that was let go: reading on would give anything. */
    void checkOpen() {
        health.check();
        if (closed.get()) {
            throw new IllegalStateException("snapshot is closed");
        }
    }

    RuntimeException failure(String action, Throwable cause) {
        return health.failure(action, cause);
    }

    private MVMap<byte[], byte[]> map(Keyspace keyspace) {
        checkOpen();
        return version.maps().of(keyspace);
    }
}
