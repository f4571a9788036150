package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentWriterTest {
    private final MemoryChunkStore store = new MemoryChunkStore();
    private final ContentWriter writer = new ContentWriter(store);

    @Test
    void emptyContentStoresNothing() {
        assertThat(writer.write(new byte[0])).isEqualTo(ContentReference.EMPTY);
        assertThat(store.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, Chunker.MIN_CHUNK_BYTES, Chunker.MIN_CHUNK_BYTES + 1})
    void oneChunkHasTheHashThatSha256sumPrints(int length) {
        byte[] content = ContentSamples.constant('a', length);

        ContentReference written = writer.write(content);

        assertThat(written).isEqualTo(new ContentReference(ContentHash.ofContent(content), Form.BYTES, length));
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void shortZerosAreAChunkAndLongOnesAreATreeOfOneHole() {
        ContentReference shorter = writer.write(new byte[Chunker.MIN_HOLE_BYTES - 1]);
        ContentReference longer = writer.write(new byte[Chunker.MIN_HOLE_BYTES]);

        assertThat(shorter.form()).isEqualTo(Form.BYTES);
        assertThat(longer.form()).isEqualTo(Form.TREE);
        assertThat(TreeNode.decode(store.read(Form.TREE, longer.hash())).extents())
                .containsExactly(new Extent.Hole(Chunker.MIN_HOLE_BYTES));
    }

    @Test
    void contentThatLooksLikeANodeIsNoTree() {
        byte[] node = new TreeNode(0, List.of(new Extent.Hole(1 << 20))).encode();

        ContentReference written = writer.write(node);

        assertThat(written.form()).isEqualTo(Form.BYTES);
        assertThat(new ContentReader(store, written).length()).isEqualTo(node.length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void referenceIsThatOfTheBook(long seed) {
        Random random = new Random(seed);
        byte[] content = ContentSamples.any(random, 100_000 + random.nextInt(8 << 20));

        assertThat(writer.write(content)).isEqualTo(FormatByTheBook.reference(content));
    }

    @Test
    void streamThatGivesLittleAtATimeGivesTheSameReference() throws IOException {
        byte[] content = ContentSamples.random(2, 3 << 20);
        InputStream slow = new ByteArrayInputStream(content) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1 + length % 977));
            }
        };

        assertThat(writer.write(slow)).isEqualTo(writer.write(content));
    }

    @Test
    void equalContentIsStoredOnce() {
        byte[] content = ContentSamples.random(3, 2 << 20);
        ContentReference first = writer.write(content);
        store.resetCounts();

        assertThat(writer.write(content)).isEqualTo(first);
        assertThat(store.adds).isZero();
    }

    @Test
    void insertionAtTheFrontReusesMostChunks() {
        byte[] content = ContentSamples.random(4, 40 << 20);
        byte[] longer = new byte[content.length + 10_001];
        System.arraycopy(content, 0, longer, 10_001, content.length);
        writer.write(content);
        store.resetCounts();

        writer.write(longer);

        assertThat(store.addedBytes).isLessThan(content.length / 20);
    }

    @Test
    void failureOfTheStreamPasses() throws IOException {
        InputStream failing = InputStream.nullInputStream();
        failing.close();

        assertThatIOException().isThrownBy(() -> writer.write(failing)).withMessage("Stream closed");
    }

    /** The hashes were computed by another program, in another language, from the description of the format. */
    @Test
    void referencesArePartOfTheFormatAndNeverChange() {
        byte[] random = ContentSamples.random(0, 1 << 20);
        byte[] sparse = new byte[3 << 20];
        System.arraycopy(random, 0, sparse, 100_000, 500_000);
        byte[] large = ContentSamples.repeated(random, 20 << 20);

        assertThat(writer.write(random).hash())
                .hasToString("09fdab602543afccca717e065f9a303ad464f3c843cc3342a4e241663e88415c");
        assertThat(writer.write(sparse).hash())
                .hasToString("a527ffe4b9a26c237aa5398ab6d668c5c481695db2a4d42b11ffd253bfeba688");
        assertThat(writer.write(large).hash())
                .hasToString("e676bbf4a104bce1e08dd6b1ecab6db9ab7119a278d498bf6a081cc1ecc45b36");
    }
}
