package dev.ize.core.content;

import static dev.ize.core.content.Chunker.MAX_CHUNK_BYTES;
import static dev.ize.core.content.Chunker.MIN_CHUNK_BYTES;
import static dev.ize.core.content.Chunker.MIN_HOLE_BYTES;
import static dev.ize.core.content.Chunker.SECTION_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
    private static final int SMALL = 1000;

    @Test
    void nothingHasNoPieces() throws IOException {
        assertThat(pieces(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void piecesAreThoseOfTheBook(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            byte[] content = ContentSamples.any(random, random.nextInt(2_000_000));

            assertThat(pieces(content)).as("seed=%d round=%d", seed, round).isEqualTo(FormatByTheBook.extents(content));
        }
    }

    @Test
    void firstBoundaryThatCountsIsFoundByTheWholeWindow() throws IOException {
        byte[] content = ContentSamples.constant(1, 2 * MIN_CHUNK_BYTES);
        System.arraycopy(boundaryByItsFirstByte(), 0, content, MIN_CHUNK_BYTES - 64, 64);

        assertThat(pieces(content)).extracting(Extent::length).first().isEqualTo((long) MIN_CHUNK_BYTES);
    }

    @Test
    void randomBytesAreCutNear96KiBAndHardlyEverAtTheMaximum() throws IOException {
        List<Extent> pieces = pieces(ContentSamples.random(11, 64 << 20));

        assertThat((64 << 20) / pieces.size()).isBetween(90 << 10, 102 << 10);
        assertThat(pieces.stream().filter(piece -> piece.length() == MAX_CHUNK_BYTES))
                .hasSizeLessThan(pieces.size() / 100);
        assertThat(pieces.stream().filter(piece -> piece.length() < MIN_CHUNK_BYTES))
                .as("cut short at the end of a section")
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void piecesFromAnyCutOnAreThoseOfTheWhole() throws IOException {
        byte[] content = ContentSamples.any(new Random(5), 3 << 20);
        List<Extent> whole = pieces(content);

        int start = 0;
        for (int index = 0; index < whole.size(); index++) {
            byte[] rest = Arrays.copyOfRange(content, start, content.length);
            assertThat(pieces(bytes(rest), start)).isEqualTo(whole.subList(index, whole.size()));
            start += (int) whole.get(index).length();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 3", "1, 3"})
    void zerosBecomeAHoleFromTheMinimumLengthOn(int longer, int expectedPieces) throws IOException {
        byte[] content = ContentSamples.random(1, MIN_HOLE_BYTES + longer + 2 * SMALL);
        Arrays.fill(content, SMALL, content.length - SMALL, (byte) 0);
        content[SMALL - 1] = 1;
        content[content.length - SMALL] = 1;

        List<Extent> pieces = pieces(content);

        assertThat(pieces).hasSize(expectedPieces);
        if (expectedPieces == 3) {
            assertThat(pieces.get(0).length()).isEqualTo(SMALL);
            assertThat(pieces.get(1)).isEqualTo(new Extent.Hole(MIN_HOLE_BYTES + longer));
            assertThat(pieces.get(2).length()).isEqualTo(SMALL);
        }
    }

    @Test
    void holeReachesAcrossSections() throws IOException {
        byte[] content = new byte[2 * SECTION_BYTES + SMALL];
        content[0] = 1;
        content[content.length - 1] = 1;

        assertThat(pieces(content)).extracting(Extent::length).containsExactly(1L, 2L * SECTION_BYTES + SMALL - 2, 1L);
    }

    @Test
    void chunkEndsWithItsSection() throws IOException {
        byte[] content = ContentSamples.constant(7, SECTION_BYTES + MAX_CHUNK_BYTES);
        content[MIN_CHUNK_BYTES] = 8;

        List<Extent> pieces = pieces(content);

        long end = 0;
        for (int index = 0; index < pieces.size() - 1; index++) {
            end += pieces.get(index).length();
        }
        assertThat(end).isEqualTo(SECTION_BYTES);
    }

    @Test
    void zerosToldByTheirLengthAreCutLikeZerosThatAreRead() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 40; round++) {
            byte[] before = ContentSamples.any(random, random.nextInt(100_000));
            byte[] after = ContentSamples.any(random, random.nextInt(100_000));
            int zeros = random.nextInt(3 * MAX_CHUNK_BYTES);
            byte[] whole = Arrays.copyOf(before, before.length + zeros + after.length);
            System.arraycopy(after, 0, whole, before.length + zeros, after.length);

            List<Extent> pieces = pieces(
                    new JoinedSource(List.of(
                            bytes(before), new ZeroSource(zeros / 2), new ZeroSource(zeros - zeros / 2), bytes(after))),
                    0);

            assertThat(pieces).as("round=%d", round).isEqualTo(pieces(whole));
        }
    }

    @Test
    void endlessZerosCostNothing() throws IOException {
        assertThat(pieces(new ZeroSource(Long.MAX_VALUE), 0)).containsExactly(new Extent.Hole(Long.MAX_VALUE));
    }

    @Test
    void noPieceDependsOnBytesFartherThanAHoleBehindIt() throws IOException {
        Random random = new Random(17);
        for (int round = 0; round < 30; round++) {
            byte[] content = ContentSamples.any(random, 600_000);
            int edit = random.nextInt(content.length);
            byte[] edited = Arrays.copyOf(content, edit + random.nextInt(content.length - edit));
            byte[] tail = ContentSamples.any(random, edited.length - edit);
            System.arraycopy(tail, 0, edited, edit, tail.length);

            List<Extent> pieces = pieces(content);
            List<Extent> editedPieces = pieces(edited);

            long end = 0;
            for (int index = 0; index < pieces.size(); index++) {
                end += pieces.get(index).length();
                if (end + MIN_HOLE_BYTES <= edit) {
                    assertThat(editedPieces.get(index)).as("round=%d", round).isEqualTo(pieces.get(index));
                }
            }
        }
    }

    /** A window that is a boundary, and would be none without its first byte, which sets the highest bit. */
    private static byte[] boundaryByItsFirstByte() {
        Random random = new Random(1);
        byte[] window = new byte[GearHash.WINDOW_BYTES];
        while (true) {
            random.nextBytes(window);
            long hash = 0;
            for (byte value : window) {
                hash = (hash << 1) + GearHash.TABLE[value & 0xFF];
            }
            if (hash >>> GearHash.STRICT_SHIFT == 0 && (GearHash.TABLE[window[0] & 0xFF] & 1) == 1) {
                return window;
            }
        }
    }

    private static List<Extent> pieces(byte[] content) throws IOException {
        return pieces(bytes(content), 0);
    }

    private static List<Extent> pieces(ByteSource source, long position) throws IOException {
        List<Extent> pieces = new ArrayList<>();
        Chunker.Sink sink = new Chunker.Sink() {
            @Override
            public void chunk(byte[] buffer, int offset, int length) {
                byte[] chunk = Arrays.copyOfRange(buffer, offset, offset + length);
                pieces.add(new Extent.Chunk(length, ContentHash.ofContent(chunk)));
            }

            @Override
            public void hole(long length) {
                pieces.add(new Extent.Hole(length));
            }
        };
        Chunker chunker = new Chunker(source, position);
        while (chunker.next(sink)) {}
        return pieces;
    }

    private static ByteSource bytes(byte[] bytes) {
        return StreamSource.untilEnd(new ByteArrayInputStream(bytes));
    }
}
