package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.StorageFailedException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Engines that hand out wrong values, or not to everyone. */
final class WrongReads {
    private static final long READ_NANOS = 20_000;

    /** Reads a value wrongly from a right snapshot. */
    private interface Read {
        byte @Nullable [] get(EngineSnapshot right, Keyspace keyspace, byte[] key);
    }

    private WrongReads() {}

    static Engine sharingItsArrays(Engine right) {
        return WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            private final Map<String, byte[]> shared = new HashMap<>();

            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return shared.computeIfAbsent(keyspace.name() + Bytes.hex(key), name -> snapshot.get(keyspace, key));
            }
        });
    }

    static Engine sharingABufferAmongReaders(Engine right) {
        byte[] buffer = new byte[1 << 20];
        return withGets(right, (snapshot, keyspace, key) -> {
            byte[] value = snapshot.get(keyspace, key);
            if (value == null || value.length > buffer.length) {
                return value;
            }
            System.arraycopy(value, 0, buffer, 0, value.length);
            LockSupport.parkNanos(READ_NANOS);
            byte[] copy = new byte[value.length];
            System.arraycopy(buffer, 0, copy, 0, copy.length);
            return copy;
        });
    }

    static Engine takingEmptyForAbsent(Engine right) {
        return withGets(right, (snapshot, keyspace, key) -> {
            byte[] value = snapshot.get(keyspace, key);
            return value == null || value.length == 0 ? null : value;
        });
    }

    static Engine failingWhereTheReaderIsInterrupted(Engine right) {
        return withGets(right, (snapshot, keyspace, key) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new StorageFailedException("The reader was interrupted", null);
            }
            return snapshot.get(keyspace, key);
        });
    }

    /** What Java's channels do: the one who is interrupted closes the file for all, for good. */
    static Engine closingItsFileAtAnInterrupt(Engine right) {
        AtomicBoolean fileClosed = new AtomicBoolean();
        return withGets(right, (snapshot, keyspace, key) -> {
            byte[] value = snapshot.get(keyspace, key);
            if (fileClosed.get()) {
                throw new StorageFailedException("The channel is closed", null);
            }
            if (Thread.currentThread().isInterrupted()) {
                fileClosed.set(true);
            }
            return value;
        });
    }

    static Engine refusingVirtualThreads(Engine right) {
        return withGets(right, (snapshot, keyspace, key) -> {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            if (group != null && group.getName().equals("VirtualThreads")) {
                throw new StorageFailedException("The state of this thread cannot be found", null);
            }
            return snapshot.get(keyspace, key);
        });
    }

    private static Engine withGets(Engine right, Read read) {
        return WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            @Override
            public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                return read.get(snapshot, keyspace, key);
            }
        });
    }
}
