package dev.ize.core;

import dev.ize.core.content.ChunkStore;
import dev.ize.core.write.ContentRecords;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.function.Consumer;

/** Reads the objects of one content, each in a session of its own, so that an open file holds nothing. */
final class SessionChunks implements ChunkStore {
    private final VersionedFileSystemStorage storage;
    private final ContentReference content;
    private final byte[] root;
    private final Consumer<ReadSession> stillThere;

    /**
     * @param stillThere says why content may be gone that was found missing, by what it throws
     * @param root the bytes of a content of one chunk, which may lie where its hash does not lead
     */
    SessionChunks(
            VersionedFileSystemStorage storage,
            ContentReference content,
            byte[] root,
            Consumer<ReadSession> stillThere) {
        this.storage = storage;
        this.content = content;
        this.root = root;
        this.stillThere = stillThere;
    }

    @Override
    public byte[] read(Form form, ContentHash hash) {
        if (form == Form.BYTES && content.form() == Form.BYTES && hash.equals(content.hash())) {
            return root;
        }
        try (ReadSession session = storage.read()) {
            return read(session, form, hash);
        }
    }

    private byte[] read(ReadSession session, Form form, ContentHash hash) {
        try {
            return new ContentRecords(session.snapshot(), storage.codec()).read(form, hash);
        } catch (CorruptStoreException e) {
            // A view that went, by a deletion or a pruning, may have lost its content to a collection.
            stillThere.accept(session);
            throw e;
        }
    }

    @Override
    public boolean contains(Form form, ContentHash hash) {
        throw new IllegalStateException("Nothing is written while reading");
    }

    @Override
    public void add(Form form, ContentHash hash, byte[] raw) {
        throw new IllegalStateException("Nothing is written while reading");
    }
}
