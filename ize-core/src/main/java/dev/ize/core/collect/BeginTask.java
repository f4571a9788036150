package dev.ize.core.collect;

import dev.ize.core.write.ContentMarks;
import dev.ize.core.write.Leases;
import dev.ize.core.write.Task;
import dev.ize.core.write.Turn;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Durability;
import java.util.HashSet;
import java.util.Set;

/** Begins a collection between two groups: what is in the store by then is read, what comes later is marked. */
final class BeginTask extends Task<BeginTask.Begun> {
    private final Leases leases;

    /**
     * A collection that has begun.
     *
     * @param marks of what is in use
     * @param leased whole contents that handles keep
     */
    record Begun(ContentMarks marks, Set<ContentReference> leased) {}

    BeginTask(Leases leases) {
        super(Durability.BUFFERED, null);
        this.leases = leases;
    }

    @Override
    protected Begun prepare(Turn turn) {
        return new Begun(new ContentMarks(turn.counters().nextContent()), new HashSet<>());
    }

    @Override
    protected void committed(Begun begun) {
        begun.leased().addAll(leases.begin(begun.marks()));
    }
}
