package dev.ize.core.dump;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.write.BranchState;
import dev.ize.spi.StorePosition;
import java.util.List;

/** Tells whether a store has been at a position. */
record OwnPositions(EngineSnapshot snapshot, List<BranchState> branches) {
    boolean contains(StorePosition position) {
        long seq = position.sequence();
        if (seq == 0) {
            return position.equals(StorePosition.START);
        }
        byte[] actKey = Keys.act(seq);
        byte[] act = snapshot.get(Keyspaces.ACTS, actKey);
        if (act != null) {
            return ActRecord.decode(actKey, act).storeLink().equals(position.link());
        }
        return branches.stream().anyMatch(branch -> closes(Keys.operation(branch.id(), seq), position));
    }

    private boolean closes(byte[] key, StorePosition position) {
        byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
        return value != null
                && OperationRecord.decode(key, value)
                        .closing()
                        .filter(closing -> closing.storeLink().equals(position.link()))
                        .isPresent();
    }
}
