package dev.ize.backend.rocksdb;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StoreUnusableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * An open RocksDB database with a column family of the same name for each keyspace.
 *
 * <p>Every database has the family {@code default} besides; it stays empty unless a keyspace has that name.
 *
 * <p><i>Life cycle:</i> owns the database and the handles; closed after all snapshots and before the options.
 */
final class OpenDatabase implements AutoCloseable {
    private static final String DEFAULT_FAMILY = new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8);
    private static final int MAX_KEYSPACES = 64;

    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;
    private final @Nullable ColumnFamilyHandle[] handlesById = new ColumnFamilyHandle[MAX_KEYSPACES];

    private OpenDatabase(RocksDB database, List<ColumnFamilyHandle> handles) {
        this.database = database;
        this.handles = handles;
    }

    /**
     * Opens the database with exactly these keyspaces, making it in a directory that has none, unless it is only to
     * be read.
     *
     * @throws CorruptStoreException if files are damaged or a keyspace is missing
     * @throws StoreUnusableException if the database has other keyspaces, or there is none to be read
     */
    static OpenDatabase open(
            DataDirectory directory, Set<Keyspace> keyspaces, EngineAccess access, NativeOptions options) {
        Map<String, ColumnFamilyDescriptor> asked = new LinkedHashMap<>();
        asked.put(DEFAULT_FAMILY, descriptor(DEFAULT_FAMILY, Keyspace.Shape.SMALL_RECORDS, options));
        for (Keyspace keyspace : keyspaces) {
            asked.put(keyspace.name(), descriptor(keyspace.name(), keyspace.shape(), options));
        }
        try {
            boolean isNew = directory.isNew();
            if (isNew && access == EngineAccess.READ_ONLY) {
                throw new StoreUnusableException("There is no database to be read here: backend="
                        + RocksDbOptions.BACKEND
                        + " directory="
                        + directory);
            }
            Set<String> present = isNew ? Set.of(DEFAULT_FAMILY) : familiesIn(directory);
            if (present.isEmpty()) {
                // The binding hides why the list could not be read; opening says it.
                present = asked.keySet();
            }
            refuseOthers(present, asked.keySet(), directory);
            options.database().setCreateIfMissing(isNew);
            OpenDatabase open = openFamilies(directory, asked, present, access, options);
            try {
                open.makeMissing(asked, present, access, directory);
                open.assignHandles(keyspaces);
                return open;
            } catch (Throwable e) {
                open.close();
                throw e;
            }
        } catch (RocksDBException e) {
            throw RocksDbErrors.opening(e, directory);
        }
    }

    RocksDB database() {
        return database;
    }

    /** The handles of all families, {@code default} among them. */
    List<ColumnFamilyHandle> handles() {
        return handles;
    }

    ColumnFamilyHandle handle(Keyspace keyspace) {
        ColumnFamilyHandle handle = handlesById[keyspace.id()];
        if (handle == null) {
            throw new IllegalArgumentException("keyspace was not declared at open: " + keyspace.name());
        }
        return handle;
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        database.close();
    }

    private static Set<String> familiesIn(DataDirectory directory) throws RocksDBException {
        Set<String> names = new TreeSet<>();
        try (Options defaults = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(defaults, directory.location())) {
                names.add(new String(name, StandardCharsets.UTF_8));
            }
        }
        return names;
    }

    private static void refuseOthers(Set<String> present, Set<String> asked, DataDirectory directory) {
        Set<String> others = new TreeSet<>(present);
        others.removeAll(asked);
        if (!others.isEmpty()) {
            throw new StoreUnusableException("The database has keyspaces that this version does not know: backend="
                    + RocksDbOptions.BACKEND
                    + " directory="
                    + directory
                    + " keyspaces="
                    + others);
        }
    }

    private static OpenDatabase openFamilies(
            DataDirectory directory,
            Map<String, ColumnFamilyDescriptor> asked,
            Set<String> present,
            EngineAccess access,
            NativeOptions options)
            throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        asked.forEach((name, descriptor) -> {
            if (present.contains(name)) {
                descriptors.add(descriptor);
            }
        });
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB database = access == EngineAccess.READ_ONLY
                ? RocksDB.openReadOnly(options.database(), directory.location(), descriptors, handles)
                : RocksDB.open(options.database(), directory.location(), descriptors, handles);
        return new OpenDatabase(database, handles);
    }

    /** Makes the families that are not there, unless data was written without them. */
    private void makeMissing(
            Map<String, ColumnFamilyDescriptor> asked,
            Set<String> present,
            EngineAccess access,
            DataDirectory directory)
            throws RocksDBException {
        List<ColumnFamilyDescriptor> missing = new ArrayList<>();
        asked.forEach((name, descriptor) -> {
            if (!present.contains(name)) {
                missing.add(descriptor);
            }
        });
        // Before the first write, a missing family tells of a crash while the families were made.
        boolean mayBeMade = access == EngineAccess.READ_WRITE && database.getLatestSequenceNumber() == 0;
        if (!missing.isEmpty() && !mayBeMade) {
            Set<String> names = new TreeSet<>(asked.keySet());
            names.removeAll(present);
            throw new CorruptStoreException(
                    "Keyspaces are missing from the database; restore the store from a copy: backend="
                            + RocksDbOptions.BACKEND
                            + " directory="
                            + directory
                            + " keyspaces="
                            + names,
                    null);
        }
        if (!missing.isEmpty()) {
            handles.addAll(database.createColumnFamilies(missing));
        }
    }

    private void assignHandles(Set<Keyspace> keyspaces) throws RocksDBException {
        Map<String, ColumnFamilyHandle> byName = new LinkedHashMap<>();
        for (ColumnFamilyHandle handle : handles) {
            byName.put(new String(handle.getName(), StandardCharsets.UTF_8), handle);
        }
        for (Keyspace keyspace : keyspaces) {
            handlesById[keyspace.id()] = byName.get(keyspace.name());
        }
    }

    private static ColumnFamilyDescriptor descriptor(String name, Keyspace.Shape shape, NativeOptions options) {
        return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options.columnFamily(shape));
    }
}
