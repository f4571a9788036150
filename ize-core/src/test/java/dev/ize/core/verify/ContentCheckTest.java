package dev.ize.core.verify;

import static dev.ize.core.verify.HandMadeStore.FILE;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.TrialVerification.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.HighestId;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.ContentReference;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Contents that are not stored, or not as they must be, and the ways to them. */
class ContentCheckTest {
    private static final VerificationOptions QUICK = VerificationOptions.withoutContentBytes();

    private final HandMadeStore store = new HandMadeStore();

    @AutoClose
    private final TrialVerification verification = new TrialVerification(store);

    @Test
    void contentInAnOperationIsComparedWithItsHash() {
        OperationRecord right = store.operation(MAIN, 2);
        for (byte[] content : new byte[][] {{'t', 'i', 'n', 'x'}, {'t'}, {}}) {
            store.putOperation(
                    MAIN,
                    2,
                    new OperationRecord(2, right.operation(), Optional.of(content), right.effects(), Optional.empty()));
            assertThat(verification.findings())
                    .anyMatch(finding -> finding.kind() == Kind.DAMAGED_CONTENT
                            && finding.description().contains("Content in an operation does not match its hash"));
        }
        store.putOperation(
                MAIN,
                2,
                new OperationRecord(2, right.operation(), Optional.empty(), right.effects(), Optional.empty()));
        assertThat(verification.findings())
                .anyMatch(finding -> finding.kind() == Kind.MISSING_CONTENT
                        && finding.description().contains("does not hold it"));
    }

    @Test
    void contentThatIsNowhereIsFoundUnlessItIsEmpty() {
        NodeRecord file = HandMadeStore.file(0600);
        store.putNode(
                MAIN,
                3,
                FILE,
                file.with(new ContentLocation(file.fileContent().reference(), new ContentLocation.Nowhere())));

        verification.assertFindsOne(Kind.MISSING_CONTENT, "A file's content is said to be nowhere, and is not empty.");
    }

    @Test
    void contentThatIsNotStoredIsFoundWithItsPlaces() {
        NodeRecord file = HandMadeStore.file(0600);
        ContentReference reference = file.fileContent().reference();
        store.putNode(MAIN, 3, FILE, file.with(new ContentLocation(reference, new ContentLocation.InContent(5))));

        VerificationFinding finding =
                verification.assertFindsOne(Kind.MISSING_CONTENT, "A file's content is not stored.");

        assertThat(finding.places())
                .extracting(place -> place.point().sequence())
                .containsExactly(3L);
    }

    @Test
    void storedContentIsFoundByItsHashAndUnderItsId() {
        byte[] idKey = putContent("tiny", 5);
        assertThat(verification.findings()).isEmpty();
        NodeRecord file = HandMadeStore.file(0600);
        ContentReference reference = file.fileContent().reference();
        store.putNode(MAIN, 3, FILE, file.with(new ContentLocation(reference, new ContentLocation.InContent(5))));
        assertThat(verification.findings()).isEmpty();

        store.putNode(MAIN, 3, FILE, file.with(new ContentLocation(reference, new ContentLocation.InContent(6))));
        verification.assertFindsOne(Kind.DIFFERENT_RECORD, "stored under another id than the file says. id=6");
        store.putNode(MAIN, 3, FILE, file);

        byte[] row = store.records().get(Keyspaces.CONTENT_IDS, idKey);
        store.delete(Keyspaces.CONTENT_IDS, idKey);
        verification.assertIsRepaired(Kind.MISSING_RECORD, "No hash leads to an object. id=5");
        assertThat(store.records().get(Keyspaces.CONTENT_IDS, idKey)).isEqualTo(row);

        store.delete(Keyspaces.CONTENT, Keys.content(5));
        verification.assertFindsOne(Kind.MISSING_CONTENT, "A hash leads to content that is not there. id=5");
    }

