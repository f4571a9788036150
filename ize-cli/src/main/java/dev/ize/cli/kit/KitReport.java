package dev.ize.cli.kit;

import dev.ize.cli.output.Sizes;
import dev.ize.tck.rule.RuleGroup;
import dev.ize.tck.run.RuleRecord;
import dev.ize.tck.run.RuleStatus;
import dev.ize.tck.run.RunRecord;
import dev.ize.tck.run.TestRecord;
import dev.ize.tck.run.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of a run.
 *
 * @param order what was run
 * @param record what the run told
 * @param start when it began
 * @param end when it ended
 * @param death how the JVM died, in its first line, and what it said last; empty if it came to its end
 */
public record KitReport(KitOrder order, RunRecord record, Instant start, Instant end, Optional<String> death) {
    /**
     * The rules of a group.
     *
     * @param millis the time of the tests whose first rule is one of them
     */
    record Group(RuleGroup group, List<RuleRecord> rules, long millis) {
        Group {
            rules = List.copyOf(rules);
        }

        long count(RuleStatus status) {
            return rules.stream().filter(rule -> rule.status() == status).count();
        }
    }

    /** What it says of the backend. */
    public Verdict verdict() {
        return record.verdict();
    }

    /** The verdict in words, for a heading. */
    public String verdictText() {
        String profile = "profile " + order.profile().id();
        return switch (verdict()) {
            case COMPATIBLE -> "ize-compatible (" + profile + ")";
            case PASSED -> "passed: the rules that were asked for (" + profile + ")";
            case FAILED -> "not compatible (" + profile + ")";
            case INCOMPLETE -> "incomplete (" + profile + ")";
        };
    }

    /** How many rules have each status and how many tests ran, in a line. */
    public String counts() {
        List<RuleRecord> rules = record.rules();
        StringBuilder text = new StringBuilder();
        for (RuleStatus status : RuleStatus.values()) {
            long count = rules.stream().filter(rule -> rule.status() == status).count();
            boolean always = status == RuleStatus.PASSED || status == RuleStatus.FAILED || status == RuleStatus.SKIPPED;
            if (count > 0 || always) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(words(status));
            }
        }
        return Sizes.count(rules.size(), "rule") + ": " + text + "; " + Sizes.count(record.size(), "test");
    }

    /** The groups that have rules in this run, in their order. */
    List<Group> groups() {
        List<RuleRecord> rules = record.rules();
        return Stream.of(RuleGroup.values())
                .map(group -> new Group(
                        group,
                        rules.stream()
                                .filter(rule -> rule.rule().group() == group)
                                .toList(),
                        millis(group)))
                .filter(group -> !group.rules().isEmpty())
                .toList();
    }

    private long millis(RuleGroup group) {
        return record.tests().stream()
                .filter(test ->
                        test.method().rules().stream().limit(1).anyMatch(id -> id.startsWith(group.prefix() + "-")))
                .mapToLong(TestRecord::millis)
                .sum();
    }

    /** Tests that show no rule. */
    List<TestRecord> testsWithoutRule() {
        return record.tests().stream()
                .filter(test -> test.method().rules().isEmpty())
                .toList();
    }

    /** A status for people. */
    static String words(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    long millis() {
        return end.toEpochMilli() - start.toEpochMilli();
    }

    /** What the run stood on, name by name, for people and programs. */
    List<Fact> facts() {
        String seed = order.seed().isPresent() ? Long.toString(order.seed().getAsLong()) : "the kit's own";
        Stream<Fact> backend = record.opened().stream()
                .flatMap(it -> Stream.of(
                        new Fact("backend", it.backend()),
                        new Fact("description", it.description()),
                        new Fact("provider", it.provider() + " of " + it.origin()),
                        new Fact("layers", it.engine() ? "storage, engine" : "storage"),
                        new Fact("options", it.options().isEmpty() ? "none" : String.join(" ", it.options()))));
        Stream<Fact> run = Stream.of(
                new Fact("profile", order.profile().id()),
                new Fact("seed", seed),
                new Fact("kit", version()),
                new Fact("java", System.getProperty("java.vendor") + " " + Runtime.version()),
                new Fact("heap", KitProcess.HEAP_MEGABYTES + " MiB"),
                new Fact(
                        "system",
                        System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                                + System.getProperty("os.arch") + ", "
                                + Runtime.getRuntime().availableProcessors() + " processors"),
                new Fact("began", start.toString()),
                new Fact("took", seconds(millis())));
        return Stream.concat(backend, run).toList();
    }

    /** Something that is known of a run. */
    record Fact(String name, String value) {}

    private static String version() {
        String version = KitReport.class.getPackage().getImplementationVersion();
        return version == null ? "from source" : version;
    }
}
