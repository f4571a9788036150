package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random edits of stored content against the same edits of an array. */
@Tag("sweep")
class ContentEditorModelTest {
    private final MemoryChunkStore store = new MemoryChunkStore();
    private final ContentEditor editor = new ContentEditor(store);

    @ParameterizedTest
    @CsvSource({
        "1, 400000, 150",
        "2, 400000, 150",
        "3, 400000, 150",
        "4, 1500000, 100",
        "5, 1500000, 100",
        "6, 1500000, 100",
        "7, 4000000, 60",
        "8, 4000000, 60",
        "9, 22000000, 12",
        "10, 22000000, 12"
    })
    void everyEditEqualsBuildingFromTheStart(long seed, int maxBytes, int edits) throws IOException {
        Random random = new Random(seed);
        byte[] model = ContentSamples.any(random, maxBytes / 2 + random.nextInt(maxBytes / 2));
        ContentReference content = new ContentWriter(store).write(model);
        for (int step = 0; step < edits; step++) {
            Edit edit = Edit.any(random, model, maxBytes);

            model = edit.apply(model);
            content = apply(edit, content);

            assertThat(content)
                    .as("seed=%d step=%d edit=%s", seed, step, edit)
                    .isEqualTo(new ContentWriter(new MemoryChunkStore()).write(model));
            checkReads(random, content, model);
        }
    }

    /** A write at an offset or, without data, a new size. */
    private record Edit(int at, byte[] data) {
        static Edit any(Random random, byte[] model, int maxBytes) {
            int at = Math.min(maxBytes, place(random, model));
            if (random.nextInt(5) == 0) {
                return new Edit(at, new byte[0]);
            }
            int length = length(random);
            return new Edit(at, ContentSamples.any(random, Math.min(length, maxBytes - at)));
        }

        byte[] apply(byte[] model) {
            if (data.length == 0) {
                return Arrays.copyOf(model, at);
            }
            byte[] result = Arrays.copyOf(model, Math.max(model.length, at + data.length));
            System.arraycopy(data, 0, result, at, data.length);
            return result;
        }

        @Override
        public String toString() {
            return data.length == 0 ? "truncate to " + at : "write " + data.length + " at " + at;
        }

        private static int place(Random random, byte[] model) {
            return switch (random.nextInt(7)) {
                case 0 -> 0;
                case 1 -> model.length;
                case 2 -> model.length + random.nextInt(200_000);
                case 3 -> besidesAnEdge(random, model);
                case 4 -> besidesASection(random, model);
                default -> random.nextInt(model.length + 1);
            };
        }

        private static int besidesAnEdge(Random random, byte[] model) {
            List<Extent> extents = FormatByTheBook.extents(Arrays.copyOf(model, Math.min(model.length, 3 << 20)));
            int end = extents.stream()
                    .limit(random.nextInt(extents.size() + 1))
                    .mapToInt(extent -> (int) extent.length())
                    .sum();
            int distance = random.nextInt(3) - 1 - random.nextInt(2) * Chunker.MIN_HOLE_BYTES;
            return Math.max(0, end + distance);
        }

        private static int besidesASection(Random random, byte[] model) {
            int edge = model.length / Chunker.SECTION_BYTES * Chunker.SECTION_BYTES;
            return Math.max(0, edge + random.nextInt(200_000) - 100_000);
        }

        private static int length(Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> 1;
                case 1 -> Chunker.MIN_HOLE_BYTES + random.nextInt(3) - 1;
                case 2 -> random.nextInt(5_000);
                default -> random.nextInt(600_000);
            };
        }
    }

    private ContentReference apply(Edit edit, ContentReference content) throws IOException {
        byte[] data = edit.data();
        return data.length == 0
                ? editor.truncate(content, edit.at())
                : editor.write(content, edit.at(), new ByteArrayInputStream(data), data.length);
    }

    private void checkReads(Random random, ContentReference content, byte[] model) throws IOException {
        ContentReader reader = new ContentReader(store, content);
        assertThat(Arrays.equals(reader.stream().readAllBytes(), model)).isTrue();
        for (int count = 0; count < 5; count++) {
            int from = random.nextInt(model.length + 1);
            int to = from + random.nextInt(Math.min(100_000, model.length - from + 1));
            byte[] read = new byte[to - from];
            reader.read(from, read, 0, read.length);
            assertThat(Arrays.equals(read, 0, read.length, model, from, to)).isTrue();
        }
    }
}
