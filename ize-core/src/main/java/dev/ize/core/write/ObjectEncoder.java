package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.content.FormerChunks;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.write.PreparedContent.ObjectKey;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Encodes objects that are to be stored, against earlier ones where there are any, and leaves out those that are
 * stored already. What it relies on stays as long as a lease.
 *
 * <p>What is damaged or on its way out is no base: then the object is encoded by itself. For one thread, and briefly:
 * it holds an engine snapshot until it is closed.
 */
final class ObjectEncoder implements AutoCloseable {
    /** Objects below this length are stored by themselves: a base would save less than its own id takes. */
    private static final int MIN_BYTES = 64;

    private final Leases.Lease lease;
    private final Leases.Round round;
    private final EngineSnapshot snapshot;
    private final ChunkCodec codec;
    private final ContentRecords records;

    /**
     * @param snapshots opens the newest state of the engine
     * @param lease keeps what the records made here need, and what was found stored
     */
    ObjectEncoder(Supplier<? extends EngineSnapshot> snapshots, ChunkCodec codec, Leases leases, Leases.Lease lease) {
        this.lease = lease;
        this.codec = codec;
        // The round first: what the snapshot shows was not removed before it.
        this.round = leases.round();
        this.snapshot = snapshots.get();
        this.records = new ContentRecords(snapshot, codec);
    }

    EngineSnapshot snapshot() {
        return snapshot;
    }

    /** The record of an object; empty if it is stored. */
    Optional<byte[]> encode(ContentEncoder.Pending object) {
        ObjectKey key = object.key();
        if (keep(key.form(), key.hash()) == Leases.Kept.YES) {
            return Optional.empty();
        }
        Optional<EarlierObject> base = object.raw().length < MIN_BYTES
                ? Optional.empty()
                : object.former().flatMap(hash -> base(key.form(), hash));
        return Optional.of(codec.encode(object.raw(), base.orElse(null)));
    }

    /** Looks an object up and keeps it. */
    Leases.Kept keep(Form form, ContentHash hash) {
        OptionalLong stored = records.findId(form, hash);
        return stored.isPresent() ? keep(stored.getAsLong()) : Leases.Kept.NO;
    }

    /** What an earlier content offers as bases. */
    FormerChunks former(ContentReference content) {
        try {
            return FormerChunks.of(records, content);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            return FormerChunks.none();
        }
    }

    private Optional<EarlierObject> base(Form form, ContentHash hash) {
        try {
            return records.findBase(form, hash).filter(found -> keep(found.id()) == Leases.Kept.YES);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            // Whoever reads that object is told; this one does not need it.
            return Optional.empty();
        }
    }

    private Leases.Kept keep(long id) {
        try {
            long[] chain = round.marks() == null ? new long[] {id} : records.chain(id);
            return lease.keep(chain, round);
        } catch (CorruptStoreException e) {
            return Leases.Kept.NO;
        }
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
