package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.write.TrialTurn;
import dev.ize.core.write.Turn;
import dev.ize.spi.Progress;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import java.util.List;

/** Verifies a store made by hand, and repairs it, each batch in a turn of its own. */
public final class TrialVerification implements AutoCloseable {
    static final VerificationOptions FULL = VerificationOptions.full();

    final ChunkCodec codec = new ChunkCodec();
    private final HandMadeStore store;

    TrialVerification(HandMadeStore store) {
        this.store = store;
    }

    VerificationReport run(VerificationOptions options) {
        return run(options, Progress.NONE);
    }

    VerificationReport run(VerificationOptions options, Progress progress) {
        return Verification.run(store::records, this::write, codec, options, progress);
    }

    private void write(RepairTask batch) {
        Turn turn = TrialTurn.over(store.records(), codec);
        List<Boolean> outcome = batch.prepare(turn);
        turn.overlay().joinInto(store.records());
        batch.committed(outcome);
    }

    /** Verifies all and repairs what can be repaired. */
    VerificationReport repair() {
        return run(FULL.repairing());
    }

    /** Verifies all, and repairs nothing. */
    List<VerificationFinding> findings() {
        return run(FULL).findings();
    }

    /** What there is to be found in a store, of which nothing is repaired. */
    public static List<VerificationFinding> findingsOf(HandMadeStore store) {
        try (TrialVerification verification = new TrialVerification(store)) {
            return verification.findings();
        }
    }

    /** Of which kinds the findings are. */
    List<Kind> kinds() {
        return findings().stream().map(VerificationFinding::kind).toList();
    }

    VerificationFinding assertFindsOne(Kind kind, String words) {
        List<VerificationFinding> findings = findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).kind()).as(findings.toString()).isEqualTo(kind);
        assertThat(findings.get(0).description()).contains(words);
        return findings.get(0);
    }

    /** The control of a repair: it is made, and then there is nothing to be found. */
    void assertIsRepaired(Kind kind, String words) {
        assertThat(assertFindsOne(kind, words).repaired()).isFalse();

        VerificationReport report = repair();

        assertThat(report.repaired()).isOne();
        assertThat(report.findings()).extracting(VerificationFinding::repaired).containsExactly(true);
        assertThat(findings()).isEmpty();
    }

    @Override
    public void close() {
        codec.close();
    }
}
