package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.ATTRIBUTE;
import static dev.ize.core.verify.HandMadeStore.B;
import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.ROOT;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ByteWriter;
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
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A store with one operation more: the records that it must have written, and others; and operations that cannot be. */
class ReplayedOperationsTest {
    private static final long SEQ = 9;
    private static final StorePath PATH = StorePath.of("/d/b");
    private static final Name NEW = Name.of("new");
    private static final StorePath NEW_PATH = StorePath.of("/new");
    private static final long NEW_NODE = 4;
    private static final Optional<byte[]> NONE = Optional.empty();
    private static final Optional<Instant> NOW = Optional.of(time(SEQ));

    private final HandMadeStore store = new HandMadeStore();

    @AutoClose
    private final TrialVerification verification = new TrialVerification(store);

    private void assertImpossible(String words, Operation operation, Effect... effects) {
        HandMadeStore another = new HandMadeStore();
        another.change(MAIN, SEQ, operation, effects);

        assertThat(TrialVerification.findingsOf(another))
                .as(operation.toString())
                .anyMatch(finding -> finding.kind() == Kind.IMPOSSIBLE_OPERATION
                        && finding.description().contains(words));
    }

    /** Does an operation that writes one version of a node, with a right and with wrong ones. */
    private void assertWrites(
            Operation operation, Optional<byte[]> content, long node, NodeRecord right, NodeRecord... wrong) {
        store.change(MAIN, SEQ, operation, content, new Effect.OfNode(node));
        store.putNode(MAIN, SEQ, node, right);
        assertThat(verification.findings()).isEmpty();

        for (NodeRecord record : wrong) {
            store.putNode(MAIN, SEQ, node, record);

            assertThat(verification.kinds()).as(record.toString()).containsExactly(Kind.DIFFERENT_RECORD);
        }
    }

    private static Attributes attributes(int mode, int owner, int group, long modified, long accessed) {
        return new Attributes(mode, owner, group, time(modified), time(accessed));
    }

    private static NodeRecord file() {
        return HandMadeStore.file(0600);
    }

    /** The file with content of a length that lies in the operation, and the time of it. */
    private static NodeRecord written(byte[] content) {
        return file().with(attributes(0600, 0, 0, SEQ, 2))
                .with(new ContentLocation(reference(content), new ContentLocation.InOperation(MAIN, SEQ)));
    }

    private static ContentReference reference(byte[] content) {
        return new ContentReference(ContentHash.ofContent(content), ContentReference.Form.BYTES, content.length);
    }

    @Test
    void permissionsAndOwnersLeaveTheRest() {
        assertWrites(
                new Operation.SetOwnership(PATH, 7, 8),
                NONE,
                FILE,
                file().with(attributes(0600, 7, 8, 2, 2)),
                file().with(attributes(0600, 8, 7, 2, 2)),
                file().with(attributes(0600, 7, 8, SEQ, 2)),
                file().with(attributes(0601, 7, 8, 2, 2)),
                file().with(attributes(0600, 7, 8, 2, 2)).withLinks(2),
                file().withLinks(0));
    }

    @Test
    void modeOfTheRootIsSet() {
        NodeRecord root = NodeRecord.firstRoot(time(0));
        assertWrites(
                new Operation.SetPermissions(StorePath.ROOT, 0700),
                NONE,
                ROOT,
                root.with(attributes(0700, 0, 0, 0, 0)),
                root,
                NodeRecord.symlink(attributes(0700, 0, 0, 0, 0), new byte[1]));
    }

    @Test
    void eachTimeIsSetAlone() {
        assertWrites(
                new Operation.SetTimestamps(PATH, NOW, Optional.empty()),
                NONE,
                FILE,
                file().with(attributes(0600, 0, 0, SEQ, 2)),
                file().with(attributes(0600, 0, 0, 2, SEQ)),
                file());
    }

    @Test
    void timeOfTheLastAccessIsSetAlone() {
        assertWrites(
                new Operation.SetTimestamps(PATH, Optional.empty(), NOW),
                NONE,
                FILE,
                file().with(attributes(0600, 0, 0, 2, SEQ)),
                file().with(attributes(0600, 0, 0, SEQ, 2)));
    }

