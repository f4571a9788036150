package dev.ize.cli.kit;

import dev.ize.cli.output.Style;
import dev.ize.tck.run.RuleRecord;
import dev.ize.tck.run.RuleStatus;
import dev.ize.tck.run.TestRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as lines for a terminal: a line a group, then each rule that has not passed with the reason. */
public final class KitSummary {
    private final KitReport report;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private KitSummary(KitReport report, Style style) {
        this.report = report;
        this.style = style;
    }

    /** The lines, of which none has control characters but those of the style and the spaces that indent it. */
    public static List<String> of(KitReport report, Style style) {
        KitSummary summary = new KitSummary(report, style);
        summary.addGroups();
        for (RuleStatus status :
                List.of(RuleStatus.NOT_APPLICABLE, RuleStatus.SKIPPED, RuleStatus.NOT_RUN, RuleStatus.FAILED)) {
            summary.addRules(status);
        }
        summary.addTestsWithoutRule();
        report.death().ifPresent(summary::addDeath);
        summary.lines.add("");
        summary.lines.add(summary.coloured(report.verdictText()) + ": " + report.counts() + " in "
                + KitReport.seconds(report.millis()) + ".");
        return summary.lines;
    }

    private void addGroups() {
        for (KitReport.Group group : report.groups()) {
            String counts = Stream.of(RuleStatus.values())
                    .filter(status -> group.count(status) > 0)
                    .map(status -> group.count(status) + " " + KitReport.words(status))
                    .collect(Collectors.joining(", "));
            lines.add(String.format(
                    Locale.ROOT,
                    "%-9s %-52s %8s  %s",
                    KitReport.words(group.group()),
                    group.group().title(),
                    KitReport.seconds(group.millis()),
                    counts));
        }
    }

    private void addRules(RuleStatus status) {
        List<RuleRecord> rules = report.record().rules().stream()
                .filter(rule -> rule.status() == status)
                .toList();
        // A run that was cut short leaves very many, of which the report has the whole list.
        boolean listed = status != RuleStatus.NOT_RUN || rules.size() <= 10;
        if (!listed) {
            lines.add("");
            lines.add("not run: " + rules.stream().map(rule -> rule.rule().id()).collect(Collectors.joining(" ")));
            return;
        }
        for (RuleRecord rule : rules) {
            lines.add("");
            lines.add(KitReport.words(status) + ": " + rule.rule().id() + " "
                    + rule.rule().sentence());
            if (status == RuleStatus.FAILED) {
                rule.tests().forEach(this::addFailures);
            } else {
                rule.reasons().forEach(this::addIndented);
            }
        }
    }

    private void addTestsWithoutRule() {
        for (TestRecord test : report.testsWithoutRule()) {
            if (!test.unpassed().isEmpty()) {
                lines.add("");
                lines.add("A test that shows no rule:");
                addFailures(test);
            }
        }
    }

    private void addFailures(TestRecord test) {
        test.unpassed().forEach(it -> {
            lines.add("  " + KitReport.words(it.outcome()) + " in "
                    + test.method().place());
            addIndented(it.message());
        });
    }

    private void addIndented(String text) {
        text.lines()
                .filter(line -> !line.startsWith("    at "))
                .forEach(line -> lines.add("    " + dev.ize.cli.output.Printable.of(line)));
    }

    private void addDeath(String death) {
        lines.add("");
        addIndented(death);
    }

    private String coloured(String text) {
        return switch (report.verdict()) {
            case COMPATIBLE, PASSED -> style.added(text);
            case FAILED -> style.removed(text);
            case INCOMPLETE -> style.heading(text);
        };
    }
}
