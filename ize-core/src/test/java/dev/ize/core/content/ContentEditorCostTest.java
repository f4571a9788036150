package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("sweep")
class ContentEditorCostTest {
    private final MemoryChunkStore store = new MemoryChunkStore();
    private final ContentEditor editor = new ContentEditor(store);

    @Test
    void overwriteIn64MiBTouchesAFewChunksAndNodes() throws IOException {
        ContentReference base = new ContentWriter(store).write(ContentSamples.random(1, 64 << 20));
        Random random = new Random(2);
        for (int step = 0; step < 100; step++) {
            store.resetCounts();

            overwrite(base, random.nextInt(64 << 20), ContentSamples.random(step, 4096));

            assertThat(store.reads).as("step=%d", step).isLessThanOrEqualTo(16);
            assertThat(store.adds).as("step=%d", step).isLessThanOrEqualTo(12);
            assertThat(store.addedBytes).as("step=%d", step).isLessThan(1 << 20);
        }
    }

    @Test
    void appendTouchesTheEndOnly() throws IOException {
        ContentReference base = new ContentWriter(store).write(ContentSamples.random(3, 64 << 20));
        store.resetCounts();

        overwrite(base, base.length(), ContentSamples.random(4, 4096));

        assertThat(store.reads).isLessThanOrEqualTo(4);
        assertThat(store.adds).isLessThanOrEqualTo(5);
    }

    @Test
    void truncationTouchesTheNewEndOnly() throws IOException {
        ContentReference base = new ContentWriter(store).write(ContentSamples.random(5, 64 << 20));
        store.resetCounts();

        editor.truncate(base, 20_000_000);

        assertThat(store.reads).isLessThanOrEqualTo(4);
        assertThat(store.adds).isLessThanOrEqualTo(5);
    }

    /** A shifted cut in constant bytes shifts all later ones: only the section's end stops that. */
    @Test
    void overwriteInContentThatRepeatsItselfEndsWithTheSection() throws IOException {
        ContentReference base = new ContentWriter(store).write(ContentSamples.constant(1, 64 << 20));
        store.resetCounts();

        overwrite(base, 20_000_000, new byte[] {2});

        assertThat(store.reads).isLessThanOrEqualTo(Chunker.SECTION_BYTES / Chunker.MAX_CHUNK_BYTES + 8);
        assertThat(store.adds).isLessThanOrEqualTo(12);
    }

    private ContentReference overwrite(ContentReference base, long offset, byte[] data) throws IOException {
        return editor.write(base, offset, new ByteArrayInputStream(data), data.length);
    }
}
