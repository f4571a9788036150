package dev.ize.tck.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.tck.Profile;
import dev.ize.tck.rule.RuleBook;
import dev.ize.tck.rule.RuleGroup;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run says of rules, from what it told; in these runs one or two are asked for. */
final class RunRecordTest {
    private static final String RULE = "order-1";
    private static final String OTHER = "order-2";

    private final RunRecord record = new RunRecord(Set.of(RULE));

    @BeforeEach
    void open() {
        record.add(new RunEvent.Opened("x", "", "", "", true, List.of()));
    }

    @Test
    void ruleWhoseTestsHaveAllPassedHasPassed() {
        found("a", Profile.QUICK);
        found("b", Profile.QUICK);
        end("a", Outcome.PASSED);
        end("b", Outcome.PASSED);
        record.add(new RunEvent.Finished());

        assertThat(status()).isEqualTo(RuleStatus.PASSED);
        assertThat(record.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void oneFailureOfOneCaseFailsTheRule() {
        found("a", Profile.QUICK);
        record.add(new RunEvent.Ended("a", "case 1", Outcome.FAILED, 1, "wrong"));
        record.add(new RunEvent.Ended("a", "case 2", Outcome.PASSED, 1, ""));
        record.add(new RunEvent.Completed("a"));
        record.add(new RunEvent.Finished());

        assertThat(status()).isEqualTo(RuleStatus.FAILED);
        assertThat(record.rules().get(0).reasons()).containsExactly("place of a\nwrong");
        assertThat(record.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void oneSkippedTestLeavesTheRuleSkippedAndTheRunIncomplete() {
        found("a", Profile.QUICK);
        found("b", Profile.QUICK);
        end("a", Outcome.PASSED);
        end("b", Outcome.SKIPPED);
        record.add(new RunEvent.Finished());

        assertThat(status()).isEqualTo(RuleStatus.SKIPPED);
        assertThat(record.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void testThatHasNotEndedLeavesTheRuleNotRun() {
        found("a", Profile.QUICK);
        found("b", Profile.QUICK);
        end("a", Outcome.PASSED);
        record.add(new RunEvent.Begun("b", "b"));
        record.add(new RunEvent.Ended("b", "case 1", Outcome.PASSED, 1, ""));
        record.add(new RunEvent.Begun("b", "case 2"));

        assertThat(status()).isEqualTo(RuleStatus.NOT_RUN);
        assertThat(record.running()).contains("place of b, case 2");
        assertThat(record.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void ruleThatNoTestMentionsIsNotRunThoughTheRunCameToItsEnd() {
        RunRecord whole = new RunRecord(Set.of());
        whole.add(new RunEvent.Opened("x", "", "", "", true, List.of()));
        whole.add(new RunEvent.Found("a", "a", "A", List.of(RULE), Profile.QUICK, true));
        whole.add(new RunEvent.Ended("a", "a", Outcome.PASSED, 1, ""));
        whole.add(new RunEvent.Completed("a"));
        whole.add(new RunEvent.Finished());

        assertThat(whole.rules()).hasSameSizeAs(RuleBook.whole().rules());
        assertThat(whole.rules().stream()
                        .filter(rule -> rule.status() == RuleStatus.PASSED)
                        .map(rule -> rule.rule().id()))
                .containsExactly(RULE);
        assertThat(whole.rules().stream().filter(rule -> rule.rule().id().equals(OTHER)))
                .extracting(RuleRecord::status)
                .containsExactly(RuleStatus.NOT_RUN);
        assertThat(whole.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void backendWithoutAnEngineOwesTheRulesOfStoragesOnly() {
        RunRecord whole = new RunRecord(Set.of());
        whole.add(new RunEvent.Opened("x", "", "", "", false, List.of()));

        assertThat(whole.rules())
                .isNotEmpty()
                .allMatch(rule -> rule.rule().group().layer() == RuleGroup.Layer.STORAGE);
    }

    @Test
    void ruleOfALargerProfileIsLeftOut() {
        record.add(new RunEvent.Found("a", "a", "A", List.of(RULE), Profile.SOAK, false));
        record.add(new RunEvent.Found("b", "b", "B", List.of(RULE), Profile.FULL, false));
        record.add(new RunEvent.Finished());

        assertThat(status()).isEqualTo(RuleStatus.LEFT_OUT);
        assertThat(record.rules().get(0).reasons()).containsExactly("Runs in the profile full.");
        assertThat(record.verdict()).as("of a run that showed nothing").isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void whatNeedsANewerJavaDoesNotApplyAndHidesNoPass() {
        found("a", Profile.QUICK);
        end("a", Outcome.NOT_APPLICABLE);
        assertThat(status()).isEqualTo(RuleStatus.NOT_APPLICABLE);

        found("b", Profile.QUICK);
        end("b", Outcome.PASSED);
        assertThat(status()).isEqualTo(RuleStatus.PASSED);
    }

    @Test
    void failureOfATestWithoutARuleFailsTheRun() {
        found("a", Profile.QUICK);
        end("a", Outcome.PASSED);
        record.add(new RunEvent.Found("b", "b", "B", List.of(), Profile.QUICK, true));
        end("b", Outcome.FAILED);
        record.add(new RunEvent.Finished());

        assertThat(status()).isEqualTo(RuleStatus.PASSED);
        assertThat(record.verdict()).isEqualTo(Verdict.FAILED);
    }

    private void found(String test, Profile profile) {
        record.add(new RunEvent.Found(test, "place of " + test, "Type", List.of(RULE), profile, true));
    }

    private void end(String test, Outcome outcome) {
        record.add(new RunEvent.Ended(test, test, outcome, 1, outcome == Outcome.PASSED ? "" : "why"));
        record.add(new RunEvent.Completed(test));
    }

    private RuleStatus status() {
        return record.rules().get(0).status();
    }
}
