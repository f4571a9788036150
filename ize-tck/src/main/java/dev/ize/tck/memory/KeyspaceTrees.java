package dev.ize.tck.memory;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Requirement;
import dev.ize.core.engine.WriteBatch.Step;
import dev.ize.spi.WriteConflictException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** All keyspaces at the end of one batch, immutable. */
final class KeyspaceTrees {
    private final Map<Keyspace, SortedTree> trees;

    private KeyspaceTrees(Map<Keyspace, SortedTree> trees) {
        this.trees = trees;
    }

    static KeyspaceTrees empty(Set<Keyspace> keyspaces) {
        Map<Keyspace, SortedTree> trees = new HashMap<>();
        for (Keyspace keyspace : keyspaces) {
            trees.put(keyspace, SortedTree.EMPTY);
        }
        return new KeyspaceTrees(trees);
    }

    Set<Keyspace> keyspaces() {
        return trees.keySet();
    }

    SortedTree tree(Keyspace keyspace) {
        return treeOf(keyspace, trees);
    }

    /** The sum of the lengths of all keys and values. */
    long bytes() {
        return trees.values().stream().mapToLong(SortedTree::bytes).sum();
    }

    /**
     * The state after a batch, with copies of its arrays.
     *
     * @throws WriteConflictException if a requirement does not hold here
     */
    KeyspaceTrees after(WriteBatch batch) {
        batch.requirements().forEach(this::check);
        Map<Keyspace, SortedTree> changed = new HashMap<>(trees);
        for (Step step : batch.steps()) {
            changed.put(step.keyspace(), after(treeOf(step.keyspace(), changed), step));
        }
        return new KeyspaceTrees(changed);
    }

    private static SortedTree treeOf(Keyspace keyspace, Map<Keyspace, SortedTree> trees) {
        SortedTree tree = trees.get(keyspace);
        if (tree == null) {
            throw new IllegalArgumentException("The keyspace was not declared at open. keyspace=" + keyspace);
        }
        return tree;
    }

    private void check(Requirement requirement) {
        SortedTree.Node found = tree(requirement.keyspace()).find(requirement.key());
        if (!Arrays.equals(found == null ? null : found.value, requirement.expected())) {
            throw new WriteConflictException("A required value is not there; nothing was written. keyspace="
                    + requirement.keyspace().name() + " key="
                    + HexFormat.of().formatHex(requirement.key()));
        }
    }

    private static SortedTree after(SortedTree tree, Step step) {
        if (step instanceof Put put) {
            return tree.put(put.key().clone(), put.value().clone());
        }
        if (step instanceof Delete delete) {
            return tree.remove(delete.key());
        }
        DeleteRange range = (DeleteRange) step;
        return tree.removeRange(range.from(), range.to());
    }
}
