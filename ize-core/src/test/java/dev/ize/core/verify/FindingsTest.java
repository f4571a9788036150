package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.verify.Findings.Found;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    /** Of so many records it is known whether they were found already. */
    private static final int REMEMBERED = 100_000;

    private final Findings findings = new Findings(2);

    private Found report(long number) {
        return findings.report(Kind.DAMAGED_RECORD, Keyspaces.NODES, Keys.number(number), "Broken.", List.of());
    }

    @Test
    void allAreCountedAndTheFirstAreKept() {
        report(1);
        report(2);
        report(3);

        assertThat(findings.count()).isEqualTo(3);
        assertThat(findings.toList())
                .extracting(VerificationFinding::description)
                .containsExactly(
                        "Broken. keyspace=nodes key=0000000000000001", "Broken. keyspace=nodes key=0000000000000002");
    }

    @Test
    void recordHasTheFindingThatCameFirst() {
        Found first = report(1);

        Found second = findings.report(Kind.WRONG_LISTING, Keyspaces.NODES, Keys.number(1), "Other.", List.of());

        assertThat(second).isSameAs(first);
        assertThat(findings.count()).isOne();
        assertThat(findings.isKnown(Keyspaces.NODES, Keys.number(1))).isTrue();
        assertThat(findings.isKnown(Keyspaces.NODES, Keys.number(2))).isFalse();
        assertThat(findings.isKnown(Keyspaces.NAMES, Keys.number(1))).isFalse();
    }

    @Test
    void keyspacesWithoutFindingsAreWhole() {
        report(1);

        assertThat(findings.areWhole(Keyspaces.NAMES, Keyspaces.ENTRIES)).isTrue();
        assertThat(findings.areWhole(Keyspaces.NAMES, Keyspaces.NODES)).isFalse();
    }

    @Test
    void suspectCountsOnceItIsAdded() {
        Found suspect =
                findings.suspect(Kind.MISSING_CONTENT, Keyspaces.CONTENT_IDS, Keys.number(1), "Gone.", List.of());

        assertThat(findings.count()).isZero();
        assertThat(findings.isKnown(Keyspaces.CONTENT_IDS, Keys.number(1))).isFalse();
        assertThat(findings.add(suspect)).isSameAs(suspect);
        assertThat(findings.count()).isOne();
    }

    @Test
    void recordIsPutRightOnce() {
        Found first = report(1);
        report(2);

        findings.markRepaired(first);
        findings.markRepaired(first);

        assertThat(findings.repaired()).isOne();
        assertThat(findings.toList()).extracting(VerificationFinding::repaired).containsExactly(true, false);
    }

    @Test
    void whatIsInDoubtIsThatAlone() {
        findings.doubt(new Effect.OfNode(7));

        assertThat(findings.isDoubtful(new Effect.OfNode(7))).isTrue();
        assertThat(findings.isDoubtful(new Effect.OfNode(8))).isFalse();
        assertThat(findings.isDoubtful(new Effect.OfNames(7))).isFalse();
    }

    @Test
    void allIsInDoubtWhereMoreIsThanIsRemembered() {
        for (long node = 1; node < REMEMBERED; node++) {
            findings.doubt(new Effect.OfNode(node));
        }
        assertThat(findings.isDoubtful(new Effect.OfNode(REMEMBERED + 7))).isFalse();

        findings.doubt(new Effect.OfNode(REMEMBERED));

        assertThat(findings.isDoubtful(new Effect.OfNode(REMEMBERED + 7))).isTrue();
    }

    @Test
    void recordCountsTwiceWhereMoreAreFoundThanAreRemembered() {
        for (long number = 1; number <= REMEMBERED + 1; number++) {
            report(number);
        }

        report(REMEMBERED);
        assertThat(findings.count()).isEqualTo(REMEMBERED + 1);
        report(REMEMBERED + 1);
        assertThat(findings.count()).isEqualTo(REMEMBERED + 2);
    }
}
