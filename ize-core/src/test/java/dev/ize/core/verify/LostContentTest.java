package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.verify.Findings.Found;
import dev.ize.spi.ContentHash;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostContentTest {
    private static final int LOCATED = 1000;

    private final Findings findings = new Findings(1);
    private final LostContent lost = new LostContent();

    private static ContentHash hash(long number) {
        return ContentHash.ofContent(Keys.number(number));
    }

    private Found finding(long number) {
        return findings.suspect(Kind.MISSING_CONTENT, Keyspaces.CONTENT_IDS, Keys.number(number), "Gone.", List.of());
    }

    @Test
    void contentHasTheFindingThatCameFirst() {
        Found first = finding(1);

        lost.add(hash(1), first);
        lost.add(hash(1), finding(2));

        assertThat(lost.findings()).containsOnlyKeys(hash(1)).containsValue(first);
    }

    @Test
    void suspectThatIsFoundAlreadyIsNoneOfItsOwn() {
        Found suspect = finding(2);
        lost.add(hash(1), finding(1));

        assertThat(lost.addSuspect(hash(1), finding(3))).isTrue();
        assertThat(lost.suspects()).isEmpty();
        assertThat(lost.addSuspect(hash(2), suspect)).isTrue();
        assertThat(lost.addSuspect(hash(2), finding(4))).isTrue();

        assertThat(lost.suspects()).containsExactly(suspect);
        assertThat(lost.findings()).containsEntry(hash(2), suspect);
    }

    @Test
    void moreThanCanBeLocatedIsNotKept() {
        for (int i = 0; i < LOCATED - 1; i++) {
            lost.add(hash(i), finding(i));
        }
        assertThat(lost.addSuspect(hash(LOCATED - 1), finding(LOCATED - 1))).isTrue();

        lost.add(hash(LOCATED), finding(LOCATED));

        assertThat(lost.findings()).hasSize(LOCATED).doesNotContainKey(hash(LOCATED));
        assertThat(lost.addSuspect(hash(LOCATED), finding(LOCATED))).isFalse();
        assertThat(lost.suspects()).hasSize(1);
    }
}
