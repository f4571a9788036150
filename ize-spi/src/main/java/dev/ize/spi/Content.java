package dev.ize.spi;

import java.util.Arrays;

/**
 * What an operation writes: bytes in memory, content that the storage holds already, or, in the log, a
 * reference to what was written.
 */
public sealed interface Content permits Content.Bytes, ContentReference, StoredContent {
    /** Length in bytes. */
    long length();

    /** Content from an array, which is copied. For what fits comfortably into memory; see {@link FileSystemStorage#store}. */
    static Content of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** Content from text in UTF-8. */
    static Content of(String text) {
        return new Bytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Bytes in memory. Equal to other bytes in memory of the same value. */
    final class Bytes implements Content {
        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        /** A copy of the bytes. */
        public byte[] toByteArray() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bytes[length=" + bytes.length + "]";
        }
    }
}
