package dev.ize.core.verify;

import dev.ize.core.engine.Keyspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts each branch's versions twice: those that effects of logged operations were found to have, and those that are
 * there. More there than logged means that something was written that is not logged.
 */
final class VersionTally {
    private record Column(long branch, Keyspace keyspace) {}

    private final Map<Column, Long> surplus = new HashMap<>();

    /** An effect of a logged operation has its version. */
    void logged(long branch, Keyspace keyspace) {
        surplus.merge(new Column(branch, keyspace), -1L, Long::sum);
    }

    /** A version is there. */
    void present(long branch, Keyspace keyspace) {
        surplus.merge(new Column(branch, keyspace), 1L, Long::sum);
    }

    /** The branches that have other than as many versions as are logged. */
    Set<Long> unequal(Keyspace keyspace) {
        Set<Long> branches = new HashSet<>();
        surplus.forEach((column, count) -> {
            if (count != 0 && column.keyspace().equals(keyspace)) {
                branches.add(column.branch());
            }
        });
        return branches;
    }
}
