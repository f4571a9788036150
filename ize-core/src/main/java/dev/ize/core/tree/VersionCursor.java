package dev.ize.core.tree;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keys;

/**
 * Walks the versions under one prefix that a view sees, newest first: those of its own branch, then those of
 * each ancestor up to what the lineage bounds.
 *
 * <p>All versions of all branches lie together under the prefix, so that the newest visible one costs one seek
 * where the branch wrote it, and a few where an ancestor did. For one thread; closed by its user. It stands nowhere
 * until a move returns true, and again when one returns false: {@code next()} and what is here are undefined then.
 */
public final class VersionCursor implements AutoCloseable {
    private final Cursor cursor;
    private final byte[] prefix;
    private final Lineage lineage;
    private final long view;
    private byte[] key = {};

    /**
     * Opens a cursor of the engine.
     *
     * @param prefix all of a versioned key but branch and seq
     * @param view the newest seq that is seen
     */
    public VersionCursor(EngineSnapshot snapshot, Keyspace keyspace, byte[] prefix, Lineage lineage, long view) {
        this.cursor = snapshot.cursor(keyspace, prefix, Keys.after(prefix));
        this.prefix = prefix;
        this.lineage = lineage;
        this.view = view;
    }

    /** Goes to the newest visible version. */
    public boolean first() {
        return settle(seek(0));
    }

    /** Goes to the next older visible version. */
    public boolean next() {
        return settle(cursor.next());
    }

    /** The key here, not copied. */
    public byte[] key() {
        return key;
    }

    /** The value here, of the caller's own. */
    public byte[] value() {
        return cursor.value();
    }

    /** The branch that wrote the version here. */
    public long branch() {
        return Keys.branchOf(key);
    }

    /** The seq at which it was written. */
    public long seq() {
        return Keys.seqOf(key);
    }

    @Override
    public void close() {
        cursor.close();
    }

    /** From where the cursor stands, steps over what the view does not see. */
    private boolean settle(boolean found) {
        boolean standing = found;
        while (standing) {
            key = cursor.key();
            int index = lineage.firstAtOrBelow(branch());
            if (index == lineage.size()) {
                return false;
            }
            if (lineage.branch(index) == branch() && seq() <= lineage.bound(index, view)) {
                return true;
            }
            standing = seek(index);
        }
        return false;
    }

    private boolean seek(int index) {
        return cursor.seekAtOrAfter(Keys.version(prefix, lineage.branch(index), lineage.bound(index, view)));
    }
}
