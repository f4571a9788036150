package dev.ize.backend.mvstore;

import dev.ize.core.engine.Keyspace;
import dev.ize.spi.CorruptStoreException;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** The MVStore map of each keyspace, all of one version. Immutable. */
final class KeyspaceMaps {
    private static final int MAX_KEYSPACES = 64;

    private final @Nullable MVMap<byte[], byte[]>[] byId;

    private KeyspaceMaps(@Nullable MVMap<byte[], byte[]>[] byId) {
        this.byId = byId;
    }

    /** Makes the maps in a new store. */
    static KeyspaceMaps create(MVStore store, Set<Keyspace> keyspaces) {
        @Nullable MVMap<byte[], byte[]>[] byId = newArray();
        for (Keyspace keyspace : keyspaces) {
            byId[keyspace.id()] = store.openMap(keyspace.name(), mapOfBytes());
        }
        return new KeyspaceMaps(byId);
    }

    /**
     * Opens the maps, as they can be written.
     *
     * @throws CorruptStoreException if one is missing
     */
    static KeyspaceMaps open(MVStore store, Set<Keyspace> keyspaces) {
        for (Keyspace keyspace : keyspaces) {
            if (!store.hasMap(keyspace.name())) {
                throw new CorruptStoreException(
                        "A keyspace is missing from the data file. keyspace=" + keyspace.name(), null);
            }
        }
        return create(store, keyspaces);
    }

    /** The maps as they are in a version of the store, which must be registered as in use. */
    KeyspaceMaps at(long version) {
        @Nullable MVMap<byte[], byte[]>[] views = newArray();
        for (int id = 0; id < byId.length; id++) {
            MVMap<byte[], byte[]> map = byId[id];
            if (map != null) {
                views[id] = map.openVersion(version);
            }
        }
        return new KeyspaceMaps(views);
    }

    MVMap<byte[], byte[]> of(Keyspace keyspace) {
        MVMap<byte[], byte[]> map = byId[keyspace.id()];
        if (map == null) {
            throw new IllegalArgumentException("keyspace was not declared at open: " + keyspace);
        }
        return map;
    }

    /** Both types must be given: MVStore's default would deserialise Java objects. */
    private static MVMap.Builder<byte[], byte[]> mapOfBytes() {
        return new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayType.INSTANCE)
                .valueType(ByteArrayType.INSTANCE);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable MVMap<byte[], byte[]>[] newArray() {
        return new MVMap[MAX_KEYSPACES];
    }
}
