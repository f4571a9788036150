package dev.ize.backend.lmdb;

import dev.ize.core.engine.Keyspace;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Native memory for one key on its way to LMDB. It is freed when this object is collected, so the owner
 * holds on to it for as long as it calls LMDB. For one thread at a time.
 */
final class KeyMemory {
    private final Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), Keyspace.MAX_KEY_BYTES);
    private final NativeBytes key = new NativeBytes();

    /** Copies a key in; the result is good until the next call. */
    NativeBytes hold(byte[] bytes) {
        check(bytes);
        memory.put(0, bytes, 0, bytes.length);
        key.pointTo(memory.address(), bytes.length);
        return key;
    }

    /** Refuses what {@link #hold} would, for callers that must know before they begin. */
    static void check(byte[] key) {
        if (key.length > Keyspace.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("A key has at most 511 bytes: " + key.length);
        }
    }
}
