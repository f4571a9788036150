package dev.ize.cli.kit;

import dev.ize.cli.output.JsonLine;
import dev.ize.tck.run.Outcome;
import dev.ize.tck.run.RuleRecord;
import dev.ize.tck.run.RunEvent;
import dev.ize.tck.run.TestRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report for programs: one object on one line. */
public final class JsonReport {
    private JsonReport() {}

    /** The whole report. */
    public static JsonLine of(KitReport report) {
        JsonLine line = new JsonLine()
                .put("verdict", lower(report.verdict()))
                .put("complete", report.record().isFinished())
                .put("death", report.death());
        report.facts().forEach(fact -> line.put(fact.name(), fact.value()));
        return line.put("milliseconds", report.millis())
                .put("groups", report.groups().stream().map(JsonReport::of).toList())
                .put(
                        "rules",
                        report.record().rules().stream().map(JsonReport::of).toList())
                .put(
                        "tests",
                        report.record().tests().stream().map(JsonReport::of).toList());
    }

    private static JsonLine of(KitReport.Group group) {
        JsonLine line = new JsonLine()
                .put("group", lower(group.group()))
                .put("title", group.group().title())
                .put("layer", lower(group.group().layer()))
                .put("milliseconds", group.millis());
        for (var status : dev.ize.tck.run.RuleStatus.values()) {
            line.put(lower(status), group.count(status));
        }
        return line;
    }

    private static JsonLine of(RuleRecord rule) {
        return new JsonLine()
                .put("rule", rule.rule().id())
                .put("sentence", rule.rule().sentence())
                .put("status", lower(rule.status()))
                .put("milliseconds", rule.millis())
                .put(
                        "tests",
                        rule.tests().stream().map(it -> it.method().place()).toList())
                .put("reasons", rule.reasons());
    }

    private static JsonLine of(TestRecord test) {
        List<JsonLine> unpassed = test.unpassed().stream().map(JsonReport::of).toList();
        return new JsonLine()
                .put("test", test.method().place())
                .put("rules", test.method().rules())
                .put("outcome", test.outcome().map(JsonReport::lower))
                .put("cases", test.cases().size())
                .put("milliseconds", test.millis())
                .put("unpassed", unpassed);
    }

    private static JsonLine of(RunEvent.Ended it) {
        return new JsonLine()
                .put("case", it.name())
                .put("outcome", lower(it.outcome()))
                .put("message", Optional.of(it.message()).filter(text -> it.outcome() != Outcome.PASSED));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
