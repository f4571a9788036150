package dev.ize.examples.sqlite;

import dev.ize.core.engine.Keyspace;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The tables of all keyspaces that were declared at open. */
final class Tables {
    private final Map<Keyspace, Table> byKeyspace = new HashMap<>();

    Tables(Set<Keyspace> keyspaces) {
        keyspaces.forEach(keyspace -> byKeyspace.put(keyspace, Table.of(keyspace)));
    }

    Table of(Keyspace keyspace) {
        Table table = byKeyspace.get(keyspace);
        if (table == null) {
            throw new IllegalArgumentException("The keyspace was not declared at open: " + keyspace.name());
        }
        return table;
    }

    Collection<Table> all() {
        return byKeyspace.values();
    }
}
