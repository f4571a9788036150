package dev.ize.core.verify;

import dev.ize.core.write.Overlay;
import dev.ize.core.write.Task;
import dev.ize.core.write.Turn;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts records right. What each must be is told from the writer's newest state, when it is its turn, so that a repair
 * that has become needless changes nothing.
 */
public final class RepairTask extends Task<List<Boolean>> {
    private final List<Repair> repairs;
    private List<Boolean> outcome = List.of();

    RepairTask(List<Repair> repairs) {
        super(Durability.SYNC, null);
        this.repairs = repairs;
    }

    /** Puts one record right. */
    interface Repair {
        /** Writes what the record must be; false if that cannot be told any more. */
        boolean apply(Overlay overlay);
    }

    /** Which of the repairs were made; known once the task is done. */
    List<Boolean> outcome() {
        return outcome;
    }

    @Override
    protected List<Boolean> prepare(Turn turn) {
        List<Boolean> done = new ArrayList<>();
        for (Repair repair : repairs) {
            done.add(apply(repair, turn.overlay()));
        }
        return done;
    }

    private static boolean apply(Repair repair, Overlay overlay) {
        try {
            return repair.apply(overlay);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            // What it would be told from is damaged itself, which has a finding of its own.
            return false;
        }
    }

    @Override
    protected void committed(List<Boolean> done) {
        outcome = done;
    }
}
