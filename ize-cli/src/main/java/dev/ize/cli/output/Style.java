package dev.ize.cli.output;

import java.util.Map;

/**
 * Colours for text, or none: they appear only on a terminal that knows them, and not where {@code NO_COLOR} is
 * set (no-color.org).
 *
 * @param colours whether there are any
 */
public record Style(boolean colours) {
    /** The style that fits an output. */
    public static Style of(Output output, Map<String, String> environment) {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean able = !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(output.isTerminal() && wanted && able);
    }

    /** What a line is about. */
    public String heading(String text) {
        return coded("33", text);
    }

    /** What was added. */
    public String added(String text) {
        return coded("32", text);
    }

    /** What was removed. */
    public String removed(String text) {
        return coded("31", text);
    }

    /** What was changed or moved. */
    public String changed(String text) {
        return coded("36", text);
    }

    /** A directory's name. */
    public String directory(String text) {
        return coded("34", text);
    }

    /** What can be passed over. */
    public String faint(String text) {
        return coded("2", text);
    }

    private String coded(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
