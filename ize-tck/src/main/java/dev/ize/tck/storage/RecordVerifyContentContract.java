package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Verification finds what is wrong with content, and names the files that hold it. */
abstract class RecordVerifyContentContract extends VerifiedStoreContract {
    @Test
    @Shows("integrity-13")
    void missingObjectIsFoundWithTheFilesThatHoldIt() {
        damage(store -> store.delete(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));

        assertFinds(Kind.MISSING_CONTENT, "/d/chunk");
    }

    @Test
    @Shows("integrity-13")
    void missingRootOfAChunkTreeIsFound() {
        damage(store -> store.delete(Keyspaces.CONTENT, objectKey(store, nodeBig, createdBig)));

        assertFinds(Kind.MISSING_CONTENT, "/d/big");
    }

    @Test
    @Shows("integrity-13")
    void missingChunkOfATreeIsFoundWithTheFileThatItIsPartOf() {
        damage(store -> store.delete(Keyspaces.CONTENT, Keys.content(1)));

        assertFinds(Kind.MISSING_CONTENT, "/d/big");
    }

    @Test
    @Shows("integrity-13")
    void chunkOfATreeThatIsGoneWithItsHashIsFoundFromTheTree() {
        damage(store -> {
            store.delete(Keyspaces.CONTENT, Keys.content(1));
            store.delete(
                    Keyspaces.CONTENT_IDS,
                    store.find(Keyspaces.CONTENT_IDS, (key, value) -> value.length == 5 && value[0] == 1));
        });

        assertFinds(Kind.MISSING_CONTENT, "/d/big");
    }

    /** A collection that was cut short may have taken a chunk and left the tree above it: nobody misses either. */
    @Test
    @Shows("integrity-14")
    void chunkOfATreeThatNoFileHoldsIsNotMissed() {
        long before = storage().statistics().recordsByKeyspace().getOrDefault(Keyspaces.CONTENT.name(), 0L);
        storage().store(new ByteArrayInputStream(noise(3_000_000, 9))).close();
        // Objects that stand on no other have every second id, from 1 on.
        byte[] chunk = Keys.content(2 * before + 1);
        damage(store -> {
            byte[] hash = ContentHash.ofContent(decode(store.get(Keyspaces.CONTENT, chunk)))
                    .toByteArray();
            store.delete(Keyspaces.CONTENT, chunk);
            store.delete(Keyspaces.CONTENT_IDS, Keys.contentId(ContentReference.Form.BYTES, hash));
        });

        VerificationReport report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.checked().get("content objects")).isGreaterThan(before);
    }

    private static byte[] decode(byte[] record) {
        try (ChunkCodec codec = new ChunkCodec()) {
            return codec.decode(record, id -> null);
        }
    }

    @Test
    @Shows("integrity-13")
    void contentThatIsGoneWithItsHashIsFoundFromTheFile() {
        damage(store -> {
            store.delete(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk));
            store.delete(Keyspaces.CONTENT_IDS, idKey(store, nodeChunk, createdChunk));
        });

        assertFinds(Kind.MISSING_CONTENT, "/d/chunk");
    }

    @Test
    @Shows("integrity-8")
    void objectWithoutItsHashIsFound() {
        damage(store -> store.delete(Keyspaces.CONTENT_IDS, idKey(store, nodeBig, createdBig)));
        assertFinds(Kind.MISSING_RECORD, "/d/big");
    }

    @Test
    @Shows("integrity-7")
    void damagedHashIsFound() {
        damage(store -> store.flip(Keyspaces.CONTENT_IDS, idKey(store, nodeChunk, createdChunk)));

        assertFinds(Kind.DAMAGED_RECORD);
    }

    @Test
    @Shows("integrity-13")
    void damagedChunkIsFoundByReadingItOnly() {
        damage(store -> store.flip(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));

        List<VerificationFinding> findings = verify().findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).kind()).isEqualTo(Kind.DAMAGED_CONTENT);
        assertThat(paths(findings.get(0))).containsExactly("/d/chunk");
        assertThat(verify(VerificationOptions.withoutContentBytes()).findings())
                .as("quick verification reads no bytes of content")
                .isEmpty();
    }

    @Test
    @Shows("integrity-13")
    void damagedRootOfAChunkTreeIsFoundByQuickVerificationToo() {
        damage(store -> store.flip(Keyspaces.CONTENT, objectKey(store, nodeBig, createdBig)));

        assertFinds(Kind.DAMAGED_CONTENT, "/d/big");
    }

    @Test
    @Shows("integrity-13")
    void objectThatIsAnotherThanItsHashSaysIsFound() {
        damage(store -> {
            byte[] key = objectKey(store, nodeChunk, createdChunk);
            try (ChunkCodec codec = new ChunkCodec()) {
                store.put(Keyspaces.CONTENT, key, codec.encode(noise(20_000, 77)));
            }
        });

        assertThat(verify().findings()).hasSize(1);
        assertThat(kinds()).containsExactly(Kind.DAMAGED_CONTENT);
    }

    @Test
    @Shows("integrity-13")
    void damagedContentInAnOperationIsFound() {
        damage(store -> rewriteInline(store, Optional.of(new byte[] {1})));

        assertFinds(Kind.DAMAGED_CONTENT, "/a");
    }

    @Test
    @Shows("integrity-13")
    void missingContentInAnOperationIsFound() {
        damage(store -> rewriteInline(store, Optional.empty()));

        assertFinds(Kind.MISSING_CONTENT, "/a");
    }

    @Test
    @Shows("integrity-10")
    void fileThatNamesAnotherObjectThanItsHashIsFound() {
        damage(store -> {
            byte[] key = nodeVersion(nodeChunk, createdChunk);
            NodeRecord record = NodeRecord.decode(key, store.get(Keyspaces.NODES, key));
            ContentReference reference = record.fileContent().reference();
            NodeRecord wrong = record.with(new ContentLocation(reference, new ContentLocation.InContent(1)));
            store.put(Keyspaces.NODES, key, wrong.encode(key));
        });

        assertFinds(Kind.DIFFERENT_RECORD, "/d/chunk");
    }

    @Test
    @Shows("integrity-13")
    void findingNamesEachVersionThatHoldsTheContentUpToTen() {
        for (int i = 0; i < 12; i++) {
            int mode = i;
            apply(change -> change.setPermissions(path("/d/chunk"), mode));
        }
        damage(store -> store.delete(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));

        VerificationFinding finding = assertFinds(Kind.MISSING_CONTENT, "/d/chunk");

        assertThat(finding.places()).hasSize(10).doesNotHaveDuplicates();
    }

    private void rewriteInline(BareStore store, Optional<byte[]> content) {
        byte[] key = Keys.operation(MAIN, createdA);
        OperationRecord record = OperationRecord.decode(key, store.get(Keyspaces.OPERATIONS, key));
        OperationRecord wrong = new OperationRecord(
                record.changeStart(), record.operation(), content, record.effects(), record.closing());
        store.put(Keyspaces.OPERATIONS, key, wrong.encode(key));
    }
}
