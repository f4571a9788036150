package dev.ize.bench.floor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bare engines and peers by their ids; an engine that a backend uses has the backend's. */
public final class BareEngines {
    static final String LMDB = "lmdb";
    static final String MVSTORE = "mvstore";
    static final String REDB = "redb";
    static final String ROCKSDB = "rocksdb";
    static final String SLED = "sled";

    private BareEngines() {}

    /** How each is tuned and what durability it gives, one line for people, by id. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(LMDB, BareLmdb.SETTINGS);
        settings.put(MVSTORE, BareMvStore.SETTINGS);
        settings.put(ROCKSDB, BareRocksDb.SETTINGS);
        settings.put(REDB, OpendalPeer.REDB_SETTINGS);
        settings.put(SLED, OpendalPeer.SLED_SETTINGS);
        return settings;
    }

    /** Their ids. */
    public static Set<String> ids() {
        return settings().keySet();
    }

    /** What an engine needs of its JVM beside the usual. */
    public static List<String> jvmArguments(String engine) {
        return engine.equals(LMDB) ? BareLmdb.JVM_ARGUMENTS : List.of();
    }

    /** Whether an engine can run in this JVM as it was started. */
    public static boolean canRunHere(String engine) {
        return !engine.equals(LMDB) || BareLmdb.isPossible();
    }

    /** Opens an engine in a directory. */
    static BareEngine open(String engine, Path directory, boolean durable) {
        return switch (engine) {
            case LMDB -> new BareLmdb(directory, durable);
            case MVSTORE -> new BareMvStore(directory, durable);
            case ROCKSDB -> new BareRocksDb(directory, durable);
            case REDB -> OpendalPeer.redb(directory);
            case SLED -> OpendalPeer.sled(directory);
            default -> throw new IllegalArgumentException("No such engine: " + engine);
        };
    }
}
