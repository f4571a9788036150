package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Name;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verification finds what is wrong below a floor as far as that can be known. */
abstract class RecordVerifyPrunedContract extends PrunedStoreContract {
    private static final long MAIN = 1;

    private long kept;
    private long floor;

    @Override
    abstract EngineProvider provider();

    @BeforeEach
    void makePruned() {
        List<View> views = makeHistory(24);
        storage().createSnapshot("s", views.get(9), "");
        storage().prune(KeepRules.builder().keepLast(4).build(), RemovalMode.REMOVE, Progress.NONE);
        kept = views.get(9).point().sequence();
        floor = main().floor().orElseThrow().sequence();
        assertSound();
    }

    private void damage(Consumer<BareStore> change) {
        closeStorage();
        try (BareStore store = BareStore.open(provider(), storeDirectory())) {
            change.accept(store);
        }
    }

    private List<Kind> kinds() {
        return verify().findings().stream()
                .map(VerificationFinding::kind)
                .distinct()
                .toList();
    }

    private VerificationReport verify() {
        return storage().verify(VerificationOptions.full(), Progress.NONE);
    }

    private static boolean isBelow(byte[] key, long seq) {
        return Keys.seqOf(key) <= seq && Keys.seqOf(key) > 0;
    }

    @Test
    @Shows("integrity-15")
    void missingVersionBelowTheFloorIsFoundInEachKeyspace() {
        for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.ENTRIES, Keyspaces.NAMES, Keyspaces.XATTRS)) {
            boolean ofEntries = keyspace.equals(Keyspaces.ENTRIES);
            byte[][] lost = new byte[2][];
            damage(store -> {
                lost[0] = store.find(
                        keyspace,
                        (key, value) -> (!ofEntries || key[Long.BYTES] == Keys.VERSIONS) && isBelow(key, floor));
                lost[1] = store.get(keyspace, lost[0]);
                store.delete(keyspace, lost[0]);
            });

            assertThat(verify().isSound())
                    .as("without a record of " + keyspace.name())
                    .isFalse();
            damage(store -> store.put(keyspace, lost[0], lost[1]));
            assertSound();
        }
    }

    @Test
    @Shows("integrity-15")
    void versionThatShowsAtNoKeptPointIsFound() {
        damage(store -> {
            byte[] key = store.find(Keyspaces.NODES, (found, value) -> isBelow(found, floor));
            // Between two points that were kept, hidden by the version after it.
            byte[] hidden = Keys.version(Arrays.copyOf(key, Long.BYTES), MAIN, Keys.seqOf(key) - 1);
            byte[] other = store.get(Keyspaces.NODES, key);
            store.put(Keyspaces.NODES, hidden, NodeRecord.decode(key, other).encode(hidden));
        });

        assertThat(kinds()).containsExactly(Kind.UNLOGGED_RECORD);
    }

    @Test
    @Shows("integrity-15")
    void missingEndOfAChangeAtAKeptPointIsFound() {
        damage(store -> store.delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, kept)));

        assertThat(kinds()).contains(Kind.MISSING_RECORD);
    }

    @Test
    @Shows("integrity-15")
    void missingKeptPointIsFound() {
        damage(store -> store.delete(Keyspaces.BRANCHES, Keys.keptPoint(MAIN, kept)));

        assertThat(kinds()).contains(Kind.MISSING_RECORD, Kind.MISSING_POINT);
    }

    /** The listing is then the last that tells of the entry; a repair took it for wrong, and said that all was well. */
    @Test
    @Shows("integrity-15")
    void listingOfAVersionThatIsMissingBelowTheFloorIsLeftAlone() {
        byte[][] listed = new byte[2][];
        damage(store -> {
            byte[] version = store.find(
                    Keyspaces.ENTRIES,
                    (key, value) -> key[Long.BYTES] == Keys.VERSIONS && isBelow(key, floor) && isListed(store, key));
            store.delete(Keyspaces.ENTRIES, version);
            listed[0] = liveKey(version);
            listed[1] = store.get(Keyspaces.ENTRIES, listed[0]);
        });

        VerificationReport report = storage().verify(VerificationOptions.full().repairing(), Progress.NONE);

        assertThat(report.repaired()).isZero();
        assertThat(report.isSound()).isFalse();
        damage(store -> assertThat(store.get(Keyspaces.ENTRIES, listed[0])).isEqualTo(listed[1]));
    }

    private static boolean isListed(BareStore store, byte[] version) {
        return store.has(Keyspaces.ENTRIES, liveKey(version));
    }

    private static byte[] liveKey(byte[] version) {
        // parent, zone, name, 00, branch, seq
        Name name = Name.of(Arrays.copyOfRange(version, Long.BYTES + 1, version.length - 2 * Long.BYTES - 1));
        return Keys.live(Keys.longAt(version, 0), MAIN, name);
    }

    @Test
    @Shows("integrity-15")
    void missingFloorIsFound() {
        damage(store -> store.delete(Keyspaces.BRANCHES, Keys.floor(MAIN)));

        assertThat(verify().isSound()).isFalse();
    }

    @Test
    @Shows("integrity-15")
    void chainIsRecomputedFromTheLinkAtTheFloor() {
        damage(store -> {
            byte[] first = store.find(Keyspaces.OPERATIONS, (key, value) -> Keys.longAt(key, Long.BYTES) > floor);
            store.delete(Keyspaces.OPERATIONS, first);
        });

        assertThat(verify().isSound()).isFalse();
    }

    @Test
    @Shows("integrity-15")
    void operationBelowTheFloorThatWasToGoIsFound() {
        damage(store -> {
            byte[] there = Keys.operation(MAIN, kept);
            byte[] other = Keys.operation(MAIN, kept - 1);
            OperationRecord record = OperationRecord.decode(there, store.get(Keyspaces.OPERATIONS, there));
            store.put(Keyspaces.OPERATIONS, other, record.encode(other));
        });

        assertThat(kinds()).containsExactly(Kind.UNLOGGED_RECORD);
    }

    @Test
    @Shows("integrity-15")
    void listingBelowTheFloorIsRepairedFromTheVersions() {
        damage(store -> {
            byte[] dead = store.find(Keyspaces.ENTRIES, (key, value) -> key[Long.BYTES] == Keys.DEAD);
            store.delete(Keyspaces.ENTRIES, dead);
        });

        assertThat(kinds()).containsExactly(Kind.WRONG_LISTING);
        assertThat(storage()
                        .verify(VerificationOptions.full().repairing(), Progress.NONE)
                        .isSound())
                .isTrue();
        assertSound();
    }
}
