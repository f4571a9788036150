package dev.ize.backend.lmdb;

import dev.ize.core.engine.Keyspace;
import dev.ize.spi.StorageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.Stat;
import org.lmdbjava.Txn;

/**
 * A read transaction that is used again and again, with the memory and the cursors that reads need.
 *
 * <p>It is live from its making or {@link #renew} to {@link #reset}, and pins the pages of one state then.
 * While it rests it pins nothing and keeps its slot in the table of readers. For one thread at a time.
 */
final class Reader implements AutoCloseable {
    /** As many cursors of a keyspace rest with the reader; a reading with more open at once is rare. */
    private static final int MAX_RESTING_CURSORS = 4;

    private final Databases databases;
    private final PageBounds bounds;
    private final Health health;
    private final Txn<NativeBytes> transaction;
    private final KeyMemory keyMemory = new KeyMemory();
    private final Set<Cursor<NativeBytes>> cursors = new HashSet<>();
    private final Map<Keyspace, Deque<Cursor<NativeBytes>>> resting = new HashMap<>();
    private boolean live = true;
    private boolean closed;

    /** Begins a transaction on the newest state. */
    Reader(LmdbEnvironment opened, Health health) {
        this.databases = opened.databases();
        this.bounds = opened.bounds();
        this.health = health;
        this.transaction = opened.environment().txnRead();
    }

    /** Goes on with the newest state. */
    void renew() {
        transaction.renew();
        live = true;
    }

    /** Lets go of its state. */
    void reset() {
        live = false;
        transaction.reset();
    }

    byte @Nullable [] get(Keyspace keyspace, byte[] key) {
        Dbi<NativeBytes> database = databases.of(keyspace);
        NativeBytes held = keyMemory.hold(key);
        try {
            NativeBytes value = database.get(transaction, held);
            return value == null ? null : bounds.copy(value);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** A cursor of this reader's state, to be given back. */
    Cursor<NativeBytes> lendCursor(Keyspace keyspace) {
        Dbi<NativeBytes> database = databases.of(keyspace);
        Deque<Cursor<NativeBytes>> rested = resting.computeIfAbsent(keyspace, any -> new ArrayDeque<>());
        try {
            Cursor<NativeBytes> cursor = rested.poll();
            if (cursor == null) {
                cursor = database.openCursor(transaction);
                cursors.add(cursor);
            } else {
                cursor.renew(transaction);
            }
            return cursor;
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    void takeBackCursor(Keyspace keyspace, Cursor<NativeBytes> cursor) {
        if (closed) {
            return;
        }
        Deque<Cursor<NativeBytes>> rested = resting.get(keyspace);
        if (rested != null && rested.size() < MAX_RESTING_CURSORS) {
            rested.push(cursor);
        } else {
            cursors.remove(cursor);
            cursor.close();
        }
    }

    /** Moves a cursor of this reader, with what LMDB throws translated. */
    boolean read(BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** What a cursor of this reader stands on. */
    byte[] copy(NativeBytes found) {
        return bounds.copy(found);
    }

    /** Puts a cursor on the first key at or after the given one, if there is one. */
    boolean seekAtOrAfter(Cursor<NativeBytes> cursor, byte[] key) {
        return cursor.get(keyMemory.hold(key), GetOp.MDB_SET_RANGE);
    }

    /** Counts the pages of all keyspaces. */
    long pages() {
        long pages = 0;
        try {
            for (Dbi<NativeBytes> database : databases.all()) {
                Stat stat = database.stat(transaction);
                pages += stat.branchPages + stat.leafPages + stat.overflowPages;
            }
        } catch (RuntimeException e) {
            throw failed(e);
        }
        return pages;
    }

    /** Frees the transaction, its slot and all its cursors. */
    @Override
    public void close() {
        closed = true;
        cursors.forEach(Cursor::close);
        if (live || revive()) {
            transaction.close();
        }
    }

    /**
     * Renews a transaction that is to be freed, since lmdbjava's close forgets one that rests without freeing
     * it. LMDB begins none after a fatal error; then the slot is freed with the environment.
     */
    private boolean revive() {
        try {
            transaction.renew();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private StorageException failed(RuntimeException e) {
        return health.note(LmdbErrors.reading(e));
    }
}
