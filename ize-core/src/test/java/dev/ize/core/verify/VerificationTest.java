package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.A;
import static dev.ize.core.verify.HandMadeStore.ATTRIBUTE;
import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.write.Chain;
import dev.ize.spi.ContentHash;
import dev.ize.spi.NodeKind;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a verification makes of a store of a few records, one of which is not as it must be. */
class VerificationTest {
    private final HandMadeStore store = new HandMadeStore();

    @AutoClose
    private final TrialVerification verification = new TrialVerification(store);

    @Test
    void storeAsItMustBeIsSound() {
        VerificationReport report = verification.run(TrialVerification.FULL);

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked())
                .containsEntry("branches", 2L)
                .containsEntry("snapshots", 1L)
                .containsEntry("acts", 2L)
                .containsEntry("changes", 5L)
                .containsEntry("operations", 6L)
                .containsEntry("versions of nodes", 5L)
                .containsEntry("versions of entries", 5L)
                .containsEntry("versions of names", 4L)
                .containsEntry("versions of attributes", 1L)
                .containsEntry("listed entries", 4L)
                .containsEntry("not checked because of damage elsewhere", 0L);
    }

    @Test
    void countersThatAreMissingAreFound() {
        store.delete(Keyspaces.META, Keys.counters());

        verification.assertFindsOne(Kind.MISSING_RECORD, "counters are missing");
    }

    @Test
    void keysThatNoSmallRecordHasAreFound() {
        for (Keyspace keyspace : new Keyspace[] {Keyspaces.META, Keyspaces.BRANCHES, Keyspaces.ACTS}) {
            for (byte[] key : new byte[][] {
                {'x'},
                {'n'},
                new byte[10],
                Arrays.copyOf(Keys.stage(1), 14),
                Arrays.copyOf(Keys.branch(1), 10),
                Arrays.copyOf(Keys.floor(1), 10),
                Arrays.copyOf(Keys.keptPoint(1, 2), 16)
            }) {
                if (keyspace.equals(Keyspaces.BRANCHES) || key[0] != 'n') {
                    store.records().put(keyspace, key, new byte[8]);
                    verification.assertFindsOne(Kind.MALFORMED_KEY, "keyspace=" + keyspace.name());
                    store.records().delete(keyspace, key);
                }
            }
        }
    }

    @Test
    void linksOfTheStoresChainFollowEachOther() {
        ActRecord right = store.act(6);
        ContentHash forged = ContentHash.ofContent(new byte[1]);
        store.replaceAct(
                6,
                new ActRecord(
                        right.act(),
                        right.name(),
                        right.branch(),
                        0,
                        right.seq(),
                        right.effectiveTime(),
                        right.recordedTime(),
                        forged));

        assertThat(verification.findings())
                .extracting(VerificationFinding::description)
                .hasSize(2)
                .anyMatch(words -> words.contains("A link of the store's chain does not follow"))
                .anyMatch(words -> words.contains("The counters name another link of the store's chain."));
    }

    @Test
    void countersThatAreAheadOfTheStoreAreFound() {
        CountersRecord right = store.counters();
        store.putCounters(new CountersRecord(20, 3, 4, 1, time(0), time(6), 9, right.storeLink()));

        verification.assertFindsOne(
                Kind.BROKEN_CHAIN, "The newest changes are missing: the counters name a later one. seq=9");
    }

    @Test
    void timeThatGoesBackIsFound() {
        store.putAct(
                9, new ActRecord(ActRecord.Act.CREATE_SNAPSHOT, "back", MAIN, 0, 4, time(7), time(9), Chain.START));
        store.putSnapshot("back", new SnapshotRecord(MAIN, 4, time(7), ""));

        verification.assertFindsOne(Kind.BROKEN_CHAIN, "The effective time goes back.");
    }

    @Test
    void recordThatDoesNotMatchItsChecksumIsFoundInEachKeyspace() {
        byte[] file = Keys.version(Keys.nodePrefix(FILE), MAIN, 3);
        assertIsDamaged(Keyspaces.NODES, file, "/d/a");
        assertIsDamaged(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(DIRECTORY), MAIN, 1));
        assertIsDamaged(Keyspaces.XATTRS, Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8), "/d");
        assertIsDamaged(Keyspaces.ENTRIES, Keys.version(Keys.entryPrefix(DIRECTORY, B), SIDE, 7), "/d/b");
        assertIsDamaged(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B), "/d/b");
        assertIsDamaged(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8));
        assertIsDamaged(Keyspaces.SNAPSHOTS, new byte[] {'m', 'a', 'r', 'k'});
        assertIsDamaged(Keyspaces.META, Keys.counters());
    }

    private void assertIsDamaged(Keyspace keyspace, byte[] key, String... paths) {
        store.flip(keyspace, key);

        List<VerificationFinding> findings = verification.findings();

        assertThat(findings)
                .as(Findings.name(keyspace, key))
                .anyMatch(finding -> finding.kind() == Kind.DAMAGED_RECORD
                        && finding.description().endsWith(Findings.name(keyspace, key)));
        if (paths.length > 0) {
            assertThat(findings.get(0).places())
                    .extracting(place -> place.path().map(Object::toString).orElse(""))
                    .containsExactly(paths);
        }
        store.flip(keyspace, key);
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void keysThatNoVersionHasAreFound() {
        for (Keyspace keyspace : Keyspaces.ALL) {
            byte[] key = {0, 0, 0};
            if (!keyspace.equals(Keyspaces.SNAPSHOTS)) {
                store.records().put(keyspace, key, new byte[8]);
                verification.assertFindsOne(Kind.MALFORMED_KEY, "No record has such a key.");
                store.records().delete(keyspace, key);
            }
        }
    }

    @Test
    void versionsThatNoOperationWroteAreFound() {
        for (long seq : new long[] {1, 4, 30}) {
            store.putNode(MAIN, seq, FILE, HandMadeStore.file(0644));
            verification.assertFindsOne(Kind.UNLOGGED_RECORD, "No operation of the log wrote a record.");
            store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), MAIN, seq));
        }
        store.putNode(9, 3, FILE, HandMadeStore.file(0644));
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "No operation of the log wrote a record.");
        store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), 9, 3));

        store.putNames(MAIN, 3, FILE);
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "keyspace=names");
        store.delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), MAIN, 3));

        store.putEntry(SIDE, 7, ROOT, A, FILE, NodeKind.FILE);
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "keyspace=entries");
    }

    @Test
    void logRecordOfNoBranchIsFound() {
        store.putOperation(9, 3, store.operation(MAIN, 8));

        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "A log record belongs to a branch that does not exist.");
    }

    @Test
    void progressHearsOfEachStep() {
        List<String> steps = new ArrayList<>();

        verification.run(TrialVerification.FULL, (step, done, total) -> steps.add(step + " " + done + " of " + total));

        assertThat(steps)
                .contains(
                        "checking the log 7 of 7",
                        "checking nodes 4 of 4",
                        "checking entries 4 of 4",
                        "checking the chain of changes 8 of 7");
    }
}
