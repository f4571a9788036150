package dev.ize.backend.lmdb;

import java.util.Arrays;
import java.util.Comparator;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.BufferProxy;

/**
 * Passes {@link NativeBytes} to LMDB and back as they are, an address and a length in an {@code MDB_val}.
 *
 * <p>lmdbjava's proxies for byte buffers reach into the JDK and need {@code --add-opens}; its proxy for
 * arrays needs nothing, but copies key and value at every step of a cursor.
 */
final class NativeBytesProxy extends BufferProxy<NativeBytes> {
    /** LMDB's own order. lmdbjava asks for a comparator for its key ranges, which this module never uses. */
    private static final Comparator<NativeBytes> UNSIGNED =
            (left, right) -> Arrays.compareUnsigned(left.copy(), right.copy());

    @Override
    protected NativeBytes allocate() {
        return new NativeBytes();
    }

    @Override
    protected void deallocate(NativeBytes bytes) {}

    @Override
    protected byte[] getBytes(NativeBytes bytes) {
        return bytes.copy();
    }

    @Override
    protected Comparator<NativeBytes> getSignedComparator() {
        return UNSIGNED;
    }

    @Override
    protected Comparator<NativeBytes> getUnsignedComparator() {
        return UNSIGNED;
    }

    @Override
    protected @Nullable Pointer in(NativeBytes bytes, Pointer mdbVal) {
        mdbVal.putLong(STRUCT_FIELD_OFFSET_SIZE, bytes.length());
        mdbVal.putAddress(STRUCT_FIELD_OFFSET_DATA, bytes.address());
        return null;
    }

    /** Asks LMDB to reserve room; the address comes back through {@link #out}. */
    @Override
    protected @Nullable Pointer in(NativeBytes bytes, int size, Pointer mdbVal) {
        mdbVal.putLong(STRUCT_FIELD_OFFSET_SIZE, size);
        return null;
    }

    @Override
    protected NativeBytes out(NativeBytes bytes, Pointer mdbVal) {
        bytes.pointTo(mdbVal.getAddress(STRUCT_FIELD_OFFSET_DATA), mdbVal.getLong(STRUCT_FIELD_OFFSET_SIZE));
        return bytes;
    }
}
