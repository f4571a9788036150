package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.BLOBS;
import static dev.ize.backend.mvstore.Engines.RECORDS;
import static dev.ize.backend.mvstore.Engines.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cuts the power at every kind of moment, on a file that loses any set of the sectors written since the last flush.
 *
 * <p>MVStore's own recovery fails this test with every seed: it takes chunks with holes for whole, mixes states that
 * were given the same version number, and loses durable commits where a header was flushed ahead of its chunk.
 */
final class PowerCutTest {
    private static final int BATCHES = 60;
    private static final int KEYS = 60;

    /** A power cut and what may be there after it: the states from the newest durable one to the newest begun. */
    private record Cut(byte[] left, int durable, int begun) {}

    /** Takes cuts in the middle of writes and flushes. */
    private final class CutFile extends MemoryFile {
        CutFile(byte[] content) {
            super(content);
        }

        @Override
        public synchronized void write(long position, byte[] from, int offset, int length) throws IOException {
            super.write(position, from, offset, length);
            maybeCut(this);
        }

        @Override
        public synchronized void force() throws IOException {
            maybeCut(this);
            super.force();
        }
    }

    private final List<SortedMap<String, String>> states = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private Random random;
    private int durable;
    private int begun;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsLeftIsAWholeStateNoOlderThanTheNewestDurableOne(long seed) throws IOException {
        random = new Random(seed);
        byte[] content = newStore();
        states.add(new TreeMap<>());

        for (int life = 0; life < 3; life++) {
            content = liveAndCut(content);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9, 1})
    void manyBufferedCommitsLoseNoMoreThanTheNewest(double probability) throws IOException {
        MemoryFile file = new MemoryFile(newStore());
        int commits = 3 * CommitRing.SLOTS;
        try (MvStoreEngine engine = open(file)) {
            for (int i = 1; i <= commits; i++) {
                Engines.write(engine, "head", "" + i);
            }
            file = new MemoryFile(file.afterPowerCut(new Random(1), probability));
        }

        try (MvStoreEngine engine = open(file)) {
            assertThat(Integer.parseInt(Engines.read(engine, "head")))
                    .isBetween(commits - CommitRing.MAX_UNSYNCED - 1, commits);
        }
    }

    private byte[] newStore() throws IOException {
        MemoryFile file = new MemoryFile();
        StoreDirectory.fill(file, Engines.KEYSPACES, MvStoreOptions.defaults());
        return file.afterKill();
    }

    /** Writes, takes cuts, checks each of them and goes on from one. */
    private byte[] liveAndCut(byte[] content) throws IOException {
        cuts.clear();
        CutFile file = new CutFile(content);
        try (MvStoreEngine engine = open(file)) {
            for (int i = 0; i < BATCHES; i++) {
                writeOne(engine);
            }
        }
        int whole = states.size() - 1;
        cuts.add(new Cut(file.afterPowerCut(random, 0.5), whole, whole));

        int goOn = random.nextInt(cuts.size());
        int at = 0;
        for (int i = 0; i < cuts.size(); i++) {
            int state = check(cuts.get(i));
            at = i == goOn ? state : at;
        }
        states.subList(at + 1, states.size()).clear();
        durable = at;
        return cuts.get(goOn).left();
    }

    private void writeOne(MvStoreEngine engine) {
        SortedMap<String, String> state = new TreeMap<>(states.get(states.size() - 1));
        WriteBatch batch = new WriteBatch();
        for (int i = random.nextInt(8); i >= 0; i--) {
            String key = "key" + random.nextInt(KEYS);
            if (random.nextInt(3) == 0) {
                state.remove(key);
                batch.delete(RECORDS, bytes(key));
            } else {
                String value = states.size() + "x".repeat(random.nextInt(600));
                state.put(key, value);
                batch.put(RECORDS, bytes(key), bytes(value));
            }
        }
        batch.put(RECORDS, bytes("head"), bytes("" + states.size()));
        state.put("head", "" + states.size());
        batch.put(BLOBS, bytes("blob"), new byte[random.nextInt(40_000)]);
        states.add(state);
        begun = states.size() - 1;
        Durability durability = random.nextInt(3) == 0 ? Durability.SYNC : Durability.BUFFERED;
        engine.write(batch, durability);
        if (durability == Durability.SYNC) {
            durable = begun;
        }
    }

    private void maybeCut(MemoryFile file) {
        if (random.nextInt(16) == 0) {
            double probability = List.of(0.0, 0.1, 0.5, 0.9, 1.0).get(random.nextInt(5));
            cuts.add(new Cut(file.afterPowerCut(random, probability), durable, Math.max(begun, durable)));
        }
    }

    /** Opens what is left, goes on from there, and returns the number of the state that it holds. */
    private int check(Cut cut) throws IOException {
        MemoryFile file = new MemoryFile(cut.left());
        SortedMap<String, String> found;
        try (MvStoreEngine engine = open(file)) {
            found = Engines.records(engine);
            engine.write(Engines.put("after", "cut"), Durability.SYNC);
        }
        int state = Integer.parseInt(found.getOrDefault("head", "0"));
        assertThat(state).isBetween(cut.durable(), cut.begun());
        assertThat(found).isEqualTo(states.get(state));

        try (MvStoreEngine engine = open(file)) {
            found.put("after", "cut");
            assertThat(Engines.records(engine)).isEqualTo(found);
        }
        return state;
    }

    /** Without retention, so that space is written over as early as it ever is. */
    private static MvStoreEngine open(MemoryFile file) throws IOException {
        return Engines.open(file, MvStoreOptions.defaults().withRetentionMillis(0));
    }
}
