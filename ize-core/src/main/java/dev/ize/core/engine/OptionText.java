package dev.ize.core.engine;

import dev.ize.spi.StoreUnusableException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a backend's options from text: each key once, with a default and a range, and at the end a complaint
 * about every key that nothing asked for.
 *
 * <p>Sizes are plain bytes or take the suffixes {@code KiB}, {@code MiB}, {@code GiB} and {@code TiB}, or their first
 * letters, in upper or lower case. Not for use by several threads.
 *
 * <p><i>Failure:</i> {@link StoreUnusableException} for a text that does not parse or is out of range, with what would
 * do.
 */
public final class OptionText {
    private static final Map<String, Integer> UNIT_SHIFTS =
            Map.of("kib", 10, "mib", 20, "gib", 30, "tib", 40, "k", 10, "m", 20, "g", 30, "t", 40);

    private final String backend;
    private final Map<String, String> unread;
    private final Set<String> known = new TreeSet<>();

    /**
     * Begins to read.
     *
     * @param backend the id of the backend, for messages
     * @param text every key with its text, as given
     */
    public OptionText(String backend, Map<String, String> text) {
        this.backend = backend;
        this.unread = new LinkedHashMap<>(text);
    }

    /** A size in bytes from {@code min} to {@code max}, both included; the default where the key is not given. */
    public long bytes(String key, long defaultBytes, long min, long max) {
        String text = take(key);
        return text == null ? defaultBytes : inRange(key, text, parseBytes(key, text), min, max);
    }

    /** A number from {@code min} to {@code max}, both included; the default where the key is not given. */
    public int integer(String key, int defaultValue, int min, int max) {
        String text = take(key);
        return text == null ? defaultValue : (int) inRange(key, text, parseLong(key, text), min, max);
    }

    /** {@code true} or {@code false}, in upper or lower case; the default where the key is not given. */
    public boolean flag(String key, boolean defaultValue) {
        String text = take(key);
        if (text == null) {
            return defaultValue;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(key, text, "give true or false");
        };
    }

    /**
     * Refuses what was not asked for by the calls before.
     *
     * @throws StoreUnusableException naming the first unknown key and the known one nearest to it
     */
    public void rejectUnknown() {
        for (String key : unread.keySet()) {
            String advice = known.stream()
                    .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                    .map(nearest -> "did you mean '" + nearest + "'? Known: " + String.join(", ", known))
                    .orElse("this backend has no options");
            throw new StoreUnusableException("Unknown option '" + key + "' of backend " + backend + "; " + advice);
        }
    }

    @org.jspecify.annotations.Nullable
    private String take(String key) {
        known.add(key);
        return unread.remove(key);
    }

    private long inRange(String key, String text, long value, long min, long max) {
        if (value < min || value > max) {
            throw refused(key, text, "give " + min + " to " + max);
        }
        return value;
    }

    private long parseBytes(String key, String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        String unit = text.substring(digits).trim().toLowerCase(Locale.ROOT);
        Integer shift = unit.isEmpty() ? Integer.valueOf(0) : UNIT_SHIFTS.get(unit);
        if (digits == 0 || shift == null) {
            throw refused(key, text, "give bytes, or a number with KiB, MiB, GiB or TiB");
        }
        try {
            return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), 1L << shift);
        } catch (ArithmeticException | NumberFormatException e) {
            throw refused(key, text, "that is more than 8 EiB");
        }
    }

    private long parseLong(String key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused(key, text, "give a whole number");
        }
    }

    private StoreUnusableException refused(String key, String text, String advice) {
        return new StoreUnusableException(
                "Option '" + key + "' of backend " + backend + " cannot be '" + text + "'; " + advice);
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
