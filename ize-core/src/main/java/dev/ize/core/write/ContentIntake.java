package dev.ize.core.write;

import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ChunkTree;
import dev.ize.core.content.ContentWriter;
import dev.ize.core.content.FormerChunks;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes content in ahead of its change: small content into memory, larger content in batches of its own, in constant
 * memory.
 *
 * <p>Chunks are cut and hashed on the caller's thread, and encoded on several. Any number of threads may store at once.
 */
public final class ContentIntake {
    /** Content up to this many bytes waits in memory for its change. */
    private static final int IN_MEMORY_BYTES = 1 << 20;

    private final Object storage;
    private final Writer writer;
    private final Leases leases;
    private final ContentEncoder encoder;

    /**
     * @param storage the storage that handles belong to, known by identity
     */
    public ContentIntake(Object storage, Writer writer, Leases leases, ContentEncoder encoder) {
        this.storage = storage;
        this.writer = writer;
        this.leases = leases;
        this.encoder = encoder;
    }

    Object storage() {
        return storage;
    }

    ContentEncoder encoder() {
        return encoder;
    }

    /**
     * Takes a stream to its end and leaves it open.
     *
     * @param former what the content is stored against, where it is large
     * @return a handle that the caller closes
     * @throws UncheckedIOException if the stream fails; what was stored by then is for a collection
     */
    public HeldContent take(InputStream content, ContentReference former) {
        try {
            byte[] head = content.readNBytes(IN_MEMORY_BYTES + 1);
            if (head.length <= IN_MEMORY_BYTES) {
                return hold(head);
            }
            return takeLarge(new SequenceInputStream(new ByteArrayInputStream(head), content), former);
        } catch (IOException e) {
            throw new UncheckedIOException("The content could not be read to its end; nothing was kept.", e);
        }
    }

    /** A handle on bytes in memory, which are not copied. */
    public HeldContent hold(byte[] bytes) {
        return new HeldContent(storage, PreparedContent.of(bytes));
    }

    /**
     * A handle on what a version has, which the caller closes.
     *
     * @param chunks reads it, from an engine snapshot in which the version has it
     * @throws CorruptStoreException if it is not there
     */
    public HeldContent hold(ContentReference stored, ChunkStore chunks) {
        Leases.Lease lease = leases.open();
        lease.keep(stored);
        if (leases.round().marks() != null) {
            keepAll(stored, chunks, lease);
        }
        return new HeldContent(storage, stored, lease);
    }

    /** Keeps what a collection that has begun already may not find in time. */
    private void keepAll(ContentReference content, ChunkStore chunks, Leases.Lease lease) {
        if (content.length() > 0 && !encoder.keep(content.form(), content.hash(), lease)) {
            throw new CorruptStoreException("Content is missing. hash=" + content.hash(), null);
        }
        if (content.form() == Form.TREE) {
            for (ContentReference child : ChunkTree.children(chunks.read(Form.TREE, content.hash()))) {
                keepAll(child, chunks, lease);
            }
        }
    }

    HeldContent takeLarge(InputStream content, ContentReference former) throws IOException {
        Batches batches = new Batches(former);
        try {
            ContentReference reference = new ContentWriter(batches).write(content);
            batches.flush();
            return new HeldContent(storage, reference, batches.lease);
        } catch (IOException | RuntimeException | Error e) {
            batches.lease.close();
            throw e;
        }
    }

    /** Collects objects, and has them encoded and written when there are enough. */
    private final class Batches implements ChunkStore {
        private final FormerChunks former;
        private Map<PreparedContent.ObjectKey, ContentEncoder.Pending> pending = new LinkedHashMap<>();
        private long pendingBytes;
        private final Leases.Lease lease = leases.open();

        Batches(ContentReference former) {
            this.former = encoder.former(former);
        }

        @Override
        public byte[] read(Form form, ContentHash hash) {
            throw new CorruptStoreException("Nothing is read while content is taken in. hash=" + hash, null);
        }

        /** Whether an object is stored, it is asked for a whole batch at once. */
        @Override
        public boolean contains(Form form, ContentHash hash) {
            return pending.containsKey(new PreparedContent.ObjectKey(form, hash));
        }

        @Override
        public void add(Form form, ContentHash hash, byte[] raw) {
            PreparedContent.ObjectKey key = new PreparedContent.ObjectKey(form, hash);
            pending.put(key, ContentEncoder.Pending.of(key, raw, former));
            pendingBytes += raw.length;
            if (pendingBytes >= ContentEncoder.BATCH_BYTES) {
                flush();
            }
        }

        void flush() {
            Map<PreparedContent.ObjectKey, byte[]> records = encoder.encode(List.copyOf(pending.values()), lease);
            if (!records.isEmpty()) {
                writer.submit(new AddObjects(records, lease));
            }
            pending = new LinkedHashMap<>();
            pendingBytes = 0;
        }
    }

    /** Puts encoded objects into the store; the change that refers to them makes them durable. */
    static final class AddObjects extends Task<Boolean> {
        private final Map<PreparedContent.ObjectKey, byte[]> objects;
        private final Leases.@Nullable Lease lease;

        /** Without a lease: while nothing is collected. */
        AddObjects(Map<PreparedContent.ObjectKey, byte[]> objects) {
            this(objects, null);
        }

        AddObjects(Map<PreparedContent.ObjectKey, byte[]> objects, Leases.@Nullable Lease lease) {
            super(Durability.BUFFERED, null);
            this.objects = objects;
            this.lease = lease;
        }

        @Override
        protected Boolean prepare(Turn turn) throws StorageException {
            ContentAdditions additions = new ContentAdditions(turn);
            objects.forEach((key, record) -> {
                long id = additions.addEncoded(key.form(), key.hash(), record);
                if (lease != null) {
                    lease.add(id);
                }
            });
            return true;
        }
    }
}
