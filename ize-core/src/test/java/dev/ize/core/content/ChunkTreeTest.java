package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees over extents whose chunks nobody reads, so that they can be large. */
class ChunkTreeTest {
    private final MemoryChunkStore store = new MemoryChunkStore();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 127, 128, 129, 511, 512, 513, 2_000, 70_000})
    void treeIsThatOfTheBook(int count) {
        List<Extent> extents = extents(new Random(count), count);

        assertThat(build(extents)).isEqualTo(FormatByTheBook.reference(extents));
    }

    @Test
    void equalExtentsInARowStillGiveShallowTrees() {
        Extent same = new Extent.Chunk(Chunker.MAX_CHUNK_BYTES, ContentHash.ofContent(new byte[1]));
        List<Extent> extents = new ArrayList<>();
        for (int count = 0; count < 50_000; count++) {
            extents.add(same);
        }

        ContentReference built = build(extents);

        assertThat(built).isEqualTo(FormatByTheBook.reference(extents));
        assertThat(new TreeCursor(store, built).topLevel()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void splicedTreeEqualsTheTreeBuiltFromTheStart(long seed) {
        Random random = new Random(seed);
        List<Extent> extents = extents(random, 40_000);
        ContentReference tree = build(extents);
        for (int step = 0; step < 25; step++) {
            int from = random.nextInt(extents.size());
            int to = Math.min(extents.size(), from + 1 + random.nextInt(step % 5 == 0 ? 5_000 : 5));
            List<Extent> replacement = sameLength(random, extents.subList(from, to));

            tree = splice(tree, extents, from, to, replacement);
            extents.subList(from, to).clear();
            extents.addAll(from, replacement);

            assertThat(tree).as("seed=%d step=%d", seed, step).isEqualTo(FormatByTheBook.reference(extents));
        }
    }

    @Test
    void spliceReadsAndAddsFewNodes() {
        Random random = new Random(9);
        List<Extent> extents = extents(random, 100_000);
        ContentReference tree = build(extents);
        for (int step = 0; step < 50; step++) {
            int at = random.nextInt(extents.size());
            List<Extent> replacement = sameLength(random, extents.subList(at, at + 1));
            store.resetCounts();

            splice(tree, extents, at, at + 1, replacement);

            assertThat(store.adds).as("step=%d", step).isLessThanOrEqualTo(20);
            assertThat(store.reads).as("step=%d", step).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void cursorWalksEveryExtentInOrder() {
        List<Extent> extents = extents(new Random(4), 5_000);
        TreeCursor cursor = new TreeCursor(store, build(extents));

        List<Extent> walked = new ArrayList<>();
        long position = 0;
        while (!cursor.atEnd()) {
            if (cursor.level() > 0) {
                cursor.descend();
                continue;
            }
            assertThat(cursor.position()).isEqualTo(position);
            walked.add(cursor.extent());
            position += cursor.extent().length();
            cursor.advance();
        }

        assertThat(walked).isEqualTo(extents);
        assertThat(cursor.position()).isEqualTo(position);
    }

    private ContentReference build(List<Extent> extents) {
        TreeBuilder builder = new TreeBuilder(store);
        extents.forEach(extent -> builder.append(0, extent));
        return builder.finish();
    }

    private ContentReference splice(
            ContentReference tree, List<Extent> extents, int from, int to, List<Extent> replacement) {
        long start = length(extents.subList(0, from));
        long end = start + length(extents.subList(from, to));
        TreeCursor cursor = new TreeCursor(store, tree);
        ContentBuilder builder = new ContentBuilder(store);
        cursor.seek(start);
        builder.resumeBefore(cursor);
        replacement.forEach(extent -> builder.hole(extent.length()));
        if (end < cursor.length()) {
            cursor.seek(end);
            builder.appendRest(cursor);
        }
        return builder.finish();
    }

    /** Holes as long as the extents: a content keeps its offsets when it is changed in place. */
    private static List<Extent> sameLength(Random random, List<Extent> extents) {
        long left = length(extents);
        List<Extent> holes = new ArrayList<>();
        while (left > 2L * Chunker.MIN_HOLE_BYTES) {
            long length = Chunker.MIN_HOLE_BYTES + random.nextLong(left / 2 - Chunker.MIN_HOLE_BYTES + 1);
            holes.add(new Extent.Hole(length));
            left -= length;
        }
        holes.add(new Extent.Hole(left));
        return holes;
    }

    private static List<Extent> extents(Random random, int count) {
        List<Extent> extents = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long length = Chunker.MIN_HOLE_BYTES + random.nextLong(Chunker.MIN_HOLE_BYTES);
            byte[] hash = new byte[ContentHash.BYTES];
            random.nextBytes(hash);
            extents.add(
                    random.nextInt(8) == 0 ? new Extent.Hole(length) : new Extent.Chunk(length, ContentHash.of(hash)));
        }
        return extents;
    }

    private static long length(List<Extent> extents) {
        return extents.stream().mapToLong(Extent::length).sum();
    }
}
