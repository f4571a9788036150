package dev.ize.bench.floor;

import dev.ize.bench.floor.BareEngine.Pair;
import dev.ize.bench.measure.FreshDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A bare engine in a fresh directory, with keys of 24 bytes and values of 100 in its first tree. */
public final class BareStore implements AutoCloseable {
    private static final byte[] PATTERN = "key-00000000000000000000".getBytes(StandardCharsets.US_ASCII);
    private static final int VALUE_BYTES = 100;
    private static final int PAIRS_A_BATCH = 1000;

    private final FreshDirectory directory = FreshDirectory.make();
    private final String engine;
    private final boolean durable;
    private final SplittableRandom random = new SplittableRandom(1);
    private BareEngine open;

    BareStore(String engine, boolean durable) {
        this.engine = engine;
        this.durable = durable;
        this.open = BareEngines.open(engine, directory.path(), durable);
    }

    /** A store that holds the keys from 0 on, loaded in their order, closed and opened again. */
    public static BareStore loaded(String engine, boolean durable, int keys) {
        BareStore store = new BareStore(engine, durable);
        store.load(keys);
        store.reopen();
        return store;
    }

    /** The engine, which is open. */
    public BareEngine engine() {
        return open;
    }

    /** Writes keys in their order, a thousand a batch. */
    void load(int keys) {
        for (int first = 0; first < keys; first += PAIRS_A_BATCH) {
            List<Pair> pairs = new ArrayList<>();
            for (int i = first; i < Math.min(keys, first + PAIRS_A_BATCH); i++) {
                pairs.add(pair(i));
            }
            open.append(pairs);
        }
    }

    void closeEngine() {
        open.close();
    }

    void openEngine() {
        open = BareEngines.open(engine, directory.path(), durable);
    }

    private void reopen() {
        closeEngine();
        openEngine();
    }

    /** A key with a value that it did not have before. */
    public Pair pair(int number) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        return new Pair(0, key(number), value);
    }

    /** 24 bytes: {@code key-} and 20 digits. */
    static byte[] key(int number) {
        byte[] key = PATTERN.clone();
        for (int i = key.length - 1, left = number; left > 0; i--, left /= 10) {
            key[i] += (byte) (left % 10);
        }
        return key;
    }

    /** All keys from 0 on, made ahead so that making them is not measured. */
    static List<byte[]> keys(int count) {
        List<byte[]> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(key(i));
        }
        return keys;
    }

    Path path() {
        return directory.path();
    }

    @Override
    public void close() {
        open.close();
        directory.close();
    }
}
