package dev.ize.spi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash: 32 bytes, compared as unsigned bytes, printed as 64 lower-case hex digits. */
public final class ContentHash implements Comparable<ContentHash> {
    /** Length of a hash in bytes; 32: SHA-256, FIPS 180-4. */
    public static final int BYTES = 32;

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(ContentHash::newDigest);

    private final byte[] bytes;

    private ContentHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A hash from its 32 bytes, which are copied.
     *
     * @throws IllegalArgumentException if they are more or fewer
     */
    public static ContentHash of(byte[] sha256) {
        if (sha256.length != BYTES) {
            throw new IllegalArgumentException("sha256 must have 32 bytes: " + sha256.length);
        }
        return new ContentHash(sha256.clone());
    }

    /** The hash of some bytes. */
    public static ContentHash ofContent(byte[] content) {
        return new ContentHash(DIGEST.get().digest(content));
    }

    /**
     * A hash from 64 hex digits, upper or lower case.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static ContentHash parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** A fresh SHA-256 digest, for one thread. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** A copy of the 32 bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public int compareTo(ContentHash other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
