package dev.ize.core.tree;

import dev.ize.core.engine.Cursor;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists a directory as a view sees it.
 *
 * <p>A branch's live zone has what the branch has at its newest; its dead zone, newest end first, what it had
 * until then. So a member of the lineage shows a view what is live and was born by its bound, and what died
 * after its bound and was born by it. Names that died before cost nothing, however many they are, and other
 * branches' names cost a seek at most. Where more has died since the view than a page is worth, the page is
 * read from the versions by name instead.
 */
final class DirectoryReader {
    /** Dead names stepped over for one page before the versions by name are the cheaper way; measured. */
    private static final int DEAD_STEPS = 4096;

    /** Names that a part of a page grows to. */
    private static final int MOST_AT_ONCE = 4096;

    private final TreeReader tree;
    private final long directory;

    /** Whether too much has died since the view: found out once for a page, however many parts it is read in. */
    private boolean byName;

    DirectoryReader(TreeReader tree, long directory) {
        this.tree = tree;
        this.directory = directory;
    }

    /**
     * Reads a page. It names its last entry only where an entry follows, and looks one further for that. Names that
     * the view does not have count in a part and not in a page, and each part begins in all zones anew: so parts
     * grow.
     */
    DirectoryPage read(@Nullable Name after, int limit) {
        Name start = after;
        List<DirectoryEntry> entries = new ArrayList<>();
        long wanted = limit + 1L;
        while (entries.size() <= limit) {
            Candidates candidates = collect(start, (int) Math.min(wanted, Integer.MAX_VALUE));
            entries.addAll(candidates.entries());
            if (!candidates.cut) {
                break;
            }
            start = candidates.lastName();
            wanted = Math.max(wanted, Math.min(2 * wanted, MOST_AT_ONCE));
        }
        if (entries.size() <= limit) {
            return new DirectoryPage(entries, null);
        }
        List<DirectoryEntry> page = List.copyOf(entries.subList(0, limit));
        return new DirectoryPage(page, page.get(limit - 1).name());
    }

    private Candidates collect(@Nullable Name after, int wanted) {
        Candidates candidates = new Candidates(after, wanted);
        if (byName || !collectDead(candidates)) {
            byName = true;
            return collectVersions(new Candidates(after, wanted));
        }
        collectLive(candidates);
        return candidates;
    }

    /** Steps through the live zone in the order of branches, and seeks over branches that the view does not see. */
    private void collectLive(Candidates candidates) {
        Lineage lineage = tree.lineage();
        byte[] afterBytes = candidates.after == null ? new byte[0] : candidates.after.toByteArray();
        try (Cursor cursor = zone(Keys.LIVE)) {
            int index = lineage.size() - 1;
            boolean standing = cursor.seekAtOrAfter(liveStart(lineage.branch(index), afterBytes));
            while (standing) {
                byte[] key = cursor.key();
                long branch = Keys.longAt(key, 9);
                index = oldestAtOrAbove(branch);
                if (index < 0) {
                    return;
                }
                if (lineage.branch(index) != branch) {
                    standing = cursor.seekAtOrAfter(liveStart(lineage.branch(index), afterBytes));
                    continue;
                }
                Name name = Keys.name(key, 17, key.length);
                if (!candidates.isAfterStart(name)) {
                    standing = cursor.seekAtOrAfter(liveStart(branch, afterBytes));
                } else if (candidates.isBeyondEnd(name)) {
                    candidates.cut = true;
                    standing = index > 0 && cursor.seekAtOrAfter(liveStart(lineage.branch(index - 1), afterBytes));
                } else {
                    EntryRecord entry = EntryRecord.decode(key, cursor.value());
                    if (entry.birth() <= lineage.bound(index, tree.view())) {
                        candidates.offer(name, index, entry);
                    }
                    standing = cursor.next();
                }
            }
        }
    }

    /** Collects what died after the view; false: that is too much, and nothing that was collected counts. */
    private boolean collectDead(Candidates candidates) {
        Lineage lineage = tree.lineage();
        int steps = 0;
        try (Cursor cursor = zone(Keys.DEAD)) {
            int index = lineage.size() - 1;
            boolean standing = cursor.seekAtOrAfter(Keys.zoneBranch(directory, Keys.DEAD, lineage.branch(index)));
            while (standing) {
                byte[] key = cursor.key();
                long branch = Keys.longAt(key, 9);
                index = oldestAtOrAbove(branch);
                if (index < 0) {
                    return true;
                }
                long bound = lineage.bound(index, tree.view());
                if (lineage.branch(index) != branch) {
                    standing = cursor.seekAtOrAfter(Keys.zoneBranch(directory, Keys.DEAD, lineage.branch(index)));
                } else if (~Keys.longAt(key, 17) <= bound) {
                    standing = index > 0
                            && cursor.seekAtOrAfter(Keys.zoneBranch(directory, Keys.DEAD, lineage.branch(index - 1)));
                } else {
                    if (++steps > DEAD_STEPS) {
                        return false;
                    }
                    offerDead(candidates, key, cursor, index, bound);
                    standing = cursor.next();
                }
            }
        }
        return true;
    }

