package dev.ize.core.prune;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The entries of a node, told from what each of its records gained and lost. */
final class NamesChain {
    private NamesChain() {}

    /** The entries that a branch inherits for a node from those that it was forked from. */
    static Set<Link> inherited(EngineSnapshot snapshot, Lineage lineage, long node) {
        return lineage.size() == 1
                ? Set.of()
                : new LinkedHashSet<>(above(snapshot, lineage).links(node));
    }

    /** The tree that a branch was forked from. */
    static TreeReader above(EngineSnapshot snapshot, Lineage lineage) {
        return new TreeReader(snapshot, lineage.ancestor(1), lineage.bound(1, Long.MAX_VALUE));
    }

    /** The entries after a record. */
    static Set<Link> after(Set<Link> before, NamesRecord record) {
        Set<Link> after = new LinkedHashSet<>(before);
        // Within a record the first that is said of an entry counts, as for who reads it.
        List<Link> links = new ArrayList<>(record.links());
        for (int i = links.size() - 1; i >= 0; i--) {
            Link entry = new Link(true, links.get(i).parent(), links.get(i).name());
            if (links.get(i).gained()) {
                after.add(entry);
            } else {
                after.remove(entry);
            }
        }
        return after;
    }

    /** What a record must say that leads from some entries to others. */
    static NamesRecord between(Set<Link> before, Set<Link> after) {
        List<Link> links = new ArrayList<>();
        before.stream()
                .filter(entry -> !after.contains(entry))
                .forEach(entry -> links.add(new Link(false, entry.parent(), entry.name())));
        after.stream().filter(entry -> !before.contains(entry)).forEach(links::add);
        return new NamesRecord(links);
    }
}
