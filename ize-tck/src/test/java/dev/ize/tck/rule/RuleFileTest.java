package dev.ize.tck.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule is a paragraph of three lines. */
final class RuleFileTest {
    @Test
    void paragraphsAreRules() {
        List<Rule> rules = RuleFile.parse(
                RuleGroup.ORDER,
                List.of(
                        "order-1 Keys compare as",
                        " unsigned bytes.",
                        "why Signed ones agree on ASCII.",
                        "wrong SIGNED, REVERSED",
                        "",
                        "",
                        "order-2 Ranges are half-open.",
                        "why They meet.",
                        "unbroken It cannot be."));

        assertThat(rules)
                .containsExactly(
                        new Rule(
                                "order-1",
                                RuleGroup.ORDER,
                                "Keys compare as unsigned bytes.",
                                "Signed ones agree on ASCII.",
                                List.of("SIGNED", "REVERSED"),
                                ""),
                        new Rule(
                                "order-2",
                                RuleGroup.ORDER,
                                "Ranges are half-open.",
                                "They meet.",
                                List.of(),
                                "It cannot be."));
    }

    @Test
    void ruleWithoutItsIntentIsRefused() {
        List<String> lines = List.of("order-1 Keys compare as unsigned bytes.", "wrong SIGNED");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleFile.parse(RuleGroup.ORDER, lines))
                .withMessageContaining("three lines");
    }

    @Test
    void ruleOfAnotherGroupIsRefused() {
        List<String> lines = List.of("batch-1 Batches are whole.", "why Crashes.", "wrong HALF");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleFile.parse(RuleGroup.ORDER, lines))
                .withMessageContaining("batch-1");
    }
}
