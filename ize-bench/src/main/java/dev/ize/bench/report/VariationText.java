package dev.ize.bench.report;

import dev.ize.bench.plan.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters of a workload for people: {@code "SYNC, 1,000 files, 8 threads"}. */
final class VariationText {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private VariationText() {}

    static String of(Workload.Variation variation) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, String> parameter : variation.parameters().entrySet()) {
            add(parts, words(parameter.getKey()), parameter.getValue());
        }
        if (variation.threads() > 1) {
            parts.add(variation.threads() + " threads");
        }
        return parts.isEmpty() ? "as it is" : String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, String value) {
        if (value.equals("0") || value.equals("NOTHING")) {
            return;
        }
        if (NUMBER.matcher(value).matches()) {
            parts.add(String.format(Locale.ROOT, "%,d %s", Long.parseLong(value), name));
        } else if (value.equals("true") || value.equals("false")) {
            parts.add(value.equals("true") ? name : "not " + name);
        } else if (name.equals("durability")) {
            parts.add(value);
        } else {
            parts.add(name + " " + value.toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private static String words(String name) {
        return BETWEEN_WORDS.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
