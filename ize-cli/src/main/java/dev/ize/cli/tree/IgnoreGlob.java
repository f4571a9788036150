package dev.ize.cli.tree;

import dev.ize.spi.StorePath;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for entries that a recording leaves out, in the manner of {@code .gitignore}.
 *
 * <p>Without a slash it is matched with an entry's name, at any depth; with one (a slash at its end does not
 * count) with the whole path from the recorded directory. A slash at the end limits it to directories. {@code
 * *} is any run of characters but slashes, {@code ?} one of them, {@code **} any run with slashes (and {@code
 * **}{@code /} also none), {@code [a-z]} one of a set and {@code [!a-z]} one not of it; a backslash takes the
 * next character as it is. A directory that matches is left out with all that is in it. There is no negation.
 */
public final class IgnoreGlob {
    private final Pattern pattern;
    private final boolean wholePath;
    private final boolean directoriesOnly;

    private IgnoreGlob(Pattern pattern, boolean wholePath, boolean directoriesOnly) {
        this.pattern = pattern;
        this.wholePath = wholePath;
        this.directoriesOnly = directoriesOnly;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is empty, starts with {@code !} or does not parse, with what would do
     */
    public static IgnoreGlob parse(String glob) {
        if (glob.startsWith("!")) {
            throw new IllegalArgumentException("'" + glob
                    + "' would take back another pattern, which is not possible; write \\! for a name with !");
        }
        boolean directoriesOnly = glob.endsWith("/");
        String body = directoriesOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean wholePath = body.contains("/");
        if (body.startsWith("/")) {
            body = body.substring(1);
        }
        if (body.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + glob + "' matches nothing; give a pattern such as '*.log' or 'target/'");
        }
        try {
            return new IgnoreGlob(Pattern.compile(regex(body), Pattern.DOTALL), wholePath, directoriesOnly);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + glob + "' is no pattern: " + e.getDescription(), e);
        }
    }

    boolean matches(StorePath path, boolean directory) {
        if ((directoriesOnly && !directory) || path.isRoot()) {
            return false;
        }
        String text = wholePath
                ? path.toString().substring(1)
                : path.name().orElseThrow().toString();
        return pattern.matcher(text).matches();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[') {
                i = appendSet(glob, i, regex);
            } else if (c == '\\' && i + 1 < glob.length()) {
                i++;
                appendLiteral(glob.charAt(i), regex);
            } else {
                appendLiteral(c, regex);
            }
        }
        return regex.toString();
    }

    /** Appends the set that starts at an index and gives the index of its closing bracket. */
    private static int appendSet(String glob, int start, StringBuilder regex) {
        int first = start + 1;
        boolean negated = first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^');
        first += negated ? 1 : 0;
        // A bracket right at the beginning is one of the set.
        int end = glob.indexOf(']', first + 1);
        if (end < 0) {
            throw new IllegalArgumentException("'" + glob + "' has '[' without ']'; write \\[ for the character");
        }
        regex.append("(?!/)[").append(negated ? "^" : "");
        for (int i = first; i < end; i++) {
            char c = glob.charAt(i);
            if (c == '-' && i > first && i < end - 1) {
                regex.append('-');
            } else {
                appendLiteral(c, regex);
            }
        }
        regex.append(']');
        return end;
    }

    private static void appendLiteral(char c, StringBuilder regex) {
        // Java's patterns take a backslash before any character that is no letter or digit.
        if (c < 0x80 && !Character.isLetterOrDigit(c)) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