    @Test
    void writeBehindTheEndMakesAFileLonger() {
        byte[] content = new byte[6];
        assertWrites(
                new Operation.WriteFile(PATH, 2, reference(new byte[4]), NOW),
                Optional.of(content),
                FILE,
                written(content),
                written(content).with(attributes(0600, 0, 0, 2, 2)),
                file().with(attributes(0600, 0, 0, SEQ, 2)));
    }

    @Test
    void writeInsideAFileLeavesItsLength() {
        byte[] content = new byte[4];
        assertWrites(
                new Operation.WriteFile(PATH, 1, reference(new byte[2]), NOW),
                Optional.of(content),
                FILE,
                written(content));
    }

    @Test
    void writeOfNothingLeavesTheContent() {
        assertWrites(
                new Operation.WriteFile(PATH, 40, reference(new byte[0]), NOW),
                Optional.of(new byte[4]),
                FILE,
                file().with(attributes(0600, 0, 0, SEQ, 2)),
                written(new byte[4]));
    }

    @Test
    void truncationLeavesTheLengthThatItSays() {
        byte[] content = new byte[3];
        assertWrites(
                new Operation.TruncateFile(PATH, 3, NOW),
                Optional.of(content),
                FILE,
                written(content),
                file().with(attributes(0600, 0, 0, SEQ, 2)));
    }

    @Test
    void truncationToTheSameLengthLeavesTheContent() {
        assertWrites(
                new Operation.TruncateFile(PATH, 4, NOW),
                Optional.of(new byte[4]),
                FILE,
                file().with(attributes(0600, 0, 0, SEQ, 2)),
                written(new byte[4]));
    }

    @Test
    void replacedContentIsThatOfTheLog() {
        byte[] content = {1, 2};
        assertWrites(
                new Operation.ReplaceContent(PATH, reference(content), NOW),
                Optional.of(content),
                FILE,
                written(content),
                file().with(attributes(0600, 0, 0, SEQ, 2)),
                written(content).with(attributes(0600, 0, 0, 2, 2)));
    }

    private void create(NodeRecord record) {
        store.putNode(MAIN, SEQ, NEW_NODE, record);
        store.putEntry(MAIN, SEQ, ROOT, NEW, NEW_NODE, record.kind());
        store.putNames(MAIN, SEQ, NEW_NODE, new Link(true, ROOT, NEW));
    }

    private static Effect[] creation() {
        return new Effect[] {new Effect.OfNode(NEW_NODE), new Effect.OfEntry(ROOT, NEW), new Effect.OfNames(NEW_NODE)};
    }

    @Test
    void symlinkIsMadeWithItsTarget() {
        byte[] target = {'x'};
        create(NodeRecord.symlink(attributes(0777, 0, 0, SEQ, SEQ), target));
        store.change(MAIN, SEQ, new Operation.CreateSymlink(NEW_PATH, target, NOW), creation());
        assertThat(verification.findings()).isEmpty();

        for (NodeRecord wrong : new NodeRecord[] {
            NodeRecord.symlink(attributes(0777, 0, 0, SEQ, SEQ), new byte[] {'y'}),
            NodeRecord.symlink(attributes(0755, 0, 0, SEQ, SEQ), target),
            NodeRecord.symlink(attributes(0777, 0, 0, SEQ, SEQ), target).withLinks(2)
        }) {
            store.putNode(MAIN, SEQ, NEW_NODE, wrong);
            assertThat(verification.kinds()).containsExactly(Kind.DIFFERENT_RECORD);
        }
    }

    @Test
    void hardLinkIsOneMoreEntryOfItsNode() {
        store.putNode(MAIN, SEQ, FILE, file().withLinks(2));
        store.putEntry(MAIN, SEQ, ROOT, NEW, FILE, NodeKind.FILE);
        store.putNames(MAIN, SEQ, FILE, new Link(true, ROOT, NEW));
        store.change(
                MAIN,
                SEQ,
                new Operation.CreateHardLink(PATH, NEW_PATH),
                new Effect.OfNode(FILE),
                new Effect.OfEntry(ROOT, NEW),
                new Effect.OfNames(FILE));
        assertThat(verification.findings()).isEmpty();

        store.putNode(MAIN, SEQ, FILE, file());
        assertThat(verification.kinds()).containsExactly(Kind.DIFFERENT_RECORD);
    }

