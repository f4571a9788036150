package dev.ize.tck.rule;

import java.util.List;
import java.util.Locale;

/** The page that lists the rules, generated: {@code docs/tck-rules.md}. */
final class RulePage {
    private RulePage() {}

    static String of(RuleBook book) {
        StringBuilder page = new StringBuilder();
        page.append("# Rules of the compatibility kit\n\n")
                .append(
                        "Generated from the files of rules in ize-tck; `mvn -Dfast -Dize.rules.write -pl ize-tck -am test")
                .append(" -Dtest=RulePageTest` writes it anew.\n\n")
                .append("There are ")
                .append(book.rules().size())
                .append(" rules. Those of the storage layer hold for")
                .append(" every backend; those of the engine layer for backends that are engines behind the seam.\n")
                .append(
                        "After each rule stand its intent and the implementations, wrong on purpose, with which the kit")
                .append(" shows that it finds who breaks it.\n");
        for (RuleGroup group : RuleGroup.values()) {
            append(page, group, book.rules(group));
        }
        return page.toString();
    }

    private static void append(StringBuilder page, RuleGroup group, List<Rule> rules) {
        page.append("\n## ")
                .append(group.title())
                .append(" (")
                .append(group.layer().name().toLowerCase(Locale.ROOT))
                .append(" layer)\n\n");
        page.append("| rule | what must hold | why | wrong implementations |\n|---|---|---|---|\n");
        for (Rule rule : rules) {
            String wrongs = rule.wrongs().isEmpty() ? "None: " + rule.unbroken() : String.join(", ", rule.wrongs());
            page.append("| ")
                    .append(rule.id())
                    .append(" | ")
                    .append(cell(rule.sentence()))
                    .append(" | ")
                    .append(cell(rule.intent()))
                    .append(" | ")
                    .append(cell(wrongs))
                    .append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
