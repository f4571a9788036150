package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.Name;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the live and dead zones of ENTRIES must hold, told from the versions zone in one engine snapshot: of each
 * branch's versions of an entry the newest is live, and each older one is dead as of the next; a tombstone is in them
 * only where an ancestor still shows the name.
 */
record Listings(EngineSnapshot snapshot, StoreOutline outline) {
    /** Whether a version is to be in a zone at all; empty if that cannot be told. */
    Optional<Boolean> isListed(long parent, Name name, long branch, EntryRecord version) {
        if (!version.isTombstone()) {
            return Optional.of(true);
        }
        return outline.lineage(snapshot, branch).map(lineage -> ancestorShows(lineage, parent, name));
    }

    private boolean ancestorShows(Lineage lineage, long parent, Name name) {
        if (lineage.size() == 1) {
            return false;
        }
        long bound = lineage.bound(1, Long.MAX_VALUE);
        return new TreeReader(snapshot, lineage.ancestor(1), bound).lookup(parent, name) != null;
    }

    /**
     * What a record of a zone must say.
     *
     * @return null if it must not be there
     */
    @Nullable
    EntryRecord expected(ZoneKey key) {
        byte[] prefix = Keys.entryPrefix(key.parent(), key.name());
        byte[] end = Keys.version(prefix, key.branch() - 1, Long.MAX_VALUE);
        long before = Long.MAX_VALUE;
        if (key.zone() == Keys.DEAD) {
            if (snapshot.get(Keyspaces.ENTRIES, Keys.version(prefix, key.branch(), key.death())) == null) {
                return null;
            }
            before = key.death() - 1;
        }
        byte[] from = Keys.version(prefix, key.branch(), before);
        try (Cursor cursor = snapshot.cursor(Keyspaces.ENTRIES, from, end)) {
            if (!cursor.next()
                    || !Keys.hasPrefix(cursor.key(), prefix)
                    || Keys.branchOf(cursor.key()) != key.branch()) {
                return null;
            }
            EntryRecord version = EntryRecord.decode(cursor.key(), cursor.value());
            boolean listed =
                    isListed(key.parent(), key.name(), key.branch(), version).orElse(true);
            return listed ? version : null;
        }
    }
}
