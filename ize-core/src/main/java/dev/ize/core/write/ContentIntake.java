package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkStore;
import dev.ize.core.content.ChunkTree;
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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
    private final Leases leases;
    private final ObjectIndex index;

    /** Where objects lie in the newest state of the engine. */
    @FunctionalInterface
    public interface ObjectIndex {
        /** The id of an object, if it is stored. */
        OptionalLong find(Form form, ContentHash hash);
    }

    /**
     * @param storage the storage that handles belong to, known by identity
     * @param index asked by any thread
     */
    public ContentIntake(Object storage, Writer writer, ChunkCodec codec, Leases leases, ObjectIndex index) {
        this.storage = storage;
        this.writer = writer;
        this.codec = codec;
        this.leases = leases;
        this.index = index;
    }

    /**
     * Takes a stream to its end and leaves it open.
     *
     * @return a handle that the caller closes
     * @throws UncheckedIOException if the stream fails; what was stored by then is for a collection
     */
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

    /** A handle on bytes in memory, which are not copied. */
    public HeldContent hold(byte[] bytes) {
        return new HeldContent(storage, PreparedContent.of(bytes, codec));
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
        if (content.length() > 0 && !keep(content.form(), content.hash(), lease)) {
            throw new CorruptStoreException("Content is missing. hash=" + content.hash(), null);
        }
        if (content.form() == Form.TREE) {
            for (ContentReference child : ChunkTree.children(chunks.read(Form.TREE, content.hash()))) {
                keepAll(child, chunks, lease);
            }
        }
    }

    /** Looks an object up and keeps it; false: it is not stored, or not for long. */
    private boolean keep(Form form, ContentHash hash, Leases.Lease lease) {
        while (true) {
            Leases.Round round = leases.round();
            OptionalLong id = index.find(form, hash);
            if (id.isEmpty()) {
                return false;
            }
            Leases.Kept kept = lease.keep(id.getAsLong(), round);
            if (kept != Leases.Kept.UNCERTAIN) {
                return kept == Leases.Kept.YES;
            }
        }
    }

    HeldContent takeLarge(InputStream content) throws IOException {
        Batches batches = new Batches();
        try {
            ContentReference reference = new ContentWriter(batches).write(content);
            batches.flush();
            return new HeldContent(storage, reference, batches.lease);
        } catch (IOException | RuntimeException | Error e) {
            batches.lease.close();
            throw e;
        }
    }

    /** Collects encoded objects and hands them over when there are enough. */
    private final class Batches implements ChunkStore {
        private Map<PreparedContent.ObjectKey, byte[]> pending = new LinkedHashMap<>();
        private long pendingBytes;
        private final Leases.Lease lease = leases.open();

        @Override
        public byte[] read(Form form, ContentHash hash) {
            throw new CorruptStoreException("Nothing is read while content is taken in. hash=" + hash, null);
        }

        @Override
        public boolean contains(Form form, ContentHash hash) {
            PreparedContent.ObjectKey key = new PreparedContent.ObjectKey(form, hash);
            return pending.containsKey(key) || keep(form, hash, lease);
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
            writer.submit(new AddObjects(pending, lease));
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
