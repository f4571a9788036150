package dev.ize.cli.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text that can be shown: one line, without characters that steer a terminal or turn the direction of text.
 *
 * <p>Such characters, and bytes that are no UTF-8, appear as {@code \n}, {@code \t}, {@code \xff} or {@code
 * \u202e}. This is for eyes and cannot be turned back; scripts use {@code --json}.
 */
public final class Printable {
    private Printable() {}

    /** Shows an object by its text. */
    public static String of(Object object) {
        String text = object.toString();
        for (int i = 0; i < text.length(); i++) {
            if (isHidden(text.charAt(i))) {
                return escape(text);
            }
        }
        return text;
    }

    /** Shows bytes that should be UTF-8. */
    public static String of(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            shown.append(of(out.flip()));
            out.clear();
            for (int i = 0; i < result.length(); i++) {
                shown.append(String.format(Locale.ROOT, "\\x%02x", in.get() & 0xff));
            }
            result = decoder.decode(in, out, true);
        }
        return shown.append(of(out.flip())).toString();
    }

    private static String escape(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isHidden(c)) {
                shown.append(c);
            } else if (c == '\n') {
                shown.append("\\n");
            } else if (c == '\t') {
                shown.append("\\t");
            } else if (c < 0x100) {
                shown.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return shown.toString();
    }

    /** C0, DEL, C1, line separators, and the marks and overrides of direction. */
    private static boolean isHidden(char c) {
        return c < 0x20
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
