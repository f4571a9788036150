package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentEditorTest {
    private static final byte[] BASE = ContentSamples.random(1, 1 << 20);

    private final MemoryChunkStore store = new MemoryChunkStore();
    private final ContentWriter writer = new ContentWriter(store);
    private final ContentEditor editor = new ContentEditor(store);

    @Test
    void writingNothingChangesNothingNotEvenTheLength() throws IOException {
        ContentReference base = writer.write(BASE);

        assertThat(write(base, 5L << 20)).isEqualTo(base);
        assertThat(editor.write(base, 5L << 20, ContentReference.EMPTY)).isEqualTo(base);
    }

    @Test
    void writingTheSameBytesGivesTheSameReference() throws IOException {
        ContentReference base = writer.write(BASE);

        assertThat(write(base, 300_000, Arrays.copyOfRange(BASE, 300_000, 400_000)))
                .isEqualTo(base);
    }

    @Test
    void contentMayGrowFromNothing() throws IOException {
        ContentReference content = ContentReference.EMPTY;
        for (int at = 0; at < BASE.length; at += 10_000) {
            content = write(content, at, Arrays.copyOfRange(BASE, at, Math.min(BASE.length, at + 10_000)));
        }

        assertThat(content).isEqualTo(writer.write(BASE));
    }

    @Test
    void contentMayBeWrittenBackwards() throws IOException {
        ContentReference content = ContentReference.EMPTY;
        for (int at = BASE.length; at > 0; at -= 1 << 16) {
            content = write(content, at - (1 << 16), Arrays.copyOfRange(BASE, at - (1 << 16), at));
        }

        assertThat(content).isEqualTo(writer.write(BASE));
    }

    @Test
    void truncatedToNothingIsEmpty() {
        assertThat(editor.truncate(writer.write(BASE), 0)).isEqualTo(ContentReference.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32_767, 32_768, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 1_048_575})
    void truncatedContentIsThatOfItsFirstBytes(int size) {
        assertThat(editor.truncate(writer.write(BASE), size)).isEqualTo(writer.write(Arrays.copyOf(BASE, size)));
        assertThat(editor.truncate(writer.write(new byte[1 << 20]), size)).isEqualTo(writer.write(new byte[size]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_534, 65_535, 65_536, 65_537, 3_000_000})
    void extendedContentEndsInZeros(int zeros) {
        byte[] base = ContentSamples.random(2, 70_000);
        base[base.length - 1] = 0;
        base[base.length - 2] = 1;

        assertThat(editor.truncate(writer.write(base), base.length + zeros))
                .isEqualTo(writer.write(Arrays.copyOf(base, base.length + zeros)));
    }

    @Test
    void zerosWrittenOverBytesAreAHole() throws IOException {
        ContentReference base = writer.write(BASE);
        byte[] expected = BASE.clone();
        Arrays.fill(expected, 200_000, 700_000, (byte) 0);

        ContentReference edited = write(base, 200_000, new byte[500_000]);

        assertThat(edited).isEqualTo(writer.write(expected));
        assertThat(store.addedBytes).isLessThan(2L * BASE.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -1, 0, 1})
    void byteWrittenIntoAHoleMayLeaveTooFewZerosForOne(int beyondMinimum) throws IOException {
        byte[] content = BASE.clone();
        Arrays.fill(content, 500_000, 600_000, (byte) 0);
        ContentReference base = writer.write(content);
        int at = 500_000 + Chunker.MIN_HOLE_BYTES + beyondMinimum;

        ContentReference edited = write(base, at, (byte) 1);

        content[at] = 1;
        assertThat(edited).isEqualTo(FormatByTheBook.reference(content));
    }

    @Test
    void zeroWrittenBehindAHoleMakesItLonger() throws IOException {
        byte[] content = BASE.clone();
        Arrays.fill(content, 500_000, 600_000, (byte) 0);
        content[600_000] = 1;
        ContentReference base = writer.write(content);

        ContentReference edited = write(base, 600_000, (byte) 0);

        content[600_000] = 0;
        assertThat(edited).isEqualTo(FormatByTheBook.reference(content));
    }

    /** A chunk of zeros alone ends with the section; what follows the section may still make it a hole. */
    @Test
    void zerosOnBothSidesOfASectionsEndJoinIntoOneHole() throws IOException {
        byte[] content = ContentSamples.random(8, Chunker.SECTION_BYTES + (1 << 20));
        int cut = lastCutBefore(Chunker.SECTION_BYTES, content);
        int zerosAfter = Chunker.MIN_HOLE_BYTES - (Chunker.SECTION_BYTES - cut) - 1;
        assertThat(zerosAfter).isPositive();
        Arrays.fill(content, cut, Chunker.SECTION_BYTES + zerosAfter, (byte) 0);
        content[Chunker.SECTION_BYTES + zerosAfter] = 1;
        ContentReference base = writer.write(content);

        ContentReference edited = write(base, Chunker.SECTION_BYTES + zerosAfter, (byte) 0);

        content[Chunker.SECTION_BYTES + zerosAfter] = 0;
        assertThat(edited).isEqualTo(FormatByTheBook.reference(content));
    }

    @Test
    void terabyteOfNothingWithThreeWritesCostsAlmostNothing() throws IOException {
        long size = 1L << 40;
        byte[] data = ContentSamples.text(3, 4096);

        ContentReference sparse = editor.truncate(ContentReference.EMPTY, size);
        sparse = write(sparse, 0, data);
        sparse = write(sparse, size - data.length, data);
        sparse = write(sparse, size / 2, data);

        assertThat(store.addedBytes).isLessThan(20_000);
        assertThat(store.reads).isLessThan(60);
        byte[] read = new byte[3 * data.length];
        ContentReader reader = new ContentReader(store, sparse);
        assertThat(reader.length()).isEqualTo(size);
        assertThat(reader.read(size / 2 - data.length, read, 0, read.length)).isEqualTo(read.length);
        assertThat(Arrays.copyOfRange(read, data.length, 2 * data.length)).isEqualTo(data);
        assertThat(read[data.length - 1]).isZero();
        assertThat(read[2 * data.length]).isZero();
        assertThat(reader.read(size - data.length, read, 0, read.length)).isEqualTo(data.length);
        assertThat(Arrays.copyOf(read, data.length)).isEqualTo(data);
    }

    @Test
    void sparseContentIsTheSameInWhateverOrderItIsWritten() throws IOException {
        long size = 1L << 40;
        byte[] data = ContentSamples.text(4, 5000);

        ContentReference forward = ContentReference.EMPTY;
        ContentReference backward = editor.truncate(ContentReference.EMPTY, size);
        for (int block = 0; block < 300; block++) {
            forward = write(forward, block * (size / 300), data);
            backward = write(backward, (299 - block) * (size / 300), data);
        }

        assertThat(editor.truncate(forward, size)).isEqualTo(backward);
        assertThat(editor.truncate(backward, forward.length())).isEqualTo(forward);
    }

    @Test
    void lastByteOfTheLongestContentMayBeWritten() throws IOException {
        ContentReference written = write(ContentReference.EMPTY, Long.MAX_VALUE - 1, new byte[] {7});

        byte[] read = new byte[2];
        assertThat(written.length()).isEqualTo(Long.MAX_VALUE);
        assertThat(new ContentReader(store, written).read(Long.MAX_VALUE - 2, read, 0, 2))
                .isEqualTo(2);
        assertThat(read).containsExactly(0, 7);
    }

    @Test
    void storedContentIsWrittenWithItsHoles() throws IOException {
        byte[] first = ContentSamples.text(5, 50_000);
        ContentReference data = write(ContentReference.EMPTY, 1L << 36, first);
        store.resetCounts();

        ContentReference edited = editor.write(writer.write(BASE), 10_000, data);

        assertThat(edited.length()).isEqualTo(10_000 + data.length());
        assertThat(store.addedBytes).isLessThan(2L * BASE.length);
        byte[] read = new byte[first.length];
        new ContentReader(store, edited).read(edited.length() - first.length, read, 0, read.length);
        assertThat(read).isEqualTo(first);
    }

    @Test
    void storedContentIsWrittenLikeItsBytes() throws IOException {
        byte[] data = ContentSamples.random(6, 600_000);

        ContentReference stored = editor.write(writer.write(BASE), 123_456, writer.write(data));

        assertThat(stored).isEqualTo(write(writer.write(BASE), 123_456, data));
    }

    @Test
    void baseIsNotChanged() throws IOException {
        ContentReference base = writer.write(BASE);

        write(base, 100, new byte[100_000]);

        assertThat(new ContentReader(store, base).stream().readAllBytes()).isEqualTo(BASE);
    }

    @Test
    void dataThatEndsEarlyIsAnErrorAndDataBeyondTheLengthIsNotRead() throws IOException {
        ContentReference base = writer.write(BASE);
        ByteArrayInputStream data = new ByteArrayInputStream(new byte[100]);

        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> editor.write(base, 0, data, 101));

        data.reset();
        editor.write(base, 0, data, 40);
        assertThat(data.available()).isEqualTo(60);
    }

    @Test
    void impossibleRangesAreRefused() {
        ContentReference base = writer.write(BASE);
        ByteArrayInputStream data = new ByteArrayInputStream(new byte[1]);

        assertThatIllegalArgumentException().isThrownBy(() -> editor.write(base, -1, data, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> editor.write(base, 0, data, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> editor.write(base, Long.MAX_VALUE, data, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> editor.truncate(base, -1));
    }

    @Test
    void damagedChunkAwayFromTheEditDoesNotPreventIt() throws IOException {
        byte[] large = ContentSamples.random(7, 8 << 20);
        ContentReference base = writer.write(large);
        TreeCursor cursor = new TreeCursor(store, base);
        cursor.seek(0);
        store.remove(Form.BYTES, ((Extent.Chunk) cursor.extent()).hash());
        byte[] expected = large.clone();
        expected[5 << 20] ^= 1;

        assertThat(write(base, 5 << 20, expected[5 << 20])).isEqualTo(FormatByTheBook.reference(expected));
    }

    private static int lastCutBefore(int position, byte[] content) {
        int cut = 0;
        for (Extent extent : FormatByTheBook.extents(Arrays.copyOf(content, position))) {
            if (cut + extent.length() < position) {
                cut += (int) extent.length();
            }
        }
        return cut;
    }

    private ContentReference write(ContentReference base, long offset, byte... data) throws IOException {
        return editor.write(base, offset, new ByteArrayInputStream(data), data.length);
    }
}
