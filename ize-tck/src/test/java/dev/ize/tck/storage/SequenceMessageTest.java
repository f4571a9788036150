package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.tck.rule.TestOutcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a random sequence says where storage and model disagree. */
final class SequenceMessageTest {
    @Test
    void failureHasTheSequenceMadeShorterAndTheLineThatRunsItAgain() {
        List<TestOutcome> outcomes = WrongPast.LISTS_NO_SNAPSHOTS.run(Set.of("history-30"));

        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).test()).startsWith("randomSequencesAgreeWithTheModel(");
        assertThat(outcomes.get(0).message())
                .containsPattern("ize tck --backend [a-z-]+ --rule history-30 --seed [0-9]+\n")
                .containsPattern("mvn test -Dize\\.seed=[0-9]+ '-Dtest=\\*#randomSequencesAgreeWithTheModel'\n")
                .containsPattern("Shortened sequence:\n  1\\. ");
    }
}
