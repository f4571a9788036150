package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.ContentLocation.InContent;
import dev.ize.core.format.ContentLocation.InOperation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContentRecordsTest {
    private static final byte[] STORED = TrialStore.noise(1000);
    private static final ContentHash MISSING = ContentHash.ofContent(new byte[] {1});

    private final TrialStore store = new TrialStore();
    private final ContentRecords records = new ContentRecords(store.made.records(), store.codec);

    @AfterEach
    void close() {
        store.close();
    }

    private static ContentReference reference(byte[] content) {
        return new ContentReference(ContentHash.ofContent(content), Form.BYTES, content.length);
    }

    private byte[] readRoot(byte[] expected, ContentLocation.Place place) {
        return records.readRoot(new ContentLocation(reference(expected), place));
    }

    private static void assertCorrupt(String message, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(CorruptStoreException.class).hasMessageContaining(message);
    }

    @Test
    void contentIsReadFromWhereItLies() {
        byte[] tiny = "tiny".getBytes(StandardCharsets.UTF_8);
        ContentReference stored = store.keep(STORED);
        ContentLocation location = records.locate(stored);

        assertThat(location.place()).isEqualTo(new InContent(1));
        assertThat(records.readRoot(location)).isEqualTo(STORED);
        assertThat(readRoot(tiny, new InOperation(MAIN, 2))).isEqualTo(tiny);
        assertThat(records.readRoot(ContentLocation.EMPTY)).isEmpty();
        assertThat(records.locate(ContentReference.EMPTY)).isEqualTo(ContentLocation.EMPTY);
    }

    @Test
    void contentThatIsMissingIsDamage() {
        assertCorrupt("Content is missing", () -> records.read(Form.BYTES, MISSING));
        assertCorrupt("Content is missing", () -> records.locate(new ContentReference(MISSING, Form.BYTES, 1)));
        assertCorrupt("A content record is missing. id=77", () -> readRoot(STORED, new InContent(77)));
        assertCorrupt(
                "The operation that holds a content is missing", () -> readRoot(STORED, new InOperation(MAIN, 77)));
        assertCorrupt("An operation does not hold its content", () -> readRoot(STORED, new InOperation(MAIN, 3)));
    }

    @Test
    void contentThatIsAnotherIsDamage() {
        store.keep(STORED);
        byte[] other = TrialStore.noise(999);

        assertCorrupt("Content does not match its hash", () -> readRoot(other, new InContent(1)));
        assertCorrupt("Content does not match its hash", () -> readRoot(other, new InOperation(MAIN, 2)));
    }

    @Test
    void placeOfAnObjectWithMoreBehindItIsDamage() {
        ContentHash hash = store.keep(STORED).hash();
        byte[] key = Keys.contentId(Form.BYTES, hash.toByteArray());
        store.made.putSealed(
                Keyspaces.CONTENT_IDS, key, new ByteWriter().varint(1).u8(0));

        assertThatThrownBy(() -> records.findId(Form.BYTES, hash)).isInstanceOf(CorruptStoreException.class);
    }

    /** A chain of objects, each stored against the one before. */
    private EarlierObject[] chain() {
        EarlierObject[] chain = new EarlierObject[ChunkCodec.MAX_DEPTH + 1];
        store.inTurn(turn -> {
            ContentAdditions additions = new ContentAdditions(turn);
            EarlierObject base = null;
            for (int depth = 0; depth < chain.length; depth++) {
                byte[] raw = STORED.clone();
                raw[depth]++;
                byte[] record = store.codec.encode(raw, base);
                assertThat(ChunkCodec.depth(record)).isEqualTo(depth);
                long id = additions.addEncoded(Form.BYTES, ContentHash.ofContent(raw), record);
                base = new EarlierObject(id, depth, raw);
                chain[depth] = base;
            }
        });
        return chain;
    }

    @Test
    void objectIsABaseUnlessItsChainIsFullWhichBeginsAnew() {
        EarlierObject[] chain = chain();

        for (int depth = 0; depth < ChunkCodec.MAX_DEPTH; depth++) {
            assertThat(baseFor(chain[depth]).id()).isEqualTo(chain[depth].id());
            assertThat(baseFor(chain[depth]).depth()).isEqualTo(depth);
        }
        EarlierObject base = baseFor(chain[ChunkCodec.MAX_DEPTH]);
        assertThat(base.id()).isEqualTo(chain[0].id());
        assertThat(base.depth()).isZero();
        assertThat(base.raw()).isEqualTo(chain[0].raw());
    }

    private EarlierObject baseFor(EarlierObject object) {
        return records.findBase(Form.BYTES, ContentHash.ofContent(object.raw())).orElseThrow();
    }

    @Test
    void whatIsNotStoredIsNoBase() {
        assertThat(records.findBase(Form.BYTES, MISSING)).isEmpty();
    }
}
