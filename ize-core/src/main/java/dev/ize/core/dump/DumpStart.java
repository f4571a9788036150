package dev.ize.core.dump;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.write.BranchState;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.StorePosition;
import java.util.Optional;

/** Finds where a dump begins. */
record DumpStart(EngineSnapshot snapshot, DumpPlan plan) {
    StorePosition find(DumpOptions.Since since) {
        if (since instanceof DumpOptions.Sequence after) {
            requireReached(after.sequence());
            return newestUpTo(after.sequence());
        }
        if (since instanceof DumpOptions.Position given) {
            StorePosition asked = given.position();
            requireReached(asked.sequence());
            StorePosition own = newestUpTo(asked.sequence());
            if (own.sequence() == asked.sequence() && !own.equals(asked)) {
                throw new DumpMismatchException("The earlier dump is not of this store.", asked, own);
            }
            return asked;
        }
        return StorePosition.START;
    }

    private void requireReached(long sequence) {
        if (sequence > plan.end().sequence()) {
            throw new NoSuchPointException("The store has not come as far as the dump is to begin. since=" + sequence
                    + " newest=" + plan.end().sequence());
        }
    }

    /** The position after the newest change or act with at most that number, of those that are still there. */
    private StorePosition newestUpTo(long sequence) {
        StorePosition newest = StorePosition.START;
        try (Cursor acts = snapshot.cursor(Keyspaces.ACTS, new byte[0], Keys.act(sequence + 1))) {
            if (acts.previous()) {
                newest = new StorePosition(
                        Keys.longAt(acts.key(), 0),
                        ActRecord.decode(acts.key(), acts.value()).storeLink());
            }
        }
        for (BranchState branch : plan.kept()) {
            Optional<ChangeEnds.End> end = ChangeEnds.lastEndIn(
                    snapshot, branch.id(), branch.lineage().base(0), Math.min(sequence, plan.bound(branch)));
            if (end.isPresent() && end.get().seq() > newest.sequence()) {
                newest = new StorePosition(end.get().seq(), end.get().closing().storeLink());
            }
        }
        return newest;
    }
}
