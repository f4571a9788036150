package dev.ize.bench.floor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.Operator;

/**
 * ReDB or Sled through Apache OpenDAL's native library: a key is a path, and each call is one operation of its own.
 *
 * <p>OpenDAL gives neither several keys in a commit nor a choice of durability, so that there is no more to compare.
 */
final class OpendalPeer implements BareEngine {
    static final String REDB_SETTINGS =
            "redb 2.6.3 through opendal 0.48.2: single keys only, each write a durable commit";
    static final String SLED_SETTINGS = "sled 0.34.7 through opendal 0.48.2: single keys only, writes not durable: sled"
            + " flushes every 500 ms by itself";

    private static final int LOCK_TRIES = 500;
    private static final long LOCK_PAUSE_NANOS = 20_000_000;

    private final Operator operator;

    private OpendalPeer(Operator operator) {
        this.operator = operator;
    }

    static OpendalPeer redb(Path directory) {
        return new OpendalPeer(Operator.of(
                "redb", Map.of("datadir", directory.resolve("data.redb").toString(), "table", "tree", "root", "/")));
    }

    /** Waits for the lock, which sled gives back some time after it was closed. */
    static OpendalPeer sled(Path directory) {
        Map<String, String> options = Map.of("datadir", directory.toString(), "tree", "tree", "root", "/");
        for (int tries = 1; ; tries++) {
            try {
                return new OpendalPeer(Operator.of("sled", options));
            } catch (OpenDALException e) {
                if (tries == LOCK_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(LOCK_PAUSE_NANOS);
            }
        }
    }

    @Override
    public byte[] get(byte[] key) {
        return operator.read(path(key));
    }

    @Override
    public void commit(List<Pair> pairs) {
        if (pairs.size() != 1) {
            throw new UnsupportedOperationException("OpenDAL writes one key at a time");
        }
        append(pairs);
    }

    @Override
    public void append(List<Pair> pairs) {
        for (Pair pair : pairs) {
            operator.write(path(pair.key()), pair.value());
        }
    }

    private static String path(byte[] key) {
        return new String(key, StandardCharsets.US_ASCII);
    }

    @Override
    public int range(byte[] from, int count) {
        throw new UnsupportedOperationException("OpenDAL gives no range of values");
    }

    @Override
    public void close() {
        operator.close();
    }
}
