package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkTree;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.WriteRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Content that is taken in ahead of its change. Zeros are holes, which are cut fast and take no room. */
@Timeout(30)
class ContentIntakeTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final byte[] END = TrialStore.noise(3000);

    @TempDir
    Path directory;

    private final TrialStore store = new TrialStore();
    private TrialWriter writer;
    private TrialEngine engine;
    private ContentIntake intake;

    @BeforeEach
    void start() throws IOException {
        writer = new TrialWriter(directory, store);
        engine = writer.engine;
        intake = writer.changes.intake();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private HeldContent take(byte[] content) {
        return intake.take(new ByteArrayInputStream(content), ContentReference.EMPTY);
    }

    /** A content of a hole and one chunk. */
    private static byte[] zerosAndEnd(int zeros) {
        byte[] content = Arrays.copyOf(new byte[zeros], zeros + END.length);
        System.arraycopy(END, 0, content, zeros, END.length);
        return content;
    }

    private ContentRecords records() {
        return new ContentRecords(engine.records(), store.codec);
    }

    private long id(Form form, ContentHash hash) {
        return records().findId(form, hash).orElseThrow();
    }

    private long idOfEnd() {
        return id(Form.BYTES, ContentHash.ofContent(END));
    }

    private ContentMarks beginCollection() {
        ContentMarks marks = new ContentMarks(store.counters.nextContent());
        store.leases.begin(marks);
        return marks;
    }

    @Test
    void contentOfUpToAMebibyteWaitsInMemoryAndLargerContentIsStored() {
        HeldContent small = take(new byte[MEBIBYTE]);
        assertThat(small.prepared()).isPresent();
        assertThat(engine.asked()).isEmpty();

        HeldContent large = take(new byte[MEBIBYTE + 1]);

        assertThat(large.prepared()).isEmpty();
        assertThat(large.reference().length()).isEqualTo(MEBIBYTE + 1);
        long id = id(Form.TREE, large.reference().hash());
        assertThat(store.leases.holds(id)).isTrue();
        large.close();
        assertThat(store.leases.holds(id)).isFalse();
    }

    @Test
    void contentOfAVersionIsHeldWhole() {
        ContentReference stored = take(zerosAndEnd(MEBIBYTE)).reference();
        assertThat(ChunkTree.children(records().read(Form.TREE, stored.hash()))).hasSize(1);

        HeldContent held = intake.hold(stored, records());

        assertThat(store.leases.begin(new ContentMarks(0)).contents()).containsExactly(stored);
        held.close();
        assertThat(store.leases.begin(new ContentMarks(0)).contents()).isEmpty();
    }

    /** The collection has looked at the leases already, and at the versions perhaps, of which this may be gone. */
    @Test
    void contentThatIsHeldDuringACollectionIsMarkedWhole() {
        HeldContent taken = take(zerosAndEnd(MEBIBYTE));
        long root = id(Form.TREE, taken.reference().hash());
        taken.close();
        ContentMarks marks = beginCollection();
        assertThat(marks.isFree(root)).isTrue();
        assertThat(marks.isFree(idOfEnd())).isTrue();

        intake.hold(taken.reference(), records());

        assertThat(marks.isFree(root)).isFalse();
        assertThat(marks.isFree(idOfEnd())).isFalse();
    }

    @Test
    void contentThatIsGoneCannotBeHeldDuringACollection() {
        HeldContent taken = take(zerosAndEnd(MEBIBYTE));
        taken.close();
        assertThat(beginCollection().doom(idOfEnd())).isTrue();
        ContentReference missing = new ContentReference(ContentHash.ofContent(new byte[1]), Form.BYTES, 1);

        for (ContentReference gone : new ContentReference[] {taken.reference(), missing}) {
            assertThatThrownBy(() -> intake.hold(gone, records())).isInstanceOf(CorruptStoreException.class);
        }
        assertThat(intake.hold(ContentReference.EMPTY, records()).reference()).isEqualTo(ContentReference.EMPTY);
    }

    @Test
    void nothingIsKeptForContentThatCouldNotBeStored() {
        take(zerosAndEnd(MEBIBYTE)).close();
        byte[] other = zerosAndEnd(2 * MEBIBYTE);
        engine.failWrite(new WriteRefusedException("full", null));

        assertThatThrownBy(() -> take(other)).isInstanceOf(WriteRefusedException.class);

        assertThat(store.leases.holds(idOfEnd())).isFalse();
        HeldContent taken = take(other);
        assertThat(store.leases.holds(idOfEnd())).isTrue();
        taken.close();
    }

    /** So much may wait in memory, however much there is; what repeats itself waits there once. */
    @Test
    void contentIsStoredInBatches() {
        int length = (int) ContentEncoder.BATCH_BYTES + MEBIBYTE;
        byte[] noise = TrialStore.noise(length);
        byte[] repeated = new byte[length];
        for (int at = 0; at < length; at += MEBIBYTE) {
            System.arraycopy(noise, 0, repeated, at, Math.min(MEBIBYTE, length - at));
        }

        assertThat(writesOf(repeated)).isEqualTo(1);
        assertThat(writesOf(noise)).isEqualTo(2);
    }

    private long writesOf(byte[] content) {
        engine.asked();
        take(content).close();
        return engine.asked().stream()
                .filter(asked -> asked.startsWith("write"))
                .count();
    }
}
