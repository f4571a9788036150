package dev.ize.backend.mvstore;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Byte arrays in unsigned order, encoded as MVStore's own type for them does, but measured.
 *
 * <p>MVStore's own type guesses the memory of an array from a sample of others. A few large values among small ones
 * then overflow the cache, and the heap, unseen.
 */
final class ByteArrayType extends BasicDataType<byte[]> {
    static final ByteArrayType INSTANCE = new ByteArrayType();

    /** What Java adds to an array, about. */
    private static final int ARRAY_BYTES = 24;

    private ByteArrayType() {}

    @Override
    public int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    @Override
    public int getMemory(byte[] array) {
        return ARRAY_BYTES + array.length;
    }

    @Override
    public boolean isMemoryEstimationAllowed() {
        return false;
    }

    @Override
    public void write(WriteBuffer buffer, byte[] array) {
        buffer.putVarInt(array.length).put(array);
    }

    @Override
    public byte[] read(ByteBuffer buffer) {
        byte[] array = new byte[DataUtils.readVarInt(buffer)];
        buffer.get(array);
        return array;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
