package dev.ize.core.content;

import dev.ize.spi.ContentReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Makes new content from stored content by writing at an offset or changing the length.
 *
 * <p>The result equals what {@link ContentWriter} makes of the same bytes. Chunks and nodes away from the
 * edit are taken over and not read: an edit of k bytes costs k, a few chunks and a few nodes a level. In
 * content that repeats itself it may cost the rest of the {@linkplain Chunker#SECTION_BYTES section} where
 * it ends, 16 MiB at the most. Holes cost nothing, however long they are.
 *
 * <p>The base is not changed. <i>Threads:</i> as many as the store allows. <i>Failure:</i> what the data or
 * the store throws; what was added by then stays added.
 */
public final class ContentEditor {
    private final ChunkStore store;

    /** Edits what a store holds, and adds to it. */
    public ContentEditor(ChunkStore store) {
        this.store = store;
    }

    /**
     * The base with bytes of a stream written at an offset. A gap after the base's end is filled with zeros;
     * writing nothing changes nothing, not even the length. Reads exactly {@code length} bytes.
     *
     * @throws java.io.EOFException if the stream has fewer bytes
     * @throws IllegalArgumentException if the range is negative or ends beyond 2^63 − 1, as for the others
     */
    public ContentReference write(ContentReference base, long offset, InputStream data, long length)
            throws IOException {
        checkRange(offset, length);
        if (length == 0) {
            return base;
        }
        return splice(base, offset, StreamSource.exactly(data, length), offset + length);
    }

    /** The same with stored content as the data, whose holes stay holes. */
    public ContentReference write(ContentReference base, long offset, ContentReference data) {
        checkRange(offset, data.length());
        if (data.length() == 0) {
            return base;
        }
        ByteSource source = new StoredSource(new TreeCursor(store, data), 0, data.length());
        return spliceStored(base, offset, source, offset + data.length());
    }

    /** The base, cut or extended with zeros to a size. */
    public ContentReference truncate(ContentReference base, long size) {
        checkRange(0, size);
        if (size == base.length()) {
            return base;
        }
        return spliceStored(base, size, new ZeroSource(0), Long.MAX_VALUE);
    }

    private static void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("range is invalid: offset=" + offset + " length=" + length);
        }
    }

    private ContentReference spliceStored(ContentReference base, long from, ByteSource data, long to) {
        try {
            return splice(base, from, data, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Only a caller's stream throws this", e);
        }
    }

    /**
     * The base up to {@code from}, or filled up with zeros to there, then the data, then the base from
     * {@code to} on.
     *
     * <p>Cutting starts again {@linkplain #seekFirstAffected before the change} and stops where, after the data,
     * a new piece would start just where an old one did: from there on the same bytes at the same offsets are
     * cut in the same way.
     */
    private ContentReference splice(ContentReference base, long from, ByteSource data, long to) throws IOException {
        long kept = Math.min(from, base.length());
        ContentBuilder builder = new ContentBuilder(store);
        TreeCursor old = new TreeCursor(store, base);
        if (base.length() > 0) {
            seekFirstAffected(old, kept);
            builder.resumeBefore(old);
        }
        long restart = builder.position();
        ByteSource source = new JoinedSource(List.of(
                new StoredSource(new TreeCursor(old), restart, kept),
                new ZeroSource(from - kept),
                data,
                new StoredSource(new TreeCursor(old), to, base.length())));

        Chunker chunker = new Chunker(source, restart);
        while (chunker.next(builder)) {
            if (builder.position() >= to && startsPiece(old, builder.position())) {
                builder.appendRest(old);
                break;
            }
        }
        return builder.finish();
    }

    /**
     * Goes to a piece such that all before it ended for reasons that lie before the change. That is true of the
     * piece that holds the byte {@link Chunker#MIN_HOLE_BYTES} before the change, as no piece looks farther
     * behind its end. Mostly it is true of the piece that changes: pieces look behind their end only for zeros,
     * and those are a hole, or the first byte after a hole, or reach across the end of a section.
     */
    private static void seekFirstAffected(TreeCursor old, long change) {
        old.seek(Math.min(change, old.length() - 1));
        boolean onlyItself = old.extent() instanceof Extent.Chunk
                && old.position() < change
                && old.position() % Chunker.SECTION_BYTES != 0;
        if (!onlyItself) {
            old.seek(Math.max(0, change - Chunker.MIN_HOLE_BYTES));
        }
    }

    private static boolean startsPiece(TreeCursor old, long position) {
        if (position >= old.length()) {
            return false;
        }
        old.seek(position);
        return old.position() == position;
    }
}
