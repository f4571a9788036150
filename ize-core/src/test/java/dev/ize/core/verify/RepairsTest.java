package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.A;
import static dev.ize.core.verify.HandMadeStore.ATTRIBUTE;
import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.D;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationReport;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a verification puts right, and what it must not. */
class RepairsTest {
    private static final StorePath PATH = StorePath.of("/d/b");

    private final HandMadeStore store = new HandMadeStore();

    @AutoClose
    private final TrialVerification verification = new TrialVerification(store);

    @Test
    void firstVersionOfTheRootIsRepaired() {
        store.delete(Keyspaces.NODES, Keys.firstRoot());
        verification.assertIsRepaired(Kind.MISSING_RECORD, "The root's first version is missing.");

        store.putNode(MAIN, 0, ROOT, HandMadeStore.file(0644));
        verification.assertIsRepaired(Kind.DIFFERENT_RECORD, "The root's first version is not that of a new store.");

        store.flip(Keyspaces.NODES, Keys.firstRoot());
        assertThat(verification.repair().repaired()).isOne();
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void listingsAreRepaired() {
        store.delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        store.delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, SIDE, B));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        store.delete(Keyspaces.ENTRIES, Keys.dead(DIRECTORY, MAIN, 4, A));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing lacks an entry.");

        byte[] live = Keys.live(ROOT, MAIN, D);
        store.putEntry(live, new EntryRecord(1, FILE, NodeKind.FILE));
        verification.assertIsRepaired(Kind.WRONG_LISTING, "A directory's listing has something else for an entry.");

        for (byte[] key : new byte[][] {
            Keys.live(DIRECTORY, MAIN, D),
            Keys.live(DIRECTORY, SIDE, A),
            Keys.live(DIRECTORY, MAIN, A),
            Keys.dead(DIRECTORY, MAIN, 3, A),
            Keys.dead(DIRECTORY, MAIN, 4, B),
            Keys.dead(DIRECTORY, SIDE, 7, B)
        }) {
            store.putEntry(key, new EntryRecord(2, FILE, NodeKind.FILE));
            verification.assertIsRepaired(
                    Kind.WRONG_LISTING, "A directory's listing has an entry that no version explains.");
        }

        store.flip(Keyspaces.ENTRIES, live);
        assertThat(verification.repair().repaired()).isOne();
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void versionsThatTheLogSaysAreRepaired() {
        for (long seq : new long[] {2, 3}) {
            store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), MAIN, seq));
            verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");
        }
        store.delete(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), SIDE, 7));
        verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        store.delete(Keyspaces.NAMES, Keys.version(Keys.nodePrefix(FILE), MAIN, 4));
        verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        store.delete(Keyspaces.XATTRS, Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8));
        verification.assertIsRepaired(Kind.MISSING_RECORD, "A record that an operation wrote is missing.");

        store.putNode(MAIN, 3, FILE, HandMadeStore.file(0640));
        verification.assertIsRepaired(Kind.DIFFERENT_RECORD, "A record does not say what its operation wrote.");

        store.putEntry(Keys.version(Keys.entryPrefix(ROOT, D), MAIN, 1), new EntryRecord(1, FILE, NodeKind.FILE));
        verification.assertIsRepaired(Kind.DIFFERENT_RECORD, "A record does not say what its operation wrote.");
    }

    @Test
    void nothingIsRepairedFromALogThatIsInDoubt() {
        store.flip(Keyspaces.OPERATIONS, Keys.operation(MAIN, 8));
        store.delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B));

        VerificationReport report = verification.repair();

        assertThat(report.repaired()).isZero();
        assertThat(store.records().get(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B)))
                .isNull();
    }

    @Test
    void attributeWithMoreThanItsValueIsDamaged() {
        byte[] key = Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 8);
        ByteWriter value = new ByteWriter().u8(1).sized(new byte[] {5}).u8(0);
        store.putSealed(Keyspaces.XATTRS, key, value);

        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_RECORD);
        assertThat(verification.repair().repaired()).isOne();
        assertThat(verification.kinds()).isEmpty();
    }

    @Test
    void removalOfAnAttributeIsWrittenAnew() {
        byte[] key = Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, 9);
        store.change(
                MAIN,
                9,
                new Operation.RemoveExtendedAttribute(StorePath.of("/d"), ATTRIBUTE),
                new Effect.OfAttribute(DIRECTORY, ATTRIBUTE));
        assertThat(verification.kinds()).containsExactly(Kind.MISSING_RECORD);

        assertThat(verification.repair().repaired()).isOne();

        assertThat(store.records().get(Keyspaces.XATTRS, key))
                .isEqualTo(Checksum.seal(Keyspaces.XATTRS, key, new ByteWriter().u8(0)));
        assertThat(verification.kinds()).isEmpty();
    }

    /** The log says how long the file is after a write, and not what it holds. */
    @Test
    void versionOfWhichTheLogDoesNotSayTheContentIsNotMadeUp() {
        store.change(
                MAIN,
                9,
                new Operation.TruncateFile(PATH, 2, Optional.of(time(9))),
                Optional.of(new byte[2]),
                new Effect.OfNode(FILE));

        VerificationReport report = verification.repair();

        assertThat(report.findings()).extracting(VerificationFinding::kind).containsExactly(Kind.MISSING_RECORD);
        assertThat(report.repaired()).isZero();
        assertThat(store.records().get(Keyspaces.NODES, Keys.version(Keys.nodePrefix(FILE), MAIN, 9)))
                .isNull();
    }

    @Test
    void versionOfAFileIsWrittenAnewWhereItsContentIsStored() {
        byte[] raw = new byte[500];
        ContentReference reference =
                new ContentReference(ContentHash.ofContent(raw), ContentReference.Form.BYTES, raw.length);
        Name name = Name.of("new");
        NodeRecord made = NodeRecord.file(
                new Attributes(0644, 0, 0, time(9), time(9)),
                new ContentLocation(reference, new ContentLocation.InContent(5)));
        store.putContent(raw, 5, verification.codec.encode(raw));
        store.putEntry(MAIN, 9, ROOT, name, 4, NodeKind.FILE);
        store.putNames(MAIN, 9, 4, new Link(true, ROOT, name));
        store.change(
                MAIN,
                9,
                new Operation.CreateFile(StorePath.of("/new"), reference, 0644, Optional.of(time(9))),
                new Effect.OfNode(4),
                new Effect.OfEntry(ROOT, name),
                new Effect.OfNames(4));
        byte[] key = Keys.version(Keys.nodePrefix(4), MAIN, 9);

        assertThat(verification.repair().repaired()).isOne();

        assertThat(NodeRecord.decode(key, store.records().get(Keyspaces.NODES, key)))
                .isEqualTo(made);
        assertThat(verification.kinds()).isEmpty();
    }
}
