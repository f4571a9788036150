package dev.ize.tck.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Appends numbers and bytes as a dump has them, written anew, so that the contract needs no code of a storage. */
final class DumpBytes {
    /** How a record of content says that its bytes are as they are, and that they are compressed. */
    private static final int RAW = 0;

    private static final int ZSTD = 1;

    /** 1 MiB of zeros in one zstd frame with a checksum, as the zstd command makes it. */
    private static final byte[] ZEROS = HexFormat.of()
            .parseHex("28b52ffda4000010005400001000000100fbff39c0020200100002001000"
                    + "0200100002001000020010000200100003001000f13e16e1");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The payload of a part with an object of content: 0 for bytes, 1 for a node of a chunk tree. */
    static byte[] object(int form, byte[] content) {
        return new DumpBytes()
                .u8(form)
                .u8(RAW)
                .varint(content.length)
                .raw(content)
                .toByteArray();
    }

    /** A record of 1 MiB of zeros, compressed, which says that it is of another length. */
    static byte[] zeros(int declaredBytes) {
        return new DumpBytes().u8(ZSTD).varint(declaredBytes).raw(ZEROS).toByteArray();
    }

    DumpBytes u8(int value) {
        bytes.write(value);
        return this;
    }

    /** An unsigned number, 7 bits a byte, low ones first. */
    DumpBytes varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    DumpBytes raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /** Text in UTF-8 behind its length in bytes. */
    DumpBytes text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        return varint(encoded.length).raw(encoded);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