    @Test
    void exchangedEntriesLeadToEachOthersNodes() {
        create(NodeRecord.directory(attributes(0700, 0, 0, SEQ, SEQ)));
        store.change(MAIN, SEQ, new Operation.CreateDirectory(NEW_PATH, 0700, NOW), creation());
        exchange(10, NEW_NODE, NodeKind.DIRECTORY, FILE, NodeKind.FILE);
        store.putNames(MAIN, 10, FILE, new Link(false, DIRECTORY, B), new Link(true, ROOT, NEW));
        store.putNames(MAIN, 10, NEW_NODE, new Link(false, ROOT, NEW), new Link(true, DIRECTORY, B));
        store.change(
                MAIN,
                10,
                new Operation.ExchangeEntries(PATH, NEW_PATH),
                new Effect.OfEntry(DIRECTORY, B),
                new Effect.OfEntry(ROOT, NEW),
                new Effect.OfNames(FILE),
                new Effect.OfNames(NEW_NODE));
        assertThat(verification.findings()).isEmpty();

        store.putNames(MAIN, 10, FILE, new Link(true, ROOT, NEW), new Link(false, DIRECTORY, B));
        store.putNames(MAIN, 10, NEW_NODE, new Link(true, DIRECTORY, B), new Link(false, ROOT, NEW));
        assertThat(verification.kinds()).containsExactly(Kind.DIFFERENT_RECORD, Kind.DIFFERENT_RECORD);
    }

    private void exchange(long seq, long inDirectory, NodeKind kind, long inRoot, NodeKind kindInRoot) {
        store.putEntry(Keys.dead(DIRECTORY, MAIN, seq, B), new EntryRecord(4, FILE, NodeKind.FILE));
        store.putEntry(Keys.dead(ROOT, MAIN, seq, NEW), new EntryRecord(SEQ, NEW_NODE, NodeKind.DIRECTORY));
        store.putEntry(MAIN, seq, DIRECTORY, B, inDirectory, kind);
        store.putEntry(MAIN, seq, ROOT, NEW, inRoot, kindInRoot);
    }

    @Test
    void fileThatIsRenamedOverLosesItsEntry() {
        byte[] content = {7};
        create(NodeRecord.file(
                attributes(0644, 0, 0, SEQ, SEQ),
                new ContentLocation(reference(content), new ContentLocation.InOperation(MAIN, SEQ))));
        Operation creation = new Operation.CreateFile(NEW_PATH, reference(content), 0644, NOW);
        store.change(MAIN, SEQ, creation, Optional.of(content), creation());
        store.putEntry(Keys.dead(DIRECTORY, MAIN, 10, B), new EntryRecord(4, FILE, NodeKind.FILE));
        store.putEntry(Keys.dead(ROOT, MAIN, 10, NEW), new EntryRecord(SEQ, NEW_NODE, NodeKind.FILE));
        store.putEntry(MAIN, 10, DIRECTORY, B, 0, null);
        store.records().delete(Keyspaces.ENTRIES, Keys.live(DIRECTORY, MAIN, B));
        store.putEntry(MAIN, 10, ROOT, NEW, FILE, NodeKind.FILE);
        store.putNames(MAIN, 10, FILE, new Link(false, DIRECTORY, B), new Link(true, ROOT, NEW));
        store.putNames(MAIN, 10, NEW_NODE, new Link(false, ROOT, NEW));
        store.putNode(MAIN, 10, NEW_NODE, file().withLinks(0));
        store.change(
                MAIN,
                10,
                new Operation.RenameFile(PATH, NEW_PATH),
                new Effect.OfNode(NEW_NODE),
                new Effect.OfEntry(DIRECTORY, B),
                new Effect.OfEntry(ROOT, NEW),
                new Effect.OfNames(FILE),
                new Effect.OfNames(NEW_NODE));
        assertThat(verification.findings()).isEmpty();

        store.putNode(MAIN, 10, NEW_NODE, file());
        assertThat(verification.kinds()).containsExactly(Kind.DIFFERENT_RECORD);
    }

