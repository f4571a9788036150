package dev.ize.tck.run;

import dev.ize.tck.rule.Rule;
import dev.ize.tck.rule.RuleBook;
import dev.ize.tck.rule.RuleGroup.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has told so far. The rules that it should have shown are those of the rule book, whatever the run says: one
 * that it does not mention was not run.
 */
public final class RunRecord {
    private final Set<String> asked;
    private final Map<String, Progress> tests = new LinkedHashMap<>();
    private Optional<RunEvent.Opened> opened = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private Optional<RunEvent.Begun> running = Optional.empty();
    private boolean finished;

    /**
     * @param asked the ids of the rules that are asked for; all if there are none
     */
    public RunRecord(Set<String> asked) {
        this.asked = Set.copyOf(asked);
    }

    /** A test method on its way. */
    private static final class Progress {
        private final RunEvent.Found method;
        private final List<RunEvent.Ended> cases = new ArrayList<>();
        private boolean completed;

        Progress(RunEvent.Found method) {
            this.method = method;
        }
    }

    /** Takes the next event. */
    public void add(RunEvent event) {
        if (event instanceof RunEvent.Opened it) {
            opened = Optional.of(it);
        } else if (event instanceof RunEvent.Refused it) {
            refusal = Optional.of(it.reason());
        } else if (event instanceof RunEvent.Found it) {
            tests.put(it.test(), new Progress(it));
        } else if (event instanceof RunEvent.Begun it) {
            running = Optional.of(it);
        } else if (event instanceof RunEvent.Ended it) {
            running = Optional.empty();
            find(it.test()).ifPresent(test -> test.cases.add(it));
        } else if (event instanceof RunEvent.Completed it) {
            find(it.test()).ifPresent(test -> test.completed = true);
        } else {
            finished = true;
        }
    }

    private Optional<Progress> find(String test) {
        return Optional.ofNullable(tests.get(test));
    }

    /** What is tested; empty if the run did not come to that. */
    public Optional<RunEvent.Opened> opened() {
        return opened;
    }

    /** Why nothing was run, if what was asked for is not there. */
    public Optional<String> refusal() {
        return refusal;
    }

    /** Whether the run came to its end. */
    public boolean isFinished() {
        return finished;
    }

    /** The test that has begun and not ended, with its case where it has several. */
    public Optional<String> running() {
        return running.map(begun -> {
            String place = find(begun.test()).map(test -> test.method.place()).orElse("");
            String name = begun.name().replaceAll("\\([^()]*\\)$", "");
            return place.isEmpty() || place.endsWith(name)
                    ? place + (place.isEmpty() ? name : "")
                    : place + ", " + name;
        });
    }

    /** How many test methods this run has. */
    public long size() {
        return tests.values().stream().filter(test -> test.method.chosen()).count();
    }

    /** How many of them have ended. */
    public long completed() {
        return tests.values().stream().filter(test -> test.completed).count();
    }

    /** The test methods of this run, in the order of their topics. */
    public List<TestRecord> tests() {
        return all().stream().filter(test -> test.method().chosen()).toList();
    }

    private List<TestRecord> all() {
        return tests.values().stream()
                .map(test -> new TestRecord(test.method, test.cases, test.completed))
                .toList();
    }

    /** The rules that this backend must keep, or those that are asked for, each with what became of it. */
    public List<RuleRecord> rules() {
        boolean engine = opened.isPresent() && opened.get().engine();
        List<TestRecord> all = all();
        return RuleBook.whole().rules().stream()
                .filter(rule -> engine || rule.group().layer() == Layer.STORAGE)
                .filter(rule -> asked.isEmpty() || asked.contains(rule.id()))
                .map(rule -> RuleRecord.of(rule, showing(all, rule)))
                .toList();
    }

    private static List<TestRecord> showing(List<TestRecord> all, Rule rule) {
        return all.stream()
                .filter(test -> test.method().rules().contains(rule.id()))
                .toList();
    }

    /** What the run says of the backend, as far as it has come. */
    public Verdict verdict() {
        List<RuleRecord> rules = rules();
        if (tests().stream()
                .anyMatch(test -> test.outcome().filter(Outcome.FAILED::equals).isPresent())) {
            return Verdict.FAILED;
        }
        boolean open = rules.stream().noneMatch(rule -> rule.status() == RuleStatus.PASSED)
                || rules.stream()
                        .anyMatch(rule -> rule.status() == RuleStatus.SKIPPED || rule.status() == RuleStatus.NOT_RUN);
        boolean testOpen = tests().stream()
                .anyMatch(test -> test.outcome().isEmpty() || test.outcome().get() == Outcome.SKIPPED);
        if (!finished || open || testOpen) {
            return Verdict.INCOMPLETE;
        }
        return asked.isEmpty() ? Verdict.COMPATIBLE : Verdict.PASSED;
    }
}
