package dev.ize.backend.lmdb;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.WriteConflictException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.SeekOp;
import org.lmdbjava.Txn;

/** Carries out a batch in a write transaction. For one thread at a time. */
final class BatchWriter {
    private final Databases databases;
    private final KeyMemory keyMemory = new KeyMemory();

    BatchWriter(Databases databases) {
        this.databases = databases;
    }

    /**
     * Checks the requirements, then takes the steps; the caller commits or aborts.
     *
     * @throws WriteConflictException if a requirement does not hold
     */
    void write(Txn<NativeBytes> transaction, WriteBatch batch) {
        for (WriteBatch.Requirement requirement : batch.requirements()) {
            check(transaction, requirement);
        }
        for (WriteBatch.Step step : batch.steps()) {
            take(transaction, step);
        }
    }

    private void check(Txn<NativeBytes> transaction, WriteBatch.Requirement requirement) {
        Keyspace keyspace = requirement.keyspace();
        NativeBytes value = databases.of(keyspace).get(transaction, keyMemory.hold(requirement.key()));
        if (!holds(value, requirement.expected())) {
            throw new WriteConflictException("A requirement of the batch does not hold. keyspace=" + keyspace.name()
                    + " key=" + HexFormat.of().formatHex(requirement.key()));
        }
    }

    private static boolean holds(@Nullable NativeBytes found, byte @Nullable [] expected) {
        if (found == null || expected == null) {
            return found == null && expected == null;
        }
        return found.length() == expected.length && Arrays.equals(found.copy(), expected);
    }

    private void take(Txn<NativeBytes> transaction, WriteBatch.Step step) {
        Dbi<NativeBytes> database = databases.of(step.keyspace());
        if (step instanceof WriteBatch.Put put) {
            put(transaction, database, put);
        } else if (step instanceof WriteBatch.Delete delete) {
            boolean unused = database.delete(transaction, keyMemory.hold(delete.key()));
        } else if (step instanceof WriteBatch.DeleteRange range) {
            deleteRange(transaction, database, range);
        } else {
            throw new AssertionError(step);
        }
    }

    /** Copies the value once, straight into the page that LMDB will write. */
    private void put(Txn<NativeBytes> transaction, Dbi<NativeBytes> database, WriteBatch.Put put) {
        database.reserve(transaction, keyMemory.hold(put.key()), put.value().length)
                .fill(put.value());
    }

    /** After a deletion LMDB's cursor stands before the key that followed, so that one step reaches it. */
    private void deleteRange(Txn<NativeBytes> transaction, Dbi<NativeBytes> database, WriteBatch.DeleteRange range) {
        try (Cursor<NativeBytes> cursor = database.openCursor(transaction)) {
            boolean found = cursor.get(keyMemory.hold(range.from()), GetOp.MDB_SET_RANGE);
            while (found && Arrays.compareUnsigned(cursor.key().copy(), range.to()) < 0) {
                cursor.delete();
                found = cursor.seek(SeekOp.MDB_NEXT);
            }
        }
    }
}
