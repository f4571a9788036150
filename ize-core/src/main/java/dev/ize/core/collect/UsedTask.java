package dev.ize.core.collect;

import dev.ize.core.write.Task;
import dev.ize.core.write.Turn;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Durability;
import java.util.HashSet;
import java.util.Set;

/** Asks for the contents that came into use since it was asked last. */
final class UsedTask extends Task<Set<ContentReference>> {
    private final Set<ContentReference> taken = new HashSet<>();

    UsedTask() {
        super(Durability.BUFFERED, null);
    }

    @Override
    protected Set<ContentReference> prepare(Turn turn) {
        taken.addAll(turn.leases().takeUsed());
        return Set.copyOf(taken);
    }
}
