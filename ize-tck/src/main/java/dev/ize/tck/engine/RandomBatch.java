package dev.ize.tck.engine;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Batches that often meet keys that are there, repeat keys of their own, and now and then require. */
final class RandomBatch {
    private final Random random;
    private final EngineModel before;
    private final WriteBatch batch = new WriteBatch();
    private final List<byte[]> used = new ArrayList<>();

    RandomBatch(Random random, EngineModel before) {
        this.random = random;
        this.before = before;
    }

    WriteBatch make() {
        int steps = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(20);
        for (int i = 0; i < steps; i++) {
            addStep(randomKeyspace(random));
        }
        if (random.nextInt(4) == 0) {
            addRequirements();
        }
        return batch;
    }

    static Keyspace randomKeyspace(Random random) {
        return EngineContract.KEYSPACES.get(random.nextInt(EngineContract.KEYSPACES.size()));
    }

    /** Mostly short, from few different bytes on both sides of the sign bit, so that keys meet. */
    static byte[] randomKey(Random random) {
        byte[] bytes = Bytes.of(0x00, 0x01, 0x61, 0x7f, 0x80, 0x81, 0xfe, 0xff);
        byte[] key =
                new byte[random.nextInt(50) == 0 ? 1 + random.nextInt(Keyspace.MAX_KEY_BYTES) : 1 + random.nextInt(4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = bytes[random.nextInt(bytes.length)];
        }
        return key;
    }

    private void addStep(Keyspace keyspace) {
        int kind = random.nextInt(20);
        if (kind < 14) {
            batch.put(keyspace, chooseKey(keyspace), randomValue(keyspace));
        } else if (kind < 19) {
            batch.delete(keyspace, chooseKey(keyspace));
        } else {
            addDeleteRange(keyspace, chooseKey(keyspace), chooseKey(keyspace));
        }
    }

    private void addDeleteRange(Keyspace keyspace, byte[] one, byte[] other) {
        boolean ascending = Arrays.compareUnsigned(one, other) <= 0;
        byte[] from = ascending ? one : other;
        byte[] to = ascending ? other : one;
        // Ranges of two random keys would keep the engine nearly empty: most hold what starts with one key.
        if (random.nextInt(100) > 0 && from.length < Keyspace.MAX_KEY_BYTES) {
            to = Arrays.copyOf(from, from.length + 1);
            to[from.length] = (byte) 0xff;
        }
        batch.deleteRange(keyspace, from, to);
    }

    private void addRequirements() {
        boolean failing = random.nextInt(3) == 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            Keyspace keyspace = randomKeyspace(random);
            byte[] key = chooseKey(keyspace);
            byte[] value = before.map(keyspace).get(key);
            batch.require(keyspace, key, failing && i == 0 ? otherThan(value) : value);
        }
    }

    private byte @Nullable [] otherThan(byte @Nullable [] value) {
        if (value == null) {
            return Bytes.EMPTY;
        }
        return random.nextBoolean() ? null : Arrays.copyOf(value, value.length + 1);
    }

    /** A key that is there, one that this batch has used, or a random one. */
    private byte[] chooseKey(Keyspace keyspace) {
        byte[] key = randomKey(random);
        int kind = random.nextInt(3);
        if (kind == 0 && !used.isEmpty()) {
            return used.get(random.nextInt(used.size()));
        }
        if (kind == 1) {
            byte[] there = before.map(keyspace).ceilingKey(key);
            return there == null ? key : there;
        }
        used.add(key);
        return key;
    }

    private byte[] randomValue(Keyspace keyspace) {
        int limit = keyspace.shape() == Keyspace.Shape.LARGE_VALUES && random.nextInt(4) == 0 ? 40_000 : 60;
        byte[] value = new byte[random.nextInt(limit)];
        random.nextBytes(value);
        return value;
    }
}
