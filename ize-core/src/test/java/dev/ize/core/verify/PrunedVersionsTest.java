package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.A;
import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.D;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.format.TallyRecord.Column;
import dev.ize.core.prune.Tally;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.VerificationFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main branch was pruned up to 4, 1 stays, and the sweep has left what these two show. */
class PrunedVersionsTest {
    private static final long ACT = 9;
    private static final Name X = Name.of("x");

    private final HandMadeStore store = new HandMadeStore();

    @AutoClose
    private final TrialVerification verification = new TrialVerification(store);

    private final Tally tally = new Tally();

    @BeforeEach
    void prune() {
        store.pruneMain(ACT);
        store.putCounters(new CountersRecord(10, 3, 4, 6, time(0), time(9), ACT, store.storeLink()));
        store.putOperation(MAIN, 1, store.operation(MAIN, 1).asLink(1));
        store.putOperation(MAIN, 4, store.operation(MAIN, 4).asLink(4));
        store.delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, 2));
        store.delete(Keyspaces.OPERATIONS, Keys.operation(MAIN, 3));
        store.delete(Keyspaces.NODES, node(FILE, 2));
        store.delete(Keyspaces.NAMES, node(FILE, 2));
        store.delete(Keyspaces.ENTRIES, entry(DIRECTORY, A, 2));
        store.delete(Keyspaces.ENTRIES, entry(DIRECTORY, A, 4));
        store.delete(Keyspaces.ENTRIES, Keys.dead(DIRECTORY, MAIN, 4, A));
        moveContent();
        store.putNames(MAIN, 4, FILE, new Link(true, DIRECTORY, B));
        tally.add(MAIN, Keyspaces.NODES, Keys.firstRoot());
        tally.add(MAIN, Keyspaces.NODES, node(DIRECTORY, 1));
        tally.add(MAIN, Keyspaces.NODES, node(FILE, 3));
        tally.add(MAIN, Keyspaces.ENTRIES, entry(ROOT, D, 1));
        tally.add(MAIN, Keyspaces.ENTRIES, entry(DIRECTORY, B, 4));
        tally.add(MAIN, Keyspaces.NAMES, node(DIRECTORY, 1));
        tally.add(MAIN, Keyspaces.NAMES, node(FILE, 4));
        store.putTally(MAIN, tally.of(MAIN, ACT));
    }

    private void moveContent() {
        byte[] raw = "tiny".getBytes(StandardCharsets.UTF_8);
        store.putContent(raw, 5, verification.codec.encode(raw));
        store.putNode(MAIN, 3, FILE, file());
    }

    private static NodeRecord file() {
        NodeRecord file = HandMadeStore.file(0600);
        return file.with(new ContentLocation(file.fileContent().reference(), new ContentLocation.InContent(5)));
    }

    private static byte[] node(long node, long seq) {
        return Keys.version(Keys.nodePrefix(node), MAIN, seq);
    }

    private static byte[] entry(long parent, Name name, long seq) {
        return Keys.version(Keys.entryPrefix(parent, name), MAIN, seq);
    }

    private void putEntry(Name name, long seq, long node) {
        store.putEntry(MAIN, seq, DIRECTORY, name, node, NodeKind.FILE);
        tally.add(MAIN, Keyspaces.ENTRIES, entry(DIRECTORY, name, seq));
        store.putTally(MAIN, tally.of(MAIN, ACT));
    }

    @Test
    void whatTheSweepHasLeftIsSound() {
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void versionThatShowsAtNoKeptPointIsFoundOnceTheSweepIsOver() {
        store.putNode(MAIN, 2, FILE, file());
        tally.add(MAIN, Keyspaces.NODES, node(FILE, 2));
        store.putTally(MAIN, tally.of(MAIN, ACT));
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, "A record below the floor shows at no point that was kept.");

        store.delete(Keyspaces.BRANCHES, Keys.tally(MAIN));
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void versionOfAnotherThingHidesNone() {
        store.putNode(MAIN, 2, 7, file().withLinks(0));
        tally.add(MAIN, Keyspaces.NODES, node(7, 2));
        store.putNode(MAIN, 2, 9, file().withLinks(0));
        tally.add(MAIN, Keyspaces.NODES, node(9, 2));
        store.putTally(MAIN, tally.of(MAIN, ACT));

        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void entryWhoseNodeIsNotThereIsFound() {
        putEntry(X, 2, 99);

        verification.assertFindsOne(Kind.MISSING_RECORD, "An entry leads to a node that is not there.");
    }

    @Test
    void entryThatItsNodeDoesNotKnowIsFound() {
        putEntry(X, 2, FILE);

        verification.assertFindsOne(Kind.MISSING_RECORD, "A node does not know of an entry that leads to it.");
    }

    @Test
    void numberOfVersionsIsThatOfTheTally() {
        TallyRecord right = tally.of(MAIN, ACT);
        Column nodes = right.nodes();
        String words = "Below the floor are other records than the pruning has left.";
        putNodes(right, new Column(nodes.count() + 1, nodes.sum()));
        verification.assertFindsOne(Kind.MISSING_RECORD, words + " branch=1 found=3 expected=4");
        putNodes(right, new Column(nodes.count() - 1, nodes.sum()));
        verification.assertFindsOne(Kind.UNLOGGED_RECORD, words + " branch=1 found=3 expected=2");
        putNodes(right, new Column(nodes.count(), nodes.sum() + 1));
        verification.assertFindsOne(Kind.DIFFERENT_RECORD, words + " branch=1 found=3 expected=3");
    }

    private void putNodes(TallyRecord right, Column nodes) {
        store.putTally(MAIN, new TallyRecord(ACT, nodes, right.entries(), right.names(), right.attributes()));
    }

    @Test
    void listingIsRepairedWhereTheVersionsAreKnownToBeAll() {
        byte[] live = Keys.live(DIRECTORY, MAIN, B);
        TallyRecord right = tally.of(MAIN, ACT);
        store.delete(Keyspaces.ENTRIES, live);
        for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.XATTRS)) {
            Column more = new Column(right.column(keyspace).count() + 1, 0);
            boolean ofNodes = keyspace.equals(Keyspaces.NODES);
            store.putTally(
                    MAIN,
                    new TallyRecord(
                            ACT,
                            ofNodes ? more : right.nodes(),
                            right.entries(),
                            right.names(),
                            ofNodes ? right.attributes() : more));
            assertThat(verification.repair().repaired()).isZero();
        }
        store.delete(Keyspaces.BRANCHES, Keys.tally(MAIN));
        assertThat(verification.repair().repaired()).isZero();

        store.putTally(MAIN, right);

        assertThat(verification.repair().repaired()).isOne();
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void operationsThatWereToGoAreFoundOnceTheSweepIsOver() {
        OperationRecord later = store.operation(MAIN, 8);
        store.putOperation(
                MAIN, 3, new OperationRecord(3, later.operation(), later.inlineContent(), List.of(), later.closing()));
        assertThat(verification.findings())
                .anyMatch(finding -> finding.kind() == Kind.UNLOGGED_RECORD
                        && finding.description().contains("The log has more below the floor"));

        store.putOperation(MAIN, 3, later.asLink(3));
        assertThat(verification.findings())
                .anyMatch(finding -> finding.description().contains("The log has more below the floor"));
    }

    @Test
    void endBelowTheFloorThatDoesNotDecodeIsFound() {
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 1));

        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_RECORD);
    }

    @Test
    void chainGoesOnFromTheFloor() {
        store.forgeAuthor(MAIN, 8);

        verification.assertFindsOne(
                Kind.BROKEN_CHAIN, "A change's link does not follow from the change and the link before.");
    }
}
