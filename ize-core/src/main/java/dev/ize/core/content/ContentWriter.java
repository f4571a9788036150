package dev.ize.core.content;

import dev.ize.spi.ContentReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Stores whole contents. Takes the memory of a few chunks, however long the content is.
 *
 * <p><i>Threads:</i> as many as the store allows. <i>Failure:</i> what the stream or the store throws; chunks
 * that were added by then stay added.
 */
public final class ContentWriter {
    private final ChunkStore store;

    /** Adds to a store what it has not got. */
    public ContentWriter(ChunkStore store) {
        this.store = store;
    }

    /** Stores what the stream gives up to its end. Leaves the stream open. */
    public ContentReference write(InputStream content) throws IOException {
        ContentBuilder builder = new ContentBuilder(store);
        Chunker chunker = new Chunker(StreamSource.untilEnd(content), 0);
        while (chunker.next(builder)) {}
        return builder.finish();
    }

    /** Stores an array. */
    public ContentReference write(byte[] content) {
        try {
            return write(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException("An array does not fail", e);
        }
    }
}
