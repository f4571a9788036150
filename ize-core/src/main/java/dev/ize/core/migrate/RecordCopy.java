package dev.ize.core.migrate;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Progress;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Copies all records of one engine to another, keyspace by keyspace in the order of their keys, in bounded batches.
 * So the last key of a keyspace tells how far it was copied, and an interrupted copy goes on after it. For one
 * thread, while nobody else writes to either.
 */
public final class RecordCopy {
    /** What a batch may well have, in bytes: 4 MiB. Larger ones copy no faster, and engines refuse them in small heaps. */
    public static final long MAX_BATCH_BYTES = 4 << 20;

    /** Most records of a batch, each of which takes memory beside its bytes. */
    private static final int MAX_BATCH_RECORDS = 50_000;

    private static final byte[] FIRST = new byte[0];

    private final EngineSnapshot source;
    private final Engine target;
    private final Consumer<WriteBatch> writer;
    private final Progress progress;
    private final long maxBatchBytes;

    private WriteBatch batch = new WriteBatch();
    private long records;

    /**
     * Prepares a copy; nothing is written yet.
     *
     * @param source what is copied; it and the target stay the caller's to close
     * @param writer writes a batch to the target, which need not make it durable
     * @param progress called after each batch with the number of records copied by this call so far
     * @param maxBatchBytes most bytes of a batch with more than one record
     */
    public RecordCopy(
            EngineSnapshot source, Engine target, Consumer<WriteBatch> writer, Progress progress, long maxBatchBytes) {
        this.maxBatchBytes = maxBatchBytes;
        this.source = source;
        this.target = target;
        this.writer = writer;
        this.progress = progress;
    }

    /** Copies what the target has not got. Whatever ends it, what was written stays, and a next copy goes on there. */
    public void copy(Set<Keyspace> keyspaces) {
        keyspaces.forEach(this::copy);
        flush();
    }

    private void copy(Keyspace keyspace) {
        try (Cursor from = source.cursor(keyspace, afterLast(keyspace), null)) {
            while (from.next()) {
                byte[] key = from.key();
                byte[] value = from.value();
                long bytes = batch.bytes() + key.length + value.length;
                if (bytes > maxBatchBytes || batch.steps().size() >= MAX_BATCH_RECORDS) {
                    flush();
                }
                batch.put(keyspace, key, value);
                records++;
            }
        }
    }

    /** The least key that may follow the target's last one. */
    private byte[] afterLast(Keyspace keyspace) {
        try (EngineSnapshot copied = target.snapshot();
                Cursor cursor = copied.cursor(keyspace, FIRST, null)) {
            if (!cursor.previous()) {
                return FIRST;
            }
            byte[] last = cursor.key();
            return last.length < Keyspace.MAX_KEY_BYTES ? Arrays.copyOf(last, last.length + 1) : last;
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            writer.accept(batch);
            batch = new WriteBatch();
        }
        progress.reached("copying", records, -1);
    }
}
