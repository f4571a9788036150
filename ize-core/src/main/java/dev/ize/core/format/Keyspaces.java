package dev.ize.core.format;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.Keyspace.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The key space of a store.
 *
 * <pre>
 * META         name                                      counters; stage markers "stage" branch
 * BRANCHES     'i' branch                                parent, fork point, name, state
 *              'n' name                                  branch
 *              'f' branch                                floor of a pruned branch
 *              'k' branch, seq                           a point below the floor that stays
 *              't' branch                                versions below the floor, once they are swept
 * SNAPSHOTS    name                                      point, time, message
 * OPERATIONS   branch, seq                               operation, its effects; the last of a change closes it
 * ACTS         seq                                       fork, snapshot, deletion, pruning: what and store link
 * NODES        node, ~branch, ~seq                       kind, attributes, content or target; or tombstone
 * ENTRIES      parent, 0, name, 00, ~branch, ~seq        versions: node and kind; or tombstone
 *              parent, 1, branch, name                   live: birth seq, node and kind; or tombstone
 *              parent, 2, branch, ~death seq, name       dead: what was live until then
 * NAMES        node, ~branch, ~seq                       entries gained and lost: sign, parent, name
 * XATTRS       node, name, 00, ~branch, ~seq             value; or tombstone
 * CONTENT      content id                                chunk or tree node, with codec, length and base
 * CONTENT_IDS  hash, form                                content id
 * </pre>
 *
 * <p>branch, seq, node, parent and ids are 8 bytes each. The longest key has 281 bytes (a version of an entry
 * with a name of 255 bytes).
 */
public final class Keyspaces {
    public static final Keyspace META = new Keyspace(0, "meta", Shape.SMALL_RECORDS);
    public static final Keyspace BRANCHES = new Keyspace(1, "branches", Shape.SMALL_RECORDS);
    public static final Keyspace SNAPSHOTS = new Keyspace(2, "snapshots", Shape.SMALL_RECORDS);
    public static final Keyspace OPERATIONS = new Keyspace(3, "operations", Shape.SMALL_RECORDS);
    public static final Keyspace ACTS = new Keyspace(4, "acts", Shape.SMALL_RECORDS);
    public static final Keyspace NODES = new Keyspace(5, "nodes", Shape.SMALL_RECORDS);
    public static final Keyspace ENTRIES = new Keyspace(6, "entries", Shape.SMALL_RECORDS);
    public static final Keyspace NAMES = new Keyspace(7, "names", Shape.SMALL_RECORDS);
    public static final Keyspace XATTRS = new Keyspace(8, "xattrs", Shape.SMALL_RECORDS);
    public static final Keyspace CONTENT = new Keyspace(9, "content", Shape.LARGE_VALUES);
    public static final Keyspace CONTENT_IDS = new Keyspace(10, "content_ids", Shape.SMALL_RECORDS);

    /** All keyspaces in the order of their ids. */
    public static final Set<Keyspace> ALL = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(
            List.of(META, BRANCHES, SNAPSHOTS, OPERATIONS, ACTS, NODES, ENTRIES, NAMES, XATTRS, CONTENT, CONTENT_IDS)));

    private Keyspaces() {}
}
