package dev.ize.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One JSON object on one line (RFC 8259), written member by member in the order in which they are put.
 *
 * <p>A member that is absent is left out; there is no {@code null}. A key that is put twice is there twice. Not for use
 * by several threads.
 */
public final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    /** A text. */
    public JsonLine put(String key, String value) {
        return raw(key, quoted(value));
    }

    /** A whole number. */
    public JsonLine put(String key, long value) {
        return raw(key, Long.toString(value));
    }

    /** A finite number, with three decimals. */
    public JsonLine put(String key, double value) {
        return raw(key, String.format(Locale.ROOT, "%.3f", value));
    }

    /** {@code true} or {@code false}. */
    public JsonLine put(String key, boolean value) {
        return raw(key, Boolean.toString(value));
    }

    /** An object, as it is now. */
    public JsonLine put(String key, JsonLine value) {
        return raw(key, value.toString());
    }

    /** An array of objects, or of what their text says, in the order of the list. */
    public JsonLine put(String key, List<?> values) {
        return raw(
                key,
                values.stream()
                        .map(value -> value instanceof JsonLine line ? line.toString() : quoted(value.toString()))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** A number, or what a value's text says, if there is one. */
    public JsonLine put(String key, Optional<?> value) {
        if (value.isEmpty()) {
            return this;
        }
        return value.get() instanceof Long number
                ? put(key, (long) number)
                : put(key, value.get().toString());
    }

    private JsonLine raw(String key, String json) {
        text.append(text.length() > 1 ? "," : "")
                .append(quoted(key))
                .append(':')
                .append(json);
        return this;
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    // DEL, C1 and the line separators are legal in JSON, and steer terminals all the same.
                    boolean hidden = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
                    quoted.append(hidden ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** The object, without a line feed. */
    @Override
    public String toString() {
        return text + "}";
    }
}
