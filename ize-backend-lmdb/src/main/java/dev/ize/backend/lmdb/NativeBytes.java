package dev.ize.backend.lmdb;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Bytes outside the Java heap, by address and length: what LMDB takes and gives.
 *
 * <p>A length that LMDB gives is what the file says, damaged or not; {@link PageBounds} compares it with the page.
 *
 * <p>lmdbjava points one object at each result in turn, so it is copied from before the next call. What it
 * points at must be alive: memory of the map while its transaction is, memory of our own while its owner is
 * reachable.
 */
final class NativeBytes {
    /** All of the address space, so that reading at an address allocates nothing but the copy. */
    private static final Pointer ADDRESS_SPACE = Pointer.wrap(Runtime.getSystemRuntime(), 0L);

    private long address;
    private long length;

    void pointTo(long newAddress, long newLength) {
        address = newAddress;
        length = newLength;
    }

    long address() {
        return address;
    }

    long length() {
        return length;
    }

    /** The bytes, in an array of the caller's own. */
    byte[] copy() {
        byte[] bytes = new byte[Math.toIntExact(length)];
        ADDRESS_SPACE.get(address, bytes, 0, bytes.length);
        return bytes;
    }

    /** Overwrites what this points at with an array of the same length. */
    void fill(byte[] bytes) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("bytes must have length " + length + ": " + bytes.length);
        }
        ADDRESS_SPACE.put(address, bytes, 0, bytes.length);
    }
}
