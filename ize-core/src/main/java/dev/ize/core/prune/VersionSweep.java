package dev.ize.core.prune;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.prune.SweepPage.Row;
import dev.ize.core.prune.SweepPosition.Group;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.write.Overlay;
import dev.ize.spi.Name;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Sweeps the versions of one keyspace, told oldest first, for the length of one step. */
final class VersionSweep {
    private final Sweep sweep;
    private final Overlay overlay;
    private final Keyspace keyspace;
    private final UnaryOperator<NodeRecord> lasting;
    private final Tally tally = new Tally();
    private Group group;
    private long removed;
    private long removedBytes;

    /**
     * @param group what is known of the versions that it begins among
     * @param lasting moves content out of operations that go
     */
    VersionSweep(Sweep sweep, Overlay overlay, Keyspace keyspace, Group group, UnaryOperator<NodeRecord> lasting) {
        this.sweep = sweep;
        this.overlay = overlay;
        this.keyspace = keyspace;
        this.group = group;
        this.lasting = lasting;
    }

    Group group() {
        return group;
    }

    long removed() {
        return removed;
    }

    long removedBytes() {
        return removedBytes;
    }

    Tally tally() {
        return tally;
    }

    /**
     * Takes the next version.
     *
     * @param newer seq of the one after it on its branch; {@link Long#MAX_VALUE} if it is the newest
     */
    void take(Row row, long newer) {
        KeptPoints kept = sweep.kept(row.branch());
        if (!Arrays.equals(group.prefix(), row.group())) {
            begin(row, kept);
        }
        if (!kept.isPruned()) {
            keep(row);
        } else if (keyspace.equals(Keyspaces.NAMES)) {
            takeNames(row, newer, kept);
        } else if (kept.sees(row.seq(), newer) && !isNeedlessTombstone(row, kept) && !isOfDeadNode(row, kept)) {
            tally(row, kept);
            keep(row);
        } else {
            remove(row);
            if (keyspace.equals(Keyspaces.ENTRIES)) {
                removeListed(row, newer);
            }
        }
    }

    private void begin(Row row, KeptPoints kept) {
        Set<NamesRecord.Link> inherited = keyspace.equals(Keyspaces.NAMES) && kept.isPruned() && !kept.keepsNothing()
                ? NamesChain.inherited(overlay, lineage(row), Keys.longAt(row.key(), 0))
                : Set.of();
        group = new Group(row.group(), -1, inherited, inherited);
    }

    private Lineage lineage(Row row) {
        Lineage lineage = sweep.lineages().get(row.branch());
        if (lineage == null) {
            throw new IllegalStateException("A pruned branch has no lineage. branch=" + row.branch());
        }
        return lineage;
    }

    private void tally(Row row, KeptPoints kept) {
        if (row.seq() <= kept.floor()) {
            tally.add(row.branch(), keyspace, row.key());
        }
    }

    private void keep(Row row) {
        group = group.keeping(row.seq());
        if (keyspace.equals(Keyspaces.NODES)) {
            NodeRecord node = NodeRecord.decode(row.key(), row.value());
            NodeRecord lasts = lasting.apply(node);
            if (!lasts.equals(node)) {
                overlay.put(keyspace, row.key(), lasts.encode(row.key()));
            }
        }
    }

    private void remove(Row row) {
        overlay.delete(keyspace, row.key());
        removed++;
        removedBytes += row.bytes();
    }

    /** A tombstone hides nothing if no older version stays, of this branch or one that it was forked from. */
    private boolean isNeedlessTombstone(Row row, KeptPoints kept) {
        if (row.seq() > kept.floor() || group.olderKept() >= 0 || !isTombstone(row)) {
            return false;
        }
        Lineage lineage = lineage(row);
        return lineage.size() == 1 || !shows(NamesChain.above(overlay, lineage), row.key());
    }

    /** Attributes stay behind when their node dies, and no node lives again. */
    private boolean isOfDeadNode(Row row, KeptPoints kept) {
        if (!keyspace.equals(Keyspaces.XATTRS) || row.seq() > kept.floor()) {
            return false;
        }
        long point = kept.firstAtOrAbove(row.seq()).orElseThrow();
        return new TreeReader(overlay, lineage(row), point).findNode(Keys.longAt(row.key(), 0)) == null;
    }

    private boolean isTombstone(Row row) {
        if (keyspace.equals(Keyspaces.NODES)) {
            return NodeRecord.decode(row.key(), row.value()).isTombstone();
        }
        if (keyspace.equals(Keyspaces.ENTRIES)) {
            return EntryRecord.decode(row.key(), row.value()).isTombstone();
        }
        return Checksum.open(keyspace, row.key(), row.value()).u8() == 0;
    }

    private boolean shows(TreeReader tree, byte[] key) {
        long number = Keys.longAt(key, 0);
        if (keyspace.equals(Keyspaces.NODES)) {
            return tree.findNode(number) != null;
        }
        return keyspace.equals(Keyspaces.ENTRIES)
                ? tree.lookup(number, name(key, Long.BYTES + 1)) != null
                : tree.attribute(number, name(key, Long.BYTES)) != null;
    }

    private static Name name(byte[] key, int from) {
        return Name.of(Arrays.copyOfRange(key, from, key.length - Keys.VERSION_BYTES - 1));
    }

    /** The version's own record leaves the listing, and the one before it ends where the one after it begins. */
    private void removeListed(Row row, long newer) {
        long parent = Keys.longAt(row.key(), 0);
        Name name = name(row.key(), Long.BYTES + 1);
        byte[] own = newer == Long.MAX_VALUE
                ? Keys.live(parent, row.branch(), name)
                : Keys.dead(parent, row.branch(), newer, name);
        byte[] listed = overlay.get(keyspace, own);
        if (listed != null) {
            overlay.delete(keyspace, own);
            removedBytes += own.length + (long) listed.length;
        }
        byte[] former = Keys.dead(parent, row.branch(), row.seq(), name);
        byte[] older = overlay.get(keyspace, former);
        if (older != null) {
            overlay.delete(keyspace, former);
            overlay.put(keyspace, own, EntryRecord.decode(former, older).encode(own));
        }
    }

    /** Names say what changed, so that one that goes is joined to the one after it. */
    private void takeNames(Row row, long newer, KeptPoints kept) {
        NamesRecord record = NamesRecord.decode(row.key(), row.value());
        if (row.seq() > kept.floor() && !kept.isEnded()) {
            keep(row);
            return;
        }
        Set<NamesRecord.Link> now = NamesChain.after(group.now(), record);
        boolean seen = kept.sees(row.seq(), newer);
        NamesRecord joined = NamesChain.between(group.shown(), now);
        if (!seen || joined.links().isEmpty()) {
            remove(row);
            group = new Group(group.prefix(), group.olderKept(), group.shown(), now);
            return;
        }
        tally(row, kept);
        if (!Set.copyOf(joined.links()).equals(Set.copyOf(record.links()))) {
            overlay.put(keyspace, row.key(), joined.encode(row.key()));
        }
        group = new Group(group.prefix(), row.seq(), now, now);
    }
}
