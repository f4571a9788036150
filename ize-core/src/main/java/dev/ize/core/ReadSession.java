package dev.ize.core;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.tree.TreeReader;

/** One engine snapshot for the length of one call, inside the gate. */
record ReadSession(Gate gate, EngineSnapshot snapshot) implements AutoCloseable {
    TreeReader tree(dev.ize.core.write.BranchState branch, long seq) {
        return new TreeReader(snapshot, branch.lineage(), seq);
    }

    @Override
    public void close() {
        try {
            snapshot.close();
        } finally {
            gate.exit();
        }
    }
}
