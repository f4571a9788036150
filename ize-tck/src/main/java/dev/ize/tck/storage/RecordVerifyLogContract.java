package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.ContentHash;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.tck.rule.Shows;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Verification finds what is wrong with the log, its changes and its chains. */
abstract class RecordVerifyLogContract extends VerifiedStoreContract {
    @Test
    @Shows("integrity-12")
    void operationThatNamesOtherEffectsThanItHasIsFound() {
        rewriteOperation(
                changedMode,
                record -> new OperationRecord(
                        record.changeStart(),
                        record.operation(),
                        record.inlineContent(),
                        List.of(new Effect.OfNode(nodeDirectory)),
                        record.closing()));

        assertThat(kinds())
                .contains(Kind.IMPOSSIBLE_OPERATION)
                .isSubsetOf(Kind.IMPOSSIBLE_OPERATION, Kind.MISSING_RECORD, Kind.UNLOGGED_RECORD);
    }

    @Test
    @Shows("integrity-12")
    void changeThatLacksAnOperationIsFound() {
        damage(store -> store.delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, pair - 1)));

        assertThat(kinds()).containsExactly(Kind.UNLOGGED_RECORD, Kind.BROKEN_CHANGE, Kind.MISSING_CONTENT);
    }

    @Test
    @Shows("integrity-12")
    void changeWithAnotherNumberOfOperationsThanItSaysIsFound() {
        rewriteClosing(
                createdBig,
                closing -> new ClosingRecord(
                        2,
                        closing.author(),
                        closing.message(),
                        closing.session(),
                        closing.effectiveTime(),
                        closing.recordedTime(),
                        closing.branchLink(),
                        closing.storeLink()));

        assertFinds(Kind.BROKEN_CHANGE);
    }

    @Test
    @Shows("integrity-12")
    void changeThatIsNotWhatItsLinkSaysIsFound() {
        rewriteClosing(
                createdBig,
                closing -> new ClosingRecord(
                        closing.operations(),
                        closing.author(),
                        "another message",
                        closing.session(),
                        closing.effectiveTime(),
                        closing.recordedTime(),
                        closing.branchLink(),
                        closing.storeLink()));

        assertFinds(Kind.BROKEN_CHAIN);
    }

    @Test
    @Shows("integrity-12")
    void missingChangeIsFoundByTheLinkOfTheNext() {
        damage(store -> store.delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, createdDirectory)));

        assertThat(kinds()).containsExactly(Kind.UNLOGGED_RECORD, Kind.BROKEN_CHAIN);
    }

    @Test
    @Shows("integrity-12")
    void linkOfTheStoresChainThatDoesNotFollowIsFound() {
        rewriteClosing(
                createdBig,
                closing -> new ClosingRecord(
                        closing.operations(),
                        closing.author(),
                        closing.message(),
                        closing.session(),
                        closing.effectiveTime(),
                        closing.recordedTime(),
                        closing.branchLink(),
                        ContentHash.ofContent(new byte[1])));

        assertFinds(Kind.BROKEN_CHAIN);
    }

    @Test
    @Shows("integrity-12")
    void actThatIsNotWhatTheStoresChainSaysIsFound() {
        damage(store -> {
            byte[] key = store.find(
                    Keyspaces.ACTS, (k, value) -> ActRecord.decode(k, value).act() == ActRecord.Act.CREATE_SNAPSHOT);
            ActRecord act = ActRecord.decode(key, store.get(Keyspaces.ACTS, key));
            ActRecord forged = new ActRecord(
                    act.act(),
                    act.name(),
                    act.branch(),
                    act.parent(),
                    act.seq(),
                    act.effectiveTime(),
                    act.recordedTime().plusSeconds(1),
                    act.storeLink());
            store.put(Keyspaces.ACTS, key, forged.encode(key));
        });

        assertFinds(Kind.BROKEN_CHAIN);
    }

    @Test
    @Shows("integrity-12")
    void missingActIsFoundByTheLinkOfTheNext() {
        damage(store -> store.delete(
                Keyspaces.ACTS,
                store.find(
                        Keyspaces.ACTS,
                        (k, value) -> ActRecord.decode(k, value).act() == ActRecord.Act.CREATE_SNAPSHOT)));

        assertThat(kinds()).containsExactly(Kind.UNLOGGED_RECORD, Kind.BROKEN_CHAIN);
    }

    @Test
    @Shows("integrity-12")
    void snapshotAndBranchThatLeadNowhereAreFound() {
        damage(store -> store.delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, renamed)));

        List<VerificationFinding> findings = verify().findings();

        assertThat(findings)
                .filteredOn(finding -> finding.kind() == Kind.MISSING_POINT)
                .hasSize(2);
        assertThat(kinds()).containsExactly(Kind.UNLOGGED_RECORD, Kind.BROKEN_CHAIN, Kind.MISSING_POINT);
    }

    private void rewriteOperation(long seq, UnaryOperator<OperationRecord> rewrite) {
        byte[] key = Keys.operation(MAIN, seq);
        damage(store -> {
            OperationRecord record = OperationRecord.decode(key, store.get(Keyspaces.OPERATIONS, key));
            store.put(Keyspaces.OPERATIONS, key, rewrite.apply(record).encode(key));
        });
    }

    private void rewriteClosing(long seq, UnaryOperator<ClosingRecord> rewrite) {
        rewriteOperation(
                seq,
                record -> new OperationRecord(
                        record.changeStart(),
                        record.operation(),
                        record.inlineContent(),
                        record.effects(),
                        Optional.of(rewrite.apply(record.closing().orElseThrow()))));
    }
}
