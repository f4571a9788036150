package dev.ize.cli.kit;

import dev.ize.tck.run.Outcome;
import dev.ize.tck.run.RuleRecord;
import dev.ize.tck.run.RuleStatus;
import dev.ize.tck.run.TestRecord;
import dev.ize.tck.run.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A report for people: one page that needs nothing beside it, in light and in dark, for desks and phones. */
final class HtmlReport {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c1e21;--paper:#fff;--line:#d8dce1;--faint:#5f6872;--good:#17692f;\
            --bad:#b3261e;--open:#8a5a00}
            @media(prefers-color-scheme:dark){:root{--ink:#e4e6e9;--paper:#16181b;--line:#353a41;--faint:#9aa3ad;\
            --good:#6fcf8a;--bad:#ff8a80;--open:#f0b95a}}
            *{box-sizing:border-box}
            body{margin:0 auto;padding:1rem;max-width:62rem;background:var(--paper);color:var(--ink);\
            font:1rem/1.45 system-ui,sans-serif}
            h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.1rem;margin:2rem 0 .25rem}p{margin:.25rem 0}
            .passed{color:var(--good)}.failed{color:var(--bad)}.skipped,.not-run{color:var(--open)}
            .faint,.not-applicable,.left-out{color:var(--faint)}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:1rem 0}
            dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}
            ol{list-style:none;margin:0;padding:0}
            li{display:grid;grid-template-columns:7rem 1fr 7.5rem 4.5rem;gap:0 .6rem;padding:.3rem 0;\
            border-top:1px solid var(--line)}
            li .time{text-align:right}.id{font-family:ui-monospace,monospace;font-size:.9rem}
            pre,.reason{grid-column:2/-1;margin:.2rem 0;font-size:.8rem;white-space:pre-wrap;overflow-wrap:anywhere}
            pre{max-height:24rem;overflow:auto;padding:.5rem;border:1px solid var(--line)}
            @media(max-width:40rem){li{grid-template-columns:1fr auto auto}li .what{grid-column:1/-1;order:4}\
            pre,.reason{grid-column:1/-1;order:5}}
            """;

    private static final Set<RuleStatus> EXPLAINED =
            Set.of(RuleStatus.SKIPPED, RuleStatus.NOT_RUN, RuleStatus.NOT_APPLICABLE, RuleStatus.LEFT_OUT);

    private HtmlReport() {}

    static String of(KitReport report) {
        StringBuilder page =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        String title = report.order().backend() + ": " + report.verdictText();
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Markup.text(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1 class=\"")
                .append(colour(report.verdict()))
                .append("\">")
                .append(Markup.text(title))
                .append("</h1>\n<p>")
                .append(Markup.text(report.counts()))
                .append(".</p>\n");
        report.death()
                .ifPresent(death -> page.append("<pre class=\"failed\">")
                        .append(Markup.text(death))
                        .append("</pre>\n"));
        page.append("<dl>\n");
        report.facts()
                .forEach(fact -> page.append("<dt>")
                        .append(Markup.text(fact.name()))
                        .append("</dt><dd>")
                        .append(Markup.text(fact.value()))
                        .append("</dd>\n"));
        page.append("</dl>\n");
        report.groups().forEach(group -> append(page, group));
        appendTestsWithoutRule(page, report.testsWithoutRule());
        return page.append("</body>\n</html>\n").toString();
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case COMPATIBLE, PASSED -> "passed";
            case FAILED -> "failed";
            case INCOMPLETE -> "skipped";
        };
    }

    private static void append(StringBuilder page, KitReport.Group group) {
        String counts = Stream.of(RuleStatus.values())
                .filter(status -> group.count(status) > 0)
                .map(status -> group.count(status) + " " + KitReport.words(status))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        page.append("<section>\n<h2>")
                .append(Markup.text(group.group().title()))
                .append("</h2>\n<p class=\"faint\">")
                .append(group.group().layer().name().toLowerCase(Locale.ROOT))
                .append(" layer: ")
                .append(counts)
                .append(", in ")
                .append(KitReport.seconds(group.millis()))
                .append("</p>\n<ol>\n");
        group.rules().forEach(rule -> append(page, rule));
        page.append("</ol>\n</section>\n");
    }

    private static void append(StringBuilder page, RuleRecord rule) {
        openLine(page, rule.rule().id(), rule.rule().sentence(), rule.status());
        page.append("<span class=\"time faint\">")
                .append(KitReport.seconds(rule.millis()))
                .append("</span>");
        if (rule.status() == RuleStatus.FAILED) {
            rule.reasons().forEach(reason -> appendFailure(page, reason));
        } else if (EXPLAINED.contains(rule.status())) {
            page.append("<div class=\"reason faint\">")
                    .append(Markup.text(String.join("\n", rule.reasons())))
                    .append("</div>");
        }
        page.append("</li>\n");
    }

    private static void openLine(StringBuilder page, String id, String what, Enum<?> status) {
        String words = KitReport.words(status);
        page.append("<li><span class=\"id\">")
                .append(Markup.text(id))
                .append("</span><span class=\"what\">")
                .append(Markup.text(what))
                .append("</span><span class=\"")
                .append(words.replace(' ', '-'))
                .append("\">")
                .append(words)
                .append("</span>");
    }

    private static void appendFailure(StringBuilder page, String reason) {
        page.append("<pre>").append(Markup.text(reason)).append("</pre>");
    }

    private static void appendTestsWithoutRule(StringBuilder page, List<TestRecord> tests) {
        List<TestRecord> unpassed = tests.stream()
                .filter(test -> test.outcome().filter(Outcome.PASSED::equals).isEmpty())
                .toList();
        if (unpassed.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>Tests that show no rule</h2>\n<ol>\n");
        for (TestRecord test : unpassed) {
            openLine(
                    page,
                    "",
                    test.method().place(),
                    test.outcome().isPresent() ? test.outcome().get() : RuleStatus.NOT_RUN);
            page.append("<span class=\"time faint\">")
                    .append(KitReport.seconds(test.millis()))
                    .append("</span>");
            test.unpassed().forEach(it -> appendFailure(page, it.message()));
            page.append("</li>\n");
        }
        page.append("</ol>\n</section>\n");
    }
}