    private byte[] putContent(String text, long id) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        return store.putContent(raw, id, verification.codec.encode(raw));
    }

    @Test
    void objectThatDoesNotMatchItsHashIsFound() {
        putContent("right", 5);
        store.records().put(Keyspaces.CONTENT, Keys.content(5), verification.codec.encode(new byte[] {1, 2, 3}));
        verification.assertFindsOne(Kind.DAMAGED_CONTENT, "Content does not match its hash. id=5");

        store.records().put(Keyspaces.CONTENT, Keys.content(5), new byte[] {1, 2, 3});
        verification.assertFindsOne(Kind.DAMAGED_CONTENT, "Content does not match its hash. id=5");
    }

    @Test
    void twoHashesOfOneObjectAreFound() {
        putContent("right", 5);
        store.putHash(new byte[] {1, 2, 3}, 5);

        assertThat(verification.findings())
                .anyMatch(finding -> finding.kind() == Kind.DIFFERENT_RECORD
                        && finding.description().contains("Two hashes lead to one object. id=5"));
    }

    @Test
    void keysThatNoContentHasAreFound() {
        for (byte[] key : new byte[][] {new byte[32], new byte[34], forged(2), forged(-1)}) {
            store.records().put(Keyspaces.CONTENT_IDS, key, new byte[8]);
            verification.assertFindsOne(Kind.MALFORMED_KEY, "No record has such a key.");
            store.records().delete(Keyspaces.CONTENT_IDS, key);
        }
        store.records().put(Keyspaces.CONTENT_IDS, forged(1), new byte[8]);
        verification.assertFindsOne(Kind.DAMAGED_RECORD, "keyspace=content_ids");
    }

    private static byte[] forged(int form) {
        byte[] key = new byte[33];
        key[32] = (byte) form;
        return key;
    }

    private List<Kind> quickKinds() {
        return verification.run(QUICK).findings().stream()
                .map(VerificationFinding::kind)
                .toList();
    }

    private static byte[] noise(int seed) {
        byte[] bytes = new byte[500];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void objectsThatComeAfterTheStartAreLeftForAnotherTime() {
        store.putContent(noise(1), 5, verification.codec.encode(noise(1)));
        byte[] record = verification.codec.encode(noise(2));

        VerificationReport report = verification.run(FULL, (step, done, total) -> {
            store.records().put(Keyspaces.CONTENT, Keys.content(6), record);
            store.records().put(Keyspaces.CONTENT, Keys.content(7), record);
        });

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked()).containsEntry("content objects", 1L).containsEntry("content bytes", 500L);
        assertThat(verification.kinds()).isNotEmpty();
    }

    @Test
    void objectWithANumberThatNoneHasIsLookedAt() {
        store.records().put(Keyspaces.CONTENT, Keys.content(HighestId.LIMIT), verification.codec.encode(noise(1)));

        assertThat(verification.kinds()).containsExactly(Kind.MISSING_RECORD);
    }

    @Test
    void objectIsReadQuicklyOnlyWhereItsBaseIsMissing() {
        byte[] base = noise(1);
        byte[] raw = base.clone();
        raw[7]++;
        byte[] baseRow = store.putContent(base, 5, verification.codec.encode(base));
        store.putContent(raw, 6, verification.codec.encode(raw, new EarlierObject(5, 0, base)));
        assertThat(verification.run(QUICK).findings()).isEmpty();
        assertThat(verification.run(QUICK).checked()).containsEntry("content bytes", 0L);
        assertThat(verification.run(FULL).checked()).containsEntry("content bytes", 1000L);

        store.records().delete(Keyspaces.CONTENT, Keys.content(5));
        store.records().delete(Keyspaces.CONTENT_IDS, baseRow);

        assertThat(quickKinds()).containsExactly(Kind.DAMAGED_CONTENT);
        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_CONTENT);
        store.records().put(Keyspaces.CONTENT, Keys.content(6), new byte[] {9});
        assertThat(quickKinds()).containsExactly(Kind.DAMAGED_CONTENT);
    }

    @Test
    void wayToAnObjectThatDoesNotDecodeIsWrittenAnew() {
        byte[] key = store.putContent(noise(1), 5, verification.codec.encode(noise(1)));
        store.putSealed(Keyspaces.CONTENT_IDS, key, new ByteWriter().varint(5).u8(0));
        assertThat(verification.kinds()).containsExactly(Kind.DAMAGED_RECORD);

        assertThat(verification.repair().repaired()).isOne();

        assertThat(verification.kinds()).isEmpty();
    }

    @Test
    void objectThatDoesNotDecodeAndThatNoHashLeadsToIsDamaged() {
        store.records().put(Keyspaces.CONTENT, Keys.content(5), new byte[] {1, 2, 3});

        List<VerificationFinding> findings = verification.findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).kind()).isEqualTo(Kind.DAMAGED_CONTENT);
        assertThat(findings.get(0).description()).contains("keyspace=content ");
    }

    @Test
    void moreDamagedObjectsThanAreLocatedAreCountedAll() {
        for (int i = 1; i <= 1001; i++) {
            store.putContent(Keys.number(i), i, verification.codec.encode(new byte[] {1}));
        }

        VerificationReport report = verification.run(FULL.keeping(2000));

        assertThat(report.found()).isEqualTo(1001);
        assertThat(report.findings())
                .filteredOn(finding -> finding.description().contains("keyspace=content "))
                .hasSize(1);
    }

    @Test
    void manyObjectsAreAllLookedAt() {
        for (int i = 1; i <= 5000; i++) {
            byte[] raw = Keys.number(i);
            store.putContent(raw, i, verification.codec.encode(raw));
        }

        VerificationReport report = verification.run(FULL);

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked()).containsEntry("content objects", 5000L).containsEntry("content bytes", 40_000L);
    }
}
