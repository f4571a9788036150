package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.BLOBS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Damaged data files are told before LMDB maps them; one that LMDB mapped would end this JVM. */
final class DataFileTest {
    private static final int PAGE = 4_096;

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void namesTheFile() {
        data = directory.resolve("data.mdb");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 151, 152, PAGE - 1, PAGE, PAGE + 151, PAGE + 152, 2 * PAGE - 1, 2 * PAGE})
    void fileThatEndsInItsFirstPagesIsCorrupt(int length) throws Exception {
        makeStore();

        truncate(length);

        assertCorrupt();
        assertThat(Files.size(data)).as("a damaged file is left as it is").isEqualTo(length);
    }

    @Test
    void fileThatEndsAnywhereEarlierIsCorrupt() throws Exception {
        makeStore();
        byte[] whole = Files.readAllBytes(data);
        Random random = new Random(17);

        for (int i = 0; i < 40; i++) {
            int length = 2 * PAGE + random.nextInt(whole.length - 2 * PAGE);
            Files.write(data, Arrays.copyOf(whole, length));
            assertCorrupt();
        }
        Files.write(data, whole);
        Fixture.open(directory).close();
    }

    @Test
    void fileWithoutItsLastPageIsCorrupt() throws Exception {
        makeStore();

        truncate(Files.size(data) - 1);

        assertCorrupt();
    }

    @Test
    void fileOfSomethingElseIsCorrupt() throws Exception {
        byte[] noise = new byte[10 * PAGE];
        new Random(5).nextBytes(noise);
        Files.write(data, noise);

        assertCorrupt();
    }

    @Test
    void fileOfZerosIsCorrupt() throws Exception {
        Files.write(data, new byte[10 * PAGE]);

        assertCorrupt();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 16, 20, 40, PAGE + 10, PAGE + 16, PAGE + 20, PAGE + 40})
    void damagedMetaPageIsCorrupt(int position) throws Exception {
        makeStore();

        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.seek(position);
            file.write(0x33);
        }

        assertCorrupt();
    }

    /**
     * The first check compared the file's length with LMDB's last page number. Pages that a batch takes and
     * gives back are not written, so that it called one in eight healthy stores corrupt.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void healthyFileThatIsShorterThanItsPagesOpensWithAllItsData(long seed) throws Exception {
        Map<String, String> model = churnUntilShort(new Random(seed));
        long shortLength = Files.size(data);

        try (LmdbEngine engine = Fixture.open(directory)) {
            assertThat(Fixture.contents(engine, BLOBS)).as("seed %d", seed).isEqualTo(model);
            assertThat(Files.size(data)).as("lengthened").isGreaterThan(shortLength);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void shortFileIsCorruptAsSoonAsAPageInUseIsMissing(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, String> model = churnUntilShort(random);
        byte[] whole = Files.readAllBytes(data);
        int corrupt = 0;

        for (int i = 0; i < 40; i++) {
            Files.write(data, Arrays.copyOf(whole, whole.length - random.nextInt(whole.length / 2)));
            try (LmdbEngine engine = Fixture.open(directory)) {
                assertThat(Fixture.contents(engine, BLOBS))
                        .as("only free pages were cut")
                        .isEqualTo(model);
            } catch (CorruptStoreException e) {
                corrupt++;
            }
        }

        assertThat(corrupt).as("seed %d", seed).isGreaterThan(20);
    }

    @Test
    void engineLeavesNoShortFileBehind() throws Exception {
        Random random = new Random(9);
        NavigableMap<String, String> model = new TreeMap<>();

        try (LmdbEngine engine = Fixture.open(directory)) {
            for (int i = 0; i < 100; i++) {
                engine.write(randomBatch(random, model), Durability.SYNC);
                try (FileBytes file = new FileBytes(data)) {
                    assertThat(file.length())
                            .isGreaterThanOrEqualTo(MetaPage.newest(file).neededBytes());
                }
            }
            assertThat(Fixture.contents(engine, BLOBS)).isEqualTo(model);
        }
    }

    private void makeStore() {
        Random random = new Random(3);
        try (LmdbEngine engine = Fixture.open(directory)) {
            for (int i = 0; i < 5; i++) {
                engine.write(randomBatch(random, new TreeMap<>()), Durability.SYNC);
            }
            Fixture.put(engine, "key", new byte[10_000]);
        }
    }

    /** Writes past the engine, which lengthens the file, until LMDB leaves it short. */
    private NavigableMap<String, String> churnUntilShort(Random random) throws Exception {
        NavigableMap<String, String> model = new TreeMap<>();
        LmdbEnvironment opened =
                LmdbEnvironment.open(directory, Fixture.KEYSPACES, EngineAccess.READ_WRITE, LmdbOptions.defaults());
        try (Env<NativeBytes> environment = opened.environment()) {
            BatchWriter writer = new BatchWriter(opened.databases());
            for (int i = 0; i < 300; i++) {
                try (Txn<NativeBytes> transaction = environment.txnWrite()) {
                    writer.write(transaction, randomBatch(random, model));
                    transaction.commit();
                }
                if (i > 20 && Files.size(data) < (environment.info().lastPageNumber + 1) * PAGE) {
                    return model;
                }
            }
        }
        throw new AssertionError("no batch left the file short");
    }

    /** Puts small and large values and deletes ranges, also of what it has just put; the model keeps up. */
    private static WriteBatch randomBatch(Random random, NavigableMap<String, String> model) {
        WriteBatch batch = new WriteBatch();
        int steps = 1 + random.nextInt(random.nextInt(10) == 0 ? 1_000 : 40);
        for (int i = 0; i < steps; i++) {
            String key = "k" + (100_000 + random.nextInt(50_000));
            if (random.nextInt(50) == 0) {
                String end = "k" + (100_000 + random.nextInt(50_000));
                batch.deleteRange(BLOBS, bytes(key), bytes(end));
                if (key.compareTo(end) < 0) {
                    model.subMap(key, end).clear();
                }
            } else {
                byte[] value = new byte[random.nextInt(20) == 0 ? random.nextInt(40_000) : random.nextInt(1_000)];
                random.nextBytes(value);
                batch.put(BLOBS, bytes(key), value);
                model.put(key, Fixture.digest(value));
            }
        }
        return batch;
    }

    private void truncate(long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private void assertCorrupt() {
        assertThatThrownBy(() -> Fixture.open(directory).close())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("path=" + data);
    }
}