    @Test
    void attributeThatIsRemovedIsThereAsRemoved() {
        byte[] key = Keys.version(Keys.attributePrefix(DIRECTORY, ATTRIBUTE), MAIN, SEQ);
        store.putSealed(Keyspaces.XATTRS, key, new ByteWriter().u8(0));
        store.change(
                MAIN,
                SEQ,
                new Operation.RemoveExtendedAttribute(StorePath.of("/d"), ATTRIBUTE),
                new Effect.OfAttribute(DIRECTORY, ATTRIBUTE));
        assertThat(verification.findings()).isEmpty();

        store.putSealed(Keyspaces.XATTRS, key, new ByteWriter().u8(1).sized(new byte[1]));
        assertThat(verification.kinds()).containsExactly(Kind.DIFFERENT_RECORD);
    }

    @Test
    void operationThatDoesNotFitTheTreeBeforeItIsImpossible() {
        ContentReference content = reference(new byte[0]);
        StorePath nowhere = StorePath.of("/d/c");
        assertImpossible("something at its path already", new Operation.CreateFile(PATH, content, 0644, NOW));
        assertImpossible("something at its path already", new Operation.CreateDirectory(PATH, 0755, NOW));
        assertImpossible("something at its path already", new Operation.CreateSymlink(PATH, new byte[] {'x'}, NOW));
        assertImpossible("nothing at its path", new Operation.DeleteFile(nowhere));
        assertImpossible("nothing at its path", new Operation.RenameFile(nowhere, PATH));
        assertImpossible("nothing at its path", new Operation.CreateHardLink(nowhere, NEW_PATH));
        assertImpossible("nothing at its path", new Operation.ExchangeEntries(nowhere, PATH));
        assertImpossible("nothing at its path", new Operation.SetPermissions(nowhere, 0));
        assertImpossible("something of another kind", new Operation.DeleteDirectory(PATH));
        assertImpossible("something of another kind", new Operation.DeleteSymlink(PATH));
        assertImpossible("something of another kind", new Operation.DeleteFile(StorePath.of("/d")));
        assertImpossible("no file at its path", new Operation.TruncateFile(StorePath.of("/d"), 0, NOW));
        assertImpossible("no directory above its path", new Operation.DeleteFile(StorePath.of("/x/y")));
        assertImpossible("no directory above its path", new Operation.DeleteFile(StorePath.of("/d/b/c")));
    }

    @Test
    void creationThatNamesNoNodeIsImpossible() {
        assertImpossible("the log names none", new Operation.CreateDirectory(NEW_PATH, 0755, NOW));
        assertImpossible(
                "the log names none",
                new Operation.CreateDirectory(NEW_PATH, 0755, NOW),
                new Effect.OfEntry(ROOT, NEW));
    }

    @Test
    void operationThatNamesOtherRecordsThanItMustIsImpossible() {
        String words = "wrote other records than it must have";
        Operation operation = new Operation.SetPermissions(PATH, 0640);
        assertImpossible(words, operation);
        assertImpossible(words, operation, new Effect.OfNode(DIRECTORY));
        assertImpossible(words, operation, new Effect.OfNode(FILE), new Effect.OfNames(FILE));
        assertImpossible(words, operation, new Effect.OfNode(FILE), new Effect.OfNode(FILE));
    }

    @Test
    void branchIsReplayedOverWhatItWasForkedFrom() {
        Operation operation = new Operation.DeleteFile(PATH);
        HandMadeStore another = new HandMadeStore();
        another.change(SIDE, SEQ, operation);

        assertThat(TrialVerification.findingsOf(another))
                .extracting(VerificationFinding::description)
                .singleElement()
                .asString()
                .contains("There is nothing at its path.");
    }
}
