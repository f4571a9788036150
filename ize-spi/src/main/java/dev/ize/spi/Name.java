package dev.ize.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a directory entry: 1 to 255 bytes of well-formed UTF-8, without {@code /} and NUL, and not
 * {@code .} or {@code ..}.
 *
 * <p>Names are bytes: upper and lower case differ, composed and decomposed letters differ, and order is that
 * of unsigned bytes. 255 is the limit of the common file systems (Linux's {@code NAME_MAX}).
 */
public final class Name implements Comparable<Name> {
    /** Longest name in bytes. */
    public static final int MAX_BYTES = 255;

    private final byte[] bytes;

    private Name(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A name from text.
     *
     * @throws InvalidNameException if no entry can have that name
     */
    public static Name of(String text) {
        return check(encode(text));
    }

    /**
     * A name from bytes, which are copied.
     *
     * @throws InvalidNameException if no entry can have that name
     */
    public static Name of(byte[] utf8) {
        return check(utf8.clone());
    }

    static byte[] encode(String text) {
        try {
            ByteBuffer buffer = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(java.nio.CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new InvalidNameException(
                    "A name must be well-formed Unicode, without lone surrogates: '" + text + "'");
        }
    }

    private static Name check(byte[] bytes) {
        String problem = problem(bytes);
        if (problem != null) {
            throw new InvalidNameException(problem + " name='" + printable(bytes) + "'");
        }
        return new Name(bytes);
    }

    @org.jspecify.annotations.Nullable
    private static String problem(byte[] bytes) {
        if (bytes.length == 0) {
            return "A name must not be empty.";
        }
        if (bytes.length > MAX_BYTES) {
            return "A name must have at most 255 bytes, and this one has " + bytes.length + ".";
        }
        for (byte b : bytes) {
            if (b == '/' || b == 0) {
                return "A name must not contain '/' or NUL.";
            }
        }
        if (bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.'))) {
            return "A name must not be '.' or '..'.";
        }
        return isUtf8(bytes) ? null : "A name must be UTF-8.";
    }

    private static boolean isUtf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                    return true;
                } catch (CharacterCodingException e) {
                    return false;
                }
            }
        }
        return true;
    }

    static String printable(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Number of bytes, 1 to 255. */
    public int length() {
        return bytes.length;
    }

    @Override
    public int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The name as text; it may hold control characters. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
