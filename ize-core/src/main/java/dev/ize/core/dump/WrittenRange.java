package dev.ize.core.dump;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ContentReader;
import dev.ize.core.content.ContentWriter;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Codes;
import dev.ize.core.write.ContentRecords;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The bytes of a large partial write. The store need not hold them as a content of their own, so they are read from
 * where they were written to, and cut into the objects that they were before.
 *
 * @param whole the file's content after the write
 * @param offset where the bytes are in it
 * @param data what they are
 */
record WrittenRange(ContentReference whole, long offset, ContentReference data) {
    /** Hashes of objects that are remembered, so that those are made once; the rest may come twice. */
    private static final int REMEMBERED = 1 << 16;

    /** Makes the objects of the bytes, each after all that it refers to. Holds a snapshot for one chunk at a time. */
    void write(StoreAccess store, ChunkCodec codec, Consumer<Frame> out) {
        ContentReader reader = new ContentReader(new Chunks(store, codec, out), whole);
        ContentReference made;
        try {
            made = new ContentWriter(new Chunks(store, codec, out)).write(new Range(reader, offset, data.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!made.equals(data)) {
            throw new CorruptStoreException(
                    "What was written into a file is not there. hash=" + data.hash() + " found=" + made.hash(), null);
        }
    }

    /** Reads from the store, and adds to the dump. */
    private static final class Chunks implements ChunkStore {
        private final StoreAccess store;
        private final ChunkCodec codec;
        private final Consumer<Frame> out;
        private final Set<ContentHash> made = new HashSet<>();

        Chunks(StoreAccess store, ChunkCodec codec, Consumer<Frame> out) {
            this.store = store;
            this.codec = codec;
            this.out = out;
        }

        @Override
        public byte[] read(Form form, ContentHash hash) {
            return store.read(snapshot -> new ContentRecords(snapshot, codec).read(form, hash));
        }

        @Override
        public boolean contains(Form form, ContentHash hash) {
            return made.contains(hash);
        }

        @Override
        public void add(Form form, ContentHash hash, byte[] raw) {
            if (made.size() < REMEMBERED) {
                made.add(hash);
            }
            out.accept(object(form, codec.encode(raw)));
        }
    }

    static Frame object(Form form, byte[] record) {
        return new Frame(
                DumpFormat.Kind.OBJECT,
                new ByteWriter(record.length + 1).u8(Codes.of(form)).raw(record).toByteArray());
    }

    /** A part of a content as a stream. */
    private static final class Range extends InputStream {
        private final ContentReader reader;
        private final long end;
        private long position;

        Range(ContentReader reader, long start, long length) {
            this.reader = reader;
            this.position = start;
            this.end = start + length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position >= end) {
                return -1;
            }
            int count = reader.read(position, buffer, offset, (int) Math.min(length, end - position));
            position += Math.max(count, 0);
            return count;
        }
    }
}
