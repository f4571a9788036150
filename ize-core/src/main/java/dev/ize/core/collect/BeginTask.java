package dev.ize.core.collect;

import dev.ize.core.write.ContentMarks;
import dev.ize.core.write.Leases;
import dev.ize.core.write.Task;
import dev.ize.core.write.Turn;
import dev.ize.spi.Durability;
import java.util.ArrayList;
import java.util.HashSet;

/** Begins a collection between two groups: what is in the store by then is read, what comes later is marked. */
final class BeginTask extends Task<BeginTask.Begun> {
    private final Leases leases;

    /**
     * A collection that has begun.
     *
     * @param marks of what is in use
     * @param leased what handles keep
     */
    record Begun(ContentMarks marks, Leases.Leased leased) {}

    BeginTask(Leases leases) {
        super(Durability.BUFFERED, null);
        this.leases = leases;
    }

    @Override
    protected Begun prepare(Turn turn) {
        return new Begun(
                new ContentMarks(turn.counters().nextContent()), new Leases.Leased(new HashSet<>(), new ArrayList<>()));
    }

    @Override
    protected void committed(Begun begun) {
        Leases.Leased leased = leases.begin(begun.marks());
        begun.leased().contents().addAll(leased.contents());
        begun.leased().objects().addAll(leased.objects());
    }
}