    private static void offerDead(Candidates candidates, byte[] key, Cursor cursor, int index, long bound) {
        Name name = Keys.name(key, 25, key.length);
        if (!candidates.isAfterStart(name)) {
            return;
        }
        EntryRecord entry = EntryRecord.decode(key, cursor.value());
        if (entry.birth() <= bound) {
            candidates.offer(name, index, entry);
        }
    }

    /** Goes through the versions by name, one look-up a name. */
    private Candidates collectVersions(Candidates candidates) {
        try (Cursor cursor = zone(Keys.VERSIONS)) {
            byte[] start = candidates.after == null ? Keys.zone(directory, Keys.VERSIONS) : endOf(candidates.after);
            boolean standing = cursor.seekAtOrAfter(start);
            while (standing) {
                byte[] key = cursor.key();
                Name name = Keys.name(key, 9, key.length - Keys.VERSION_BYTES - 1);
                if (candidates.isFull()) {
                    candidates.cut = true;
                    return candidates;
                }
                EntryRecord entry = tree.newestEntry(directory, name);
                if (entry != null) {
                    candidates.offer(name, 0, entry);
                }
                standing = cursor.seekAtOrAfter(endOf(name));
            }
        }
        return candidates;
    }

    /** The key after all versions of a name: 01 follows the 00 that ends it. */
    private byte[] endOf(Name name) {
        byte[] end = Keys.entryPrefix(directory, name);
        end[end.length - 1] = 1;
        return end;
    }

    /** The index of the oldest member of the lineage with an id at or above a branch's; −1 if there is none. */
    private int oldestAtOrAbove(long branch) {
        int index = tree.lineage().firstAtOrBelow(branch);
        boolean isMember = index < tree.lineage().size() && tree.lineage().branch(index) == branch;
        return isMember ? index : index - 1;
    }

    private byte[] liveStart(long branch, byte[] afterName) {
        byte[] start = Keys.zoneBranch(directory, Keys.LIVE, branch);
        if (afterName.length == 0) {
            return start;
        }
        byte[] key = Arrays.copyOf(start, start.length + afterName.length + 1);
        System.arraycopy(afterName, 0, key, start.length, afterName.length);
        return key;
    }

    private Cursor zone(int zone) {
        return tree.snapshot().cursor(Keyspaces.ENTRIES, Keys.zone(directory, zone), Keys.zone(directory, zone + 1));
    }

    /** The smallest names seen so far, each with the entry of the nearest member of the lineage that has one. */
    private static final class Candidates {
        private record Ranked(int index, EntryRecord entry) {}

        private final @Nullable Name after;
        private final int wanted;
        private final TreeMap<Name, Ranked> smallest = new TreeMap<>();
        private boolean cut;

        Candidates(@Nullable Name after, int wanted) {
            this.after = after;
            this.wanted = wanted;
        }

        boolean isAfterStart(Name name) {
            return after == null || name.compareTo(after) > 0;
        }

        boolean isFull() {
            return smallest.size() >= wanted;
        }

        boolean isBeyondEnd(Name name) {
            return isFull() && name.compareTo(smallest.lastKey()) > 0;
        }

        void offer(Name name, int index, EntryRecord entry) {
            if (isBeyondEnd(name)) {
                cut = true;
                return;
            }
            Ranked known = smallest.get(name);
            if (known == null || index < known.index()) {
                smallest.put(name, new Ranked(index, entry));
            }
            if (smallest.size() > wanted) {
                smallest.pollLastEntry();
                cut = true;
            }
        }

        Name lastName() {
            return smallest.lastKey();
        }

        List<DirectoryEntry> entries() {
            List<DirectoryEntry> entries = new ArrayList<>();
            for (Map.Entry<Name, Ranked> candidate : smallest.entrySet()) {
                EntryRecord entry = candidate.getValue().entry();
                if (!entry.isTombstone()) {
                    entries.add(new DirectoryEntry(candidate.getKey(), new NodeId(entry.node()), entry.liveKind()));
                }
            }
            return entries;
        }
    }
}
