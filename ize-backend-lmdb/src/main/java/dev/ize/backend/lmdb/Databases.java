package dev.ize.backend.lmdb;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** The named database of each keyspace. */
final class Databases {
    private final Map<Keyspace, Dbi<NativeBytes>> byKeyspace;

    private Databases(Map<Keyspace, Dbi<NativeBytes>> byKeyspace) {
        this.byKeyspace = byKeyspace;
    }

    /** Opens all in one transaction, which makes those that are missing. */
    static Databases open(Env<NativeBytes> environment, Set<Keyspace> keyspaces) {
        Map<Keyspace, Dbi<NativeBytes>> opened = new HashMap<>();
        try (Txn<NativeBytes> transaction = environment.txnWrite()) {
            for (Keyspace keyspace : keyspaces) {
                byte[] name = keyspace.name().getBytes(StandardCharsets.UTF_8);
                opened.put(keyspace, environment.openDbi(transaction, name, null, false, DbiFlags.MDB_CREATE));
            }
            transaction.commit();
        }
        return new Databases(opened);
    }

    /** Opens all of an environment that cannot be written; one that is missing is LMDB's exception. */
    static Databases openToRead(Env<NativeBytes> environment, Set<Keyspace> keyspaces) {
        Map<Keyspace, Dbi<NativeBytes>> opened = new HashMap<>();
        try (Txn<NativeBytes> transaction = environment.txnRead()) {
            for (Keyspace keyspace : keyspaces) {
                byte[] name = keyspace.name().getBytes(StandardCharsets.UTF_8);
                opened.put(keyspace, environment.openDbi(transaction, name, null, false));
            }
            // Else the handles end with the transaction.
            transaction.commit();
        }
        return new Databases(opened);
    }

    /** The database of a keyspace that was declared at open. */
    Dbi<NativeBytes> of(Keyspace keyspace) {
        Dbi<NativeBytes> database = byKeyspace.get(keyspace);
        if (database == null) {
            throw new IllegalArgumentException("keyspace was not declared at open: " + keyspace);
        }
        return database;
    }

    /** Refuses a batch for a keyspace that was not declared, before anything is begun. */
    void checkDeclared(WriteBatch batch) {
        batch.requirements().forEach(requirement -> of(requirement.keyspace()));
        batch.steps().forEach(step -> of(step.keyspace()));
    }

    Iterable<Dbi<NativeBytes>> all() {
        return byKeyspace.values();
    }
}
