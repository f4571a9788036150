package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentReaderTest {
    private static final byte[] CONTENT = ContentSamples.random(1, 2 << 20);

    private final MemoryChunkStore store = new MemoryChunkStore();
    private final ContentReference reference = new ContentWriter(store).write(CONTENT);
    private final ContentReader reader = new ContentReader(store, reference);

    @Test
    void everyRangeIsThatOfTheContent() {
        Random random = new Random(2);
        for (int count = 0; count < 300; count++) {
            int from = random.nextInt(CONTENT.length);
            int length = random.nextInt(200_000);
            byte[] buffer = new byte[length + 2];

            int read = reader.read(from, buffer, 1, length);

            int expected = Math.min(length, CONTENT.length - from);
            assertThat(read).isEqualTo(expected);
            assertThat(Arrays.equals(buffer, 1, 1 + read, CONTENT, from, from + read))
                    .isTrue();
            assertThat(buffer[0]).isZero();
            assertThat(buffer[1 + read]).isZero();
        }
    }

    @Test
    void endIsToldAndNothingIsReadBeyondIt() {
        byte[] buffer = new byte[10];

        assertThat(reader.read(CONTENT.length - 3, buffer, 0, 10)).isEqualTo(3);
        assertThat(reader.read(CONTENT.length, buffer, 0, 10)).isEqualTo(-1);
        assertThat(reader.read(Long.MAX_VALUE, buffer, 0, 10)).isEqualTo(-1);
        assertThat(reader.read(CONTENT.length, buffer, 0, 0)).isZero();
        assertThat(new ContentReader(store, ContentReference.EMPTY).read(0, buffer, 0, 10))
                .isEqualTo(-1);
    }

    @Test
    void impossibleRangesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> reader.read(-1, new byte[1], 0, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.read(0, new byte[1], 0, 2));
    }

    @Test
    void smallReadTouchesOneChunkAndTheNextReadNearbyNone() {
        store.resetCounts();

        reader.read(1_000_000, new byte[10], 0, 10);
        int first = store.reads;
        reader.read(1_000_010, new byte[10], 0, 10);

        assertThat(first).isLessThanOrEqualTo(2);
        assertThat(store.reads).isEqualTo(first);
    }

    @Test
    void readingFromStartToEndReadsEveryObjectOnce() throws IOException {
        store.resetCounts();

        assertThat(new ContentReader(store, reference).stream().readAllBytes()).isEqualTo(CONTENT);

        assertThat(store.reads).isLessThanOrEqualTo(store.size());
    }

    @Test
    void holesAreReadWithoutTouchingTheStore() throws IOException {
        ContentReference hole = new ContentEditor(store).truncate(ContentReference.EMPTY, 1L << 40);
        ContentReader holes = new ContentReader(store, hole);
        store.resetCounts();
        byte[] buffer = ContentSamples.constant(1, 100_000);

        assertThat(holes.read(1L << 39, buffer, 0, buffer.length)).isEqualTo(buffer.length);

        assertThat(buffer).containsOnly(0);
        assertThat(store.reads).isZero();
    }

    @Test
    void streamSkipsWithoutReading() throws IOException {
        InputStream stream = reader.stream();
        store.resetCounts();

        assertThat(stream.skip(2_000_000)).isEqualTo(2_000_000);
        assertThat(store.reads).isZero();
        assertThat(stream.read()).isEqualTo(CONTENT[2_000_000] & 0xFF);
        assertThat(stream.available()).isEqualTo(CONTENT.length - 2_000_001);
        assertThat(stream.skip(Long.MAX_VALUE)).isEqualTo(CONTENT.length - 2_000_001);
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void damageIsReportedWhereItIsAndTheReaderStaysUsable() {
        Extent.Chunk damaged = chunkAt(1_000_000);
        byte[] bytes = store.read(Form.BYTES, damaged.hash());
        store.replace(Form.BYTES, damaged.hash(), new byte[bytes.length]);
        byte[] buffer = new byte[1];

        assertThatExceptionOfType(CorruptStoreException.class).isThrownBy(() -> reader.read(1_000_000, buffer, 0, 1));
        assertThatIOException()
                .isThrownBy(() -> reader.stream().readAllBytes())
                .withCauseInstanceOf(CorruptStoreException.class);
        assertThat(reader.read(0, buffer, 0, 1)).isEqualTo(1);
        store.replace(Form.BYTES, damaged.hash(), bytes);
        assertThat(reader.read(1_000_000, buffer, 0, 1)).isEqualTo(1);
        assertThat(buffer[0]).isEqualTo(CONTENT[1_000_000]);
    }

    @Test
    void lengthsThatDisagreeAreCorrupt() {
        byte[] bytes = new byte[100];
        ContentHash chunk = store.plant(Form.BYTES, bytes);
        ContentHash leaf = plant(0, new Extent.Chunk(100, chunk));

        assertCorrupt(new ContentReference(chunk, Form.BYTES, 99));
        assertCorrupt(new ContentReference(chunk, Form.BYTES, Long.MAX_VALUE));
        assertCorrupt(new ContentReference(leaf, Form.TREE, 101));
        assertCorrupt(new ContentReference(plant(0, new Extent.Chunk(101, chunk)), Form.TREE, 101));
        assertCorrupt(new ContentReference(plant(1, new Extent.Child(99, leaf)), Form.TREE, 99));
    }

    @Test
    void levelsThatDisagreeAreCorrupt() {
        ContentHash chunk = store.plant(Form.BYTES, new byte[100]);
        ContentHash leaf = plant(0, new Extent.Chunk(100, chunk));

        assertCorrupt(new ContentReference(plant(2, new Extent.Child(100, leaf)), Form.TREE, 100));
        assertCorrupt(new ContentReference(
                plant(1, new Extent.Child(100, plant(1, new Extent.Child(100, leaf)))), Form.TREE, 100));
    }

    @Test
    void chunkInThePlaceOfANodeIsMissing() {
        ContentHash chunk = store.plant(Form.BYTES, new TreeNode(0, List.of(new Extent.Hole(1 << 20))).encode());

        assertCorrupt(new ContentReference(chunk, Form.TREE, 1 << 20));
    }

    @Test
    void deepestTreeOfSingleChildrenIsReadWithoutRecursion() {
        ContentHash node = plant(0, new Extent.Hole(1 << 20));
        for (int level = 1; level <= ChunkTree.MAX_LEVEL; level++) {
            node = plant(level, new Extent.Child(1 << 20, node));
        }
        ContentReader deep = new ContentReader(store, new ContentReference(node, Form.TREE, 1 << 20));

        assertThat(deep.read(5, new byte[5], 0, 5)).isEqualTo(5);
    }

    @Test
    void nodesOfRandomDamageNeverDoMoreThanThrow() {
        Random random = new Random(8);
        for (int round = 0; round < 3_000; round++) {
            ContentReference hostile = hostileTree(random);
            try {
                ContentReader hostileReader = new ContentReader(store, hostile);
                hostileReader.read(random.nextLong(hostile.length()), new byte[50], 0, 50);
            } catch (CorruptStoreException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    private ContentReference hostileTree(Random random) {
        long length = 100;
        ContentHash hash = store.plant(Form.BYTES, new byte[100]);
        Extent extent = new Extent.Chunk(length, hash);
        int levels = 1 + random.nextInt(4);
        for (int step = 0; step < levels; step++) {
            List<Extent> extents = new ArrayList<>();
            for (int count = random.nextInt(3); count >= 0; count--) {
                extents.add(extent);
            }
            int level = extent instanceof Extent.Child ? 1 + random.nextInt(4) : 0;
            TreeNode node = new TreeNode(level, extents);
            length = node.length() + random.nextInt(2);
            extent = new Extent.Child(length, store.plant(Form.TREE, node.encode()));
        }
        return new ContentReference(((Extent.Child) extent).hash(), Form.TREE, length);
    }

    private Extent.Chunk chunkAt(long position) {
        TreeCursor cursor = new TreeCursor(store, reference);
        cursor.seek(position);
        return (Extent.Chunk) cursor.extent();
    }

    private ContentHash plant(int level, Extent... extents) {
        return store.plant(Form.TREE, new TreeNode(level, List.of(extents)).encode());
    }

    private void assertCorrupt(ContentReference hostile) {
        assertThatExceptionOfType(CorruptStoreException.class)
                .isThrownBy(() -> new ContentReader(store, hostile).read(0, new byte[1], 0, 1));
    }
}
