package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ContentWriter;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Takes content in ahead of its change: small content into memory, larger content in batches of its own, chunk
 * by chunk, in constant memory.
 *
 * <p>Chunks are cut, hashed and compressed on the caller's thread. Any number of threads may store at once.
 */
public final class ContentIntake {
    /** Content up to this many bytes waits in memory for its change. */
    private static final int IN_MEMORY_BYTES = 1 << 20;

    /** Encoded bytes that are handed to the writer at once. */
    private static final long BATCH_BYTES = 4 << 20;

    private final Object storage;
    private final Writer writer;
    private final ChunkCodec codec;
    private final BiPredicate<Form, ContentHash> isStored;

    /**
     * @param storage the storage that handles belong to
     * @param isStored whether an object is in the newest state of the engine
     */
    public ContentIntake(Object storage, Writer writer, ChunkCodec codec, BiPredicate<Form, ContentHash> isStored) {
        this.storage = storage;
        this.writer = writer;
        this.codec = codec;
        this.isStored = isStored;
    }

    public HeldContent take(InputStream content) {
        try {
            byte[] head = content.readNBytes(IN_MEMORY_BYTES + 1);
            if (head.length <= IN_MEMORY_BYTES) {
                return hold(head);
            }
            return takeLarge(new SequenceInputStream(new ByteArrayInputStream(head), content));
        } catch (IOException e) {
            throw new UncheckedIOException("The content could not be read to its end; nothing was kept.", e);
        }
    }

    /** A handle on bytes in memory. */
    public HeldContent hold(byte[] bytes) {
        PreparedContent prepared = PreparedContent.of(bytes, codec);
        return new HeldContent(storage, prepared.reference(), Optional.of(prepared));
    }

    /** A handle on what the records hold. */
    public HeldContent hold(ContentReference stored) {
        return new HeldContent(storage, stored, Optional.empty());
    }

    HeldContent takeLarge(InputStream content) throws IOException {
        Batches batches = new Batches();
        ContentReference reference = new ContentWriter(batches).write(content);
        batches.flush();
        return hold(reference);
    }

    /** Collects encoded objects and hands them over when there are enough. */
    private final class Batches implements ChunkStore {
        private Map<PreparedContent.ObjectKey, byte[]> pending = new LinkedHashMap<>();
        private long pendingBytes;

        @Override
        public byte[] read(Form form, ContentHash hash) {
            throw new CorruptStoreException("Nothing is read while content is taken in. hash=" + hash, null);
        }

        @Override
        public boolean contains(Form form, ContentHash hash) {
            PreparedContent.ObjectKey key = new PreparedContent.ObjectKey(form, hash);
            return pending.containsKey(key) || isStored.test(form, hash);
        }

        @Override
        public void add(Form form, ContentHash hash, byte[] raw) {
            byte[] record = codec.encode(raw);
            pending.put(new PreparedContent.ObjectKey(form, hash), record);
            pendingBytes += record.length;
            if (pendingBytes >= BATCH_BYTES) {
                flush();
            }
        }

        void flush() {
            if (pending.isEmpty()) {
                return;
            }
            writer.submit(new AddObjects(pending));
            pending = new LinkedHashMap<>();
            pendingBytes = 0;
        }
    }

    /** Puts encoded objects into the store; the change that refers to them makes them durable. */
    static final class AddObjects extends Task<Boolean> {
        private final Map<PreparedContent.ObjectKey, byte[]> objects;

        AddObjects(Map<PreparedContent.ObjectKey, byte[]> objects) {
            super(Durability.BUFFERED, null);
            this.objects = objects;
        }

        @Override
        protected Boolean prepare(Turn turn) throws StorageException {
            ContentAdditions additions = new ContentAdditions(turn.overlay(), turn.counters(), turn.codec());
            objects.forEach((key, record) -> additions.addEncoded(key.form(), key.hash(), record));
            return true;
        }
    }
}
