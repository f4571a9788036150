package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormerChunksTest {
    private static final ContentHash OTHER = ContentHash.ofContent(new byte[] {1});

    private final MemoryChunkStore store = new MemoryChunkStore();
    private final byte[] bytes = ContentSamples.random(1, 2_000_000);
    private final ContentReference former = new ContentWriter(store).write(bytes);
    private final List<ContentReference> chunks = chunks(former);

    private List<ContentReference> chunks(ContentReference content) {
        List<ContentReference> found = new ArrayList<>();
        for (ContentReference child : ChunkTree.children(store.read(Form.TREE, content.hash()))) {
            found.addAll(child.form() == Form.BYTES ? List.of(child) : chunks(child));
        }
        return found;
    }

    @Test
    void changedChunkResemblesTheOneInItsPlace() {
        FormerChunks found = FormerChunks.of(store, former);

        for (ContentReference chunk : chunks) {
            assertThat(found.chunk(OTHER, (int) chunk.length())).contains(chunk.hash());
        }
    }

    @Test
    void placesAreCountedFromTheLastChunkThatBothHave() {
        FormerChunks found = FormerChunks.of(store, former);

        // Something long was inserted: what follows it lies elsewhere, until a chunk is met that is known.
        found.chunk(OTHER, 700_000);
        assertThat(found.chunk(chunks.get(2).hash(), (int) chunks.get(2).length()))
                .contains(chunks.get(2).hash());
        assertThat(found.chunk(OTHER, (int) chunks.get(3).length()))
                .contains(chunks.get(3).hash());
    }

    @Test
    void whatLiesBehindTheFormerEndResemblesNothing() {
        FormerChunks found = FormerChunks.of(store, former);
        found.chunk(OTHER, bytes.length);

        assertThat(found.chunk(OTHER, 1000)).isEmpty();
    }

    @Test
    void rootResemblesTheRoot() {
        FormerChunks found = FormerChunks.of(store, former);
        byte[] next = bytes.clone();
        next[0]++;
        MemoryChunkStore other = new MemoryChunkStore();
        ContentReference changed = new ContentWriter(other).write(next);
        found.chunk(OTHER, (int) chunks.get(0).length());

        byte[] root = other.read(Form.TREE, changed.hash());
        assertThat(NodeOutline.of(root).level()).isPositive();
        assertThat(found.node(root)).contains(former.hash());
    }

    @Test
    void contentOfOneChunkIsResembledByTheFirst() {
        byte[] small = Arrays.copyOf(bytes, 1000);
        ContentReference one = new ContentWriter(store).write(small);

        assertThat(FormerChunks.of(store, one).chunk(OTHER, 10)).contains(one.hash());
        assertThat(FormerChunks.none().chunk(OTHER, 10)).isEqualTo(Optional.empty());
        assertThat(FormerChunks.of(store, ContentReference.EMPTY).chunk(OTHER, 10))
                .isEmpty();
    }
}
