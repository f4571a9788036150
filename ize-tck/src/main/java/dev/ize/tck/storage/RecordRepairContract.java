package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.Attributes;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.tck.rule.Shows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Repair brings back what follows from the rest, to the byte, and leaves everything else. */
@Tag("sweep")
abstract class RecordRepairContract extends VerifiedStoreContract {
    private static final long ROOT = NodeId.ROOT.value();

    @Test
    @Shows("integrity-16")
    void listingsAreRebuiltFromVersions() {
        assertRepaired(store -> {
            store.delete(Keyspaces.ENTRIES, Keys.live(nodeDirectory, MAIN, Name.of("chunk")));
            store.delete(Keyspaces.ENTRIES, Keys.dead(ROOT, MAIN, renamed, Name.of("q")));
            store.delete(Keyspaces.ENTRIES, Keys.live(ROOT, 2, Name.of("p")));
            store.flip(Keyspaces.ENTRIES, Keys.live(ROOT, MAIN, Name.of("a")));
            byte[] wrong = Keys.live(nodeDirectory, MAIN, Name.of("big"));
            store.put(Keyspaces.ENTRIES, wrong, new EntryRecord(createdBig, nodeA, NodeKind.FILE).encode(wrong));
        });
    }

    @Test
    @Shows("integrity-16")
    void entryThatNoVersionExplainsIsTakenOutOfTheListing() {
        byte[] ghost = Keys.live(nodeDirectory, MAIN, Name.of("ghost"));

        assertRepaired(store ->
                store.put(Keyspaces.ENTRIES, ghost, new EntryRecord(createdBig, nodeBig, NodeKind.FILE).encode(ghost)));
    }

    @Test
    @Shows("integrity-16")
    void wayFromAHashToItsContentIsRebuiltFromTheContent() {
        assertRepaired(store -> {
            List<byte[]> keys = new ArrayList<>();
            store.find(Keyspaces.CONTENT_IDS, (key, value) -> {
                keys.add(key);
                return keys.size() == 4;
            });
            keys.subList(0, 3).forEach(key -> store.delete(Keyspaces.CONTENT_IDS, key));
            store.flip(Keyspaces.CONTENT_IDS, keys.get(3));
        });
    }

    @Test
    @Shows("integrity-16")
    void namesOfBranchesAreRebuiltFromTheBranches() {
        byte[] side = Keys.branchName("side".getBytes(StandardCharsets.UTF_8));

        assertRepaired(store -> store.delete(Keyspaces.BRANCHES, side));
        assertRepaired(store -> store.flip(Keyspaces.BRANCHES, side));
    }

    @Test
    @Shows("integrity-16")
    void versionsThatTheLogSaysInFullAreRebuilt() {
        assertRepaired(store -> store.delete(Keyspaces.NODES, nodeVersion(nodeA, createdA)));
        assertRepaired(store -> store.flip(Keyspaces.NODES, nodeVersion(nodeA, changedMode)));
        assertRepaired(store -> store.delete(Keyspaces.NODES, nodeVersion(nodeBig, createdBig)));
        assertRepaired(store -> store.delete(Keyspaces.ENTRIES, entryVersion(ROOT, "d", createdDirectory)));
        assertRepaired(store -> store.delete(Keyspaces.NAMES, nodeVersion(nodeChunk, createdChunk)));
        assertRepaired(
                store -> store.delete(Keyspaces.XATTRS, version(Keys.attributePrefix(nodeA, ATTRIBUTE), setAttribute)));
        assertRepaired(store -> {
            byte[] key = nodeVersion(nodeA, changedMode);
            NodeRecord record = NodeRecord.decode(key, store.get(Keyspaces.NODES, key));
            Attributes old = record.liveAttributes();
            Attributes wrong = new Attributes(0777, old.owner(), old.group(), old.modified(), old.accessed());
            store.put(Keyspaces.NODES, key, record.with(wrong).encode(key));
        });
    }

    @Test
    @Shows("integrity-16")
    void firstVersionOfTheRootIsRebuiltFromTheAgeOfTheStore() {
        assertRepaired(store -> store.delete(Keyspaces.NODES, Keys.firstRoot()));
        assertRepaired(store -> store.flip(Keyspaces.NODES, Keys.firstRoot()));
    }

    @Test
    @Shows("integrity-16")
    void contentThatIsLostStaysAFinding() {
        damage(store -> store.delete(Keyspaces.CONTENT, Keys.content(1)));

        VerificationReport report = verify(VerificationOptions.full().repairing());

        assertThat(report.found()).isOne();
        assertThat(report.repaired()).isZero();
        assertThat(report.isSound()).isFalse();
        assertThat(verify().found()).isOne();
    }

    /** A log that is in doubt is no reason to change what it does not agree with. */
    @Test
    @Shows("integrity-16")
    void versionsAreLeftAloneWhereTheLogIsDamaged() {
        byte[] version = nodeVersion(nodeA, changedMode);
        List<byte[]> kept = new ArrayList<>();
        damage(store -> {
            store.delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, createdDirectory));
            store.flip(Keyspaces.NODES, version);
            kept.add(store.get(Keyspaces.NODES, version));
        });

        VerificationReport report = verify(VerificationOptions.full().repairing());

        assertThat(report.repaired()).isZero();
        damage(store -> assertThat(store.get(Keyspaces.NODES, version)).isEqualTo(kept.get(0)));
    }

    @Test
    @Shows("integrity-16")
    void verificationWithoutRepairChangesNothing() {
        damage(store -> store.delete(Keyspaces.ENTRIES, Keys.live(nodeDirectory, MAIN, Name.of("chunk"))));

        assertThat(verify().found()).isOne();
        assertThat(verify().found()).isOne();
    }

    /** Damages the store, repairs it, and finds it as it was; a further repair finds nothing. */
    private void assertRepaired(Consumer<BareStore> damage) {
        List<String> before = new ArrayList<>();
        damage(store -> {
            before.addAll(records(store));
            damage.accept(store);
        });

        VerificationReport report = verify(VerificationOptions.full().repairing());

        assertThat(report.found()).isPositive();
        assertThat(report.findings()).allMatch(finding -> finding.repaired());
        assertThat(report.isSound()).isTrue();
        assertThat(verify(VerificationOptions.full().repairing()).found()).isZero();
        damage(store -> assertThat(records(store)).isEqualTo(before));
    }

    private static List<String> records(BareStore store) {
        List<String> records = new ArrayList<>();
        for (Keyspace keyspace : Keyspaces.ALL) {
            if (!keyspace.equals(Keyspaces.META)) {
                store.each(
                        keyspace,
                        (key, value) ->
                                records.add(keyspace.name() + Arrays.hashCode(key) + "=" + Arrays.hashCode(value)));
            }
        }
        return records;
    }
}
