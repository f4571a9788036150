package dev.ize.bench.floor;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * LMDB through lmdbjava's fastest buffers, with one read transaction that is renewed for each read.
 *
 * <p>Those buffers need {@link #JVM_ARGUMENTS}; Ize's backend does without.
 */
final class BareLmdb implements BareEngine {
    /** What {@link ByteBufferProxy#PROXY_OPTIMAL} needs of the JVM. */
    static final List<String> JVM_ARGUMENTS =
            List.of("--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    static final String SETTINGS =
            "lmdbjava's PROXY_OPTIMAL buffers, MDB_NOTLS, one renewed read transaction, appends with"
                    + " MDB_APPEND; durable: no other flag; not durable: MDB_NOSYNC, with which a power cut may corrupt the file";

    /** Sparse: takes no more of the disk than what is written. */
    private static final long MAP_BYTES = 64L << 30;

    /** LMDB's longest, of our build. */
    private static final int MAX_KEY_BYTES = 511;

    private static final int MAX_VALUE_BYTES = 1 << 16;

    private final Env<ByteBuffer> environment;
    private final List<Dbi<ByteBuffer>> trees = new ArrayList<>();
    private final ByteBuffer key = ByteBuffer.allocateDirect(MAX_KEY_BYTES);
    private final ByteBuffer value = ByteBuffer.allocateDirect(MAX_VALUE_BYTES);
    private final Txn<ByteBuffer> reading;

    BareLmdb(Path directory, boolean durable) {
        EnvFlags[] flags = durable
                ? new EnvFlags[] {EnvFlags.MDB_NOTLS}
                : new EnvFlags[] {EnvFlags.MDB_NOTLS, EnvFlags.MDB_NOSYNC};
        environment = Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                .setMapSize(MAP_BYTES)
                .setMaxDbs(TREES)
                .open(directory.toFile(), flags);
        for (int i = 0; i < TREES; i++) {
            trees.add(environment.openDbi("tree-" + i, DbiFlags.MDB_CREATE));
        }
        reading = environment.txnRead();
        reading.reset();
    }

    /** Whether this JVM was started with the arguments. */
    static boolean isPossible() {
        Module java = Object.class.getModule();
        Module own = BareLmdb.class.getModule();
        return java.isOpen("java.nio", own) && java.isOpen("sun.nio.ch", own);
    }

    @Override
    public byte[] get(byte[] wanted) {
        reading.renew();
        try {
            return copy(trees.get(0).get(reading, fill(key, wanted)));
        } finally {
            reading.reset();
        }
    }

    @Override
    public void commit(List<Pair> pairs) {
        write(pairs);
    }

    @Override
    public void append(List<Pair> pairs) {
        write(pairs, PutFlags.MDB_APPEND);
    }

    private void write(List<Pair> pairs, PutFlags... flags) {
        try (Txn<ByteBuffer> writing = environment.txnWrite()) {
            for (Pair pair : pairs) {
                trees.get(pair.tree()).put(writing, fill(key, pair.key()), fill(value, pair.value()), flags);
            }
            writing.commit();
        }
    }

    @Override
    public int range(byte[] from, int count) {
        reading.renew();
        try (Cursor<ByteBuffer> cursor = trees.get(0).openCursor(reading)) {
            int bytes = 0;
            boolean found = cursor.get(fill(key, from), GetOp.MDB_SET_RANGE);
            for (int i = 0; found && i < count; i++) {
                bytes += copy(cursor.val()).length;
                found = cursor.next();
            }
            return bytes;
        } finally {
            reading.reset();
        }
    }

    private static ByteBuffer fill(ByteBuffer buffer, byte[] bytes) {
        return buffer.clear().put(bytes).flip();
    }

    private static byte[] copy(ByteBuffer found) {
        byte[] bytes = new byte[found.remaining()];
        found.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        reading.close();
        environment.sync(true);
        environment.close();
    }
}
