package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a snapshot with a model: all contents, and walks of random cursors. */
final class ModelCheck {
    private static final int WALKS = 3;
    private static final int MOVES = 25;

    private final EngineModel model;
    private final String where;
    private final Random random;

    ModelCheck(EngineModel model, String where, Random random) {
        this.model = model;
        this.where = where;
        this.random = random;
    }

    void check(EngineSnapshot snapshot) {
        for (Keyspace keyspace : EngineContract.KEYSPACES) {
            checkContents(snapshot, keyspace);
        }
        for (int i = 0; i < WALKS; i++) {
            walk(snapshot, RandomBatch.randomKeyspace(random));
        }
    }

    /** Compares first and words a failure only then: there are millions of comparisons in a run. */
    private void checkContents(EngineSnapshot snapshot, Keyspace keyspace) {
        NavigableMap<byte[], byte[]> expected = model.map(keyspace);
        if (!holdsKeys(snapshot, keyspace, expected)) {
            assertThat(EngineContract.keys(snapshot, keyspace, EngineContract.FIRST, null))
                    .as("keys of %s; %s", keyspace.name(), where)
                    .isEqualTo(expected.keySet().stream().map(Bytes::hex).toList());
        }
        expected.forEach((key, value) -> {
            if (!Arrays.equals(snapshot.get(keyspace, key), value)) {
                fail(
                        "get of %s in %s does not give the value that was put; %s",
                        Bytes.hex(key), keyspace.name(), where);
            }
        });
        byte[] key = RandomBatch.randomKey(random);
        assertThat(snapshot.get(keyspace, key) == null)
                .as("whether %s in %s is absent; %s", Bytes.hex(key), keyspace.name(), where)
                .isEqualTo(!expected.containsKey(key));
    }

    private static boolean holdsKeys(
            EngineSnapshot snapshot, Keyspace keyspace, NavigableMap<byte[], byte[]> expected) {
        try (Cursor cursor = snapshot.cursor(keyspace, EngineContract.FIRST, null)) {
            for (byte[] key : expected.keySet()) {
                if (!cursor.next() || !Arrays.equals(cursor.key(), key)) {
                    return false;
                }
            }
            return !cursor.next();
        }
    }

    private void walk(EngineSnapshot snapshot, Keyspace keyspace) {
        byte[] from = random.nextInt(4) == 0 ? EngineContract.FIRST : RandomBatch.randomKey(random);
        byte[] to = random.nextInt(4) == 0 ? null : RandomBatch.randomKey(random);
        String range = "[" + Bytes.hex(from) + ", " + (to == null ? "end" : Bytes.hex(to)) + ") of " + keyspace.name();
        NavigableMap<byte[], byte[]> expected = subMap(model.map(keyspace), from, to);
        byte[] here = null;
        StringBuilder path = new StringBuilder();
        try (Cursor cursor = snapshot.cursor(keyspace, from, to)) {
            for (int i = 0; i < MOVES; i++) {
                here = move(cursor, expected, here, path);
                assertAt(cursor, expected, here, range + ", moves" + path);
            }
        }
    }

    /** Moves the cursor at random; the key where the model is then, or null. */
    private byte @Nullable [] move(
            Cursor cursor, NavigableMap<byte[], byte[]> expected, byte @Nullable [] here, StringBuilder path) {
        byte[] key = RandomBatch.randomKey(random);
        boolean found;
        Map.Entry<byte[], byte[]> entry;
        switch (random.nextInt(6)) {
            case 0 -> {
                path.append(" seekAtOrAfter ").append(Bytes.hex(key));
                found = cursor.seekAtOrAfter(key);
                entry = expected.ceilingEntry(key);
            }
            case 1 -> {
                path.append(" seekBefore ").append(Bytes.hex(key));
                found = cursor.seekBefore(key);
                entry = expected.lowerEntry(key);
            }
            case 2, 3 -> {
                path.append(" next");
                found = cursor.next();
                entry = here == null ? expected.firstEntry() : expected.higherEntry(here);
            }
            default -> {
                path.append(" previous");
                found = cursor.previous();
                entry = here == null ? expected.lastEntry() : expected.lowerEntry(here);
            }
        }
        assertThat(found)
                .as("whether the last of%s finds a key; %s", path, where)
                .isEqualTo(entry != null);
        return entry == null ? null : entry.getKey();
    }

    private void assertAt(Cursor cursor, NavigableMap<byte[], byte[]> expected, byte @Nullable [] here, String walk) {
        if (here == null) {
            return;
        }
        assertThat(Bytes.hex(cursor.key())).as("the key in %s; %s", walk, where).isEqualTo(Bytes.hex(here));
        assertThat(Arrays.equals(cursor.value(), expected.get(here)))
                .as("the value at %s is what was put, in %s; %s", Bytes.hex(here), walk, where)
                .isTrue();
    }

    private static NavigableMap<byte[], byte[]> subMap(
            NavigableMap<byte[], byte[]> map, byte[] from, byte @Nullable [] to) {
        if (to == null) {
            return map.tailMap(from, true);
        }
        return Arrays.compareUnsigned(from, to) < 0
                ? map.subMap(from, true, to, false)
                : new TreeMap<>(Arrays::compareUnsigned);
    }
}
