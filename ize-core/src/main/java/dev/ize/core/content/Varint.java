package dev.ize.core.content;

import dev.ize.spi.CorruptStoreException;
import java.nio.ByteBuffer;

/**
 * Numbers of 0 to 2^63 - 1 in one to nine bytes: seven bits a byte, lowest first, the high bit set on all
 * but the last byte. Only the shortest form is valid, so that equal numbers have equal bytes.
 */
final class Varint {
    static final int MAX_BYTES = 9;

    private Varint() {}

    static void put(ByteBuffer target, long number) {
        long rest = number;
        while (rest > 0x7F) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }

    static long get(ByteBuffer source) {
        long number = 0;
        for (int index = 0; index < MAX_BYTES; index++) {
            if (!source.hasRemaining()) {
                throw new CorruptStoreException("A number is cut short", null);
            }
            byte next = source.get();
            number |= (next & 0x7FL) << (7 * index);
            if (next >= 0) {
                if (next == 0 && index > 0) {
                    throw new CorruptStoreException("A number is not in its shortest form", null);
                }
                return number;
            }
        }
        throw new CorruptStoreException("A number has more than " + MAX_BYTES + " bytes", null);
    }
}
