package dev.ize.core.dump;

import dev.ize.spi.InvalidDumpException;
import java.util.zip.CRC32C;

/** The frames of a dump; see {@code docs/dump.md}. */
final class DumpFormat {
    /** What a dump begins with: a byte that is no text, the name, and line ends that a transfer as text changes. */
    private static final byte[] MAGIC = {(byte) 0x89, 'I', 'Z', 'E', '\r', '\n', 0x1A, '\n'};

    /** The version that is written, and the newest that is read. */
    static final int VERSION = 1;

    /** Most bytes of a frame's payload: 20 MiB, more than the largest record, which fits into a batch of 16 MiB. */
    static final int MAX_PAYLOAD_BYTES = 20 << 20;

    /** Bytes of operations after which a frame takes no further one: 256 KiB. */
    static final int OPERATIONS_BYTES = 256 << 10;

    /** Bytes of a frame before its payload: length and kind. */
    static final int HEADER_BYTES = 5;

    /** Most bytes that an operation carries itself: 1 MiB, above which a storage stores content by itself. */
    static final int MAX_CARRIED_BYTES = 1 << 20;

    private DumpFormat() {}

    /** The kinds of frames. Their numbers are part of the format. */
    enum Kind {
        BEGIN(1),
        OBJECT(2),
        CHANGE(3),
        OPERATIONS(4),
        ACT(5),
        END(6);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new InvalidDumpException("The dump has a part of an unknown kind. kind=" + code, null);
        }
    }

    static byte[] magic() {
        return MAGIC.clone();
    }

    /** Over the frame's place in the stream, its header and its payload, so that a frame that was moved is found. */
    static int checksum(long number, byte[] header, byte[] payload) {
        CRC32C crc = new CRC32C();
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (number >>> shift));
        }
        crc.update(header);
        crc.update(payload);
        return (int) crc.getValue();
    }
}
