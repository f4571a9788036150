package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.FormerChunks;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.write.PreparedContent.ObjectKey;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.StorePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Encodes objects ahead of the writer, on several threads where there are many, and leaves out those that are stored
 * already. For any thread.
 *
 * @param snapshots opens the newest state of the engine, on any thread, to be closed soon
 */
public record ContentEncoder(
        Supplier<? extends EngineSnapshot> snapshots, ChunkCodec codec, Leases leases, EncoderThreads threads) {
    /**
     * Bytes of content that are encoded and handed to the writer at once: much, since each batch is a commit, and as
     * much as a small heap has room for, with three batches of a stage in it and their chunks beside them.
     */
    static final long BATCH_BYTES = Math.min(8 << 20, Runtime.getRuntime().maxMemory() / 64);

    /** Objects that one thread takes at once: a quarter of a millisecond of its time and more. */
    private static final int PIECE = 2;

    /**
     * An object to be stored.
     *
     * @param former the object that it resembles, as far as can be told
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Pending(ObjectKey key, byte[] raw, Optional<ContentHash> former) {
        /** The next object of a content. */
        static Pending of(ObjectKey key, byte[] raw, FormerChunks former) {
            return new Pending(
                    key, raw, key.form() == Form.BYTES ? former.chunk(key.hash(), raw.length) : former.node(raw));
        }
    }

    Leases.Lease openLease() {
        return leases.open();
    }

    /** Encodes one object after the other on one thread. */
    ObjectEncoder open(Leases.Lease lease) {
        return new ObjectEncoder(snapshots, codec, leases, lease);
    }

    /**
     * The records of those objects that are not stored.
     *
     * @param lease keeps those that are, and what the records need
     */
    Map<ObjectKey, byte[]> encode(List<Pending> objects, Leases.Lease lease) {
        byte[][] records = new byte[objects.size()][];
        int pieces = (objects.size() + PIECE - 1) / PIECE;
        threads.run(pieces, pieces, () -> {
            ObjectEncoder encoder = open(lease);
            return new EncoderThreads.Part() {
                @Override
                public void accept(int piece) {
                    for (int i = piece * PIECE; i < Math.min(objects.size(), (piece + 1) * PIECE); i++) {
                        records[i] = encoder.encode(objects.get(i)).orElse(null);
                    }
                }

                @Override
                public void close() {
                    encoder.close();
                }
            };
        });
        Map<ObjectKey, byte[]> encoded = new LinkedHashMap<>();
        for (int i = 0; i < records.length; i++) {
            if (records[i] != null) {
                encoded.put(objects.get(i).key(), records[i]);
            }
        }
        return encoded;
    }

    /** Looks an object up and keeps it; false: it is not stored, or not for long. */
    boolean keep(Form form, ContentHash hash, Leases.Lease lease) {
        while (true) {
            try (ObjectEncoder encoder = open(lease)) {
                Leases.Kept kept = encoder.keep(form, hash);
                if (kept != Leases.Kept.UNCERTAIN) {
                    return kept == Leases.Kept.YES;
                }
            }
        }
    }

    /** What an earlier content offers to be stored against. */
    FormerChunks former(ContentReference content) {
        if (content.length() == 0) {
            return FormerChunks.none();
        }
        try (ObjectEncoder encoder = open(leases.open())) {
            return encoder.former(content);
        }
    }

    /** The content with a record of its own that a path holds at the newest; the empty one if there is none. */
    ContentReference formerAt(BranchState branch, StorePath path) {
        try (EngineSnapshot snapshot = snapshots.get()) {
            return new FormerContents(new TreeReader(snapshot, branch.lineage(), Long.MAX_VALUE))
                    .find(path)
                    .orElse(ContentReference.EMPTY);
        }
    }
}
