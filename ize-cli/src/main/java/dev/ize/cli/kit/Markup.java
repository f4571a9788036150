package dev.ize.cli.kit;

import java.util.Locale;

/** Text in XML and HTML. */
final class Markup {
    private Markup() {}

    /** The text, as an element's content or a quoted attribute's value; what XML 1.0 cannot hold shows as its number. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t' -> escaped.append((char) c);
                default -> {
                    if (isAllowed(c)) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        boolean noCharacter = (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff;
        return !control && !noCharacter;
    }
}
