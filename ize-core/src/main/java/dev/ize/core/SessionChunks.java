package dev.ize.core;

import dev.ize.core.content.ChunkStore;
import dev.ize.core.write.ContentRecords;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;

/** Reads the objects of one content, each in a session of its own, so that an open file holds nothing. */
final class SessionChunks implements ChunkStore {
    private final VersionedFileSystemStorage storage;
    private final ContentReference content;
    private final byte[] root;

    /**
     * @param root the bytes of a content of one chunk, which may lie where its hash does not lead
     */
    SessionChunks(VersionedFileSystemStorage storage, ContentReference content, byte[] root) {
        this.storage = storage;
        this.content = content;
        this.root = root;
    }

    @Override
    public byte[] read(Form form, ContentHash hash) {
        if (form == Form.BYTES && content.form() == Form.BYTES && hash.equals(content.hash())) {
            return root;
        }
        try (ReadSession session = storage.read()) {
            return new ContentRecords(session.snapshot(), storage.codec()).read(form, hash);
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
