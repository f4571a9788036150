package dev.ize.core.dump;

import dev.ize.core.content.ContentReader;
import dev.ize.core.content.ObjectSet;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.write.ContentRecords;
import dev.ize.core.write.RecordedOperation;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The operations of one change in their order, each with the content that it wrote: carried along where that is
 * small or nothing else holds it, else by reference. For one thread; each step may use a later snapshot.
 */
final class OperationSource {
    /** Edits of a change whose contents are remembered; those of more are dumped again if they are referred to. */
    private static final int MAX_EDITS = 10_000;

    private final ChangeOrder.OfChange change;
    private final ObjectSet known;
    private final List<ContentLocation> edited = new ArrayList<>();
    private long next;

    /**
     * An operation.
     *
     * @param needed the stored content that it refers to, which must come before it unless it is known
     * @param range the large partial write that must come before it
     */
    record Found(RecordedOperation operation, Optional<ContentReference> needed, Optional<WrittenRange> range) {}

    /**
     * @param known the objects that need not be in the dump
     */
    OperationSource(ChangeOrder.OfChange change, ObjectSet known) {
        this.change = change;
        this.known = known;
        this.next = change.first();
    }

    /** Whether the record that closes the change has no operation. */
    boolean isClosedAlone(EngineSnapshot snapshot) {
        byte[] key = Keys.operation(change.branch().id(), change.seq());
        byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
        if (value == null) {
            throw ChangeOrder.removed(change.branch());
        }
        return OperationRecord.decode(key, value).operation().isEmpty();
    }

    /** The next operation; empty: that was the last. */
    Optional<Found> next(StoredObjects objects) {
        long branch = change.branch().id();
        byte[] to = Keys.operation(branch, change.seq() + 1);
        EngineSnapshot snapshot = objects.snapshot();
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, Keys.operation(branch, next), to)) {
            if (next > change.seq()) {
                return Optional.empty();
            }
            if (!cursor.next()) {
                throw ChangeOrder.removed(change.branch());
            }
            long seq = Keys.longAt(cursor.key(), 8);
            OperationRecord record = OperationRecord.decode(cursor.key(), cursor.value());
            next = seq + 1;
            return record.operation().map(operation -> found(objects, seq, operation, record));
        }
    }

    /** At the end of the change: who applies it has what it made of earlier content. */
    void addEdited(StoredObjects objects) {
        edited.forEach(location -> KnownContent.addAll(location, known, objects));
    }

    private Found found(StoredObjects objects, long seq, Operation operation, OperationRecord record) {
        OptionalLong node = RecordedForms.makesNode(operation)
                ? OptionalLong.of(FileVersions.node(seq, record))
                : OptionalLong.empty();
        boolean inline = record.inlineContent().isPresent();
        Optional<ContentLocation> result =
                FileVersions.written(objects.snapshot(), change.branch().id(), seq, record);
        Optional<byte[]> carried = Optional.empty();
        Optional<ContentReference> needed = Optional.empty();
        Optional<WrittenRange> range = Optional.empty();
        if (operation instanceof Operation.WriteFile write) {
            ContentReference data = reference(write.content());
            boolean isKnown = data.length() == 0 || isKnown(objects, data);
            if (!isKnown && data.length() <= DumpFormat.MAX_CARRIED_BYTES) {
                carried = Optional.of(carriedData(objects, write, data, result.orElseThrow(), record));
            } else if (!isKnown) {
                range = Optional.of(new WrittenRange(result.orElseThrow().reference(), write.offset(), data));
            }
        } else if (result.isPresent() && !(operation instanceof Operation.TruncateFile)) {
            carried = record.inlineContent();
            needed = result.get().place() instanceof ContentLocation.InContent
                    ? Optional.of(result.get().reference())
                    : Optional.empty();
        }
        if (operation instanceof Operation.WriteFile || operation instanceof Operation.TruncateFile) {
            if (edited.size() < MAX_EDITS) {
                edited.add(result.orElseThrow());
            }
        }
        return new Found(new RecordedOperation(seq, node, inline, operation, carried), needed, range);
    }

    /**
     * The bytes of a small partial write, which the store need not hold as a content of their own, read from where
     * they were written to.
     */
    private byte[] carriedData(
            StoredObjects objects,
            Operation.WriteFile write,
            ContentReference data,
            ContentLocation result,
            OperationRecord record) {
        byte[] bytes = new byte[(int) data.length()];
        if (record.inlineContent().isPresent()) {
            byte[] whole = record.inlineContent().get();
            if (whole.length - write.offset() < bytes.length) {
                throw new CorruptStoreException("A file is shorter than what was written into it.", null);
            }
            System.arraycopy(whole, (int) write.offset(), bytes, 0, bytes.length);
        } else {
            ContentRecords chunks = new ContentRecords(objects.snapshot(), objects.codec());
            new ContentReader(chunks, result.reference()).read(write.offset(), bytes, 0, bytes.length);
        }
        return bytes;
    }

    /** Whether who reads the dump has a content. What no version refers to may be stored in part. */
    private boolean isKnown(StoredObjects objects, ContentReference content) {
        OptionalLong id = objects.findId(content.form(), content.hash());
        return id.isPresent() && known.contains(id.getAsLong());
    }

    private static ContentReference reference(Content logged) {
        if (logged instanceof ContentReference reference) {
            return reference;
        }
        throw new CorruptStoreException("An operation in the log does not refer to its content.", null);
    }
}
