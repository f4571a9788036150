package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.BLOBS;
import static dev.ize.backend.lmdb.Fixture.RECORDS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteConflictException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Env;

/** What is LMDB's own about this engine; the rest of it is the engine contract's. */
final class LmdbEngineTest {
    @TempDir
    Path directory;

    @Test
    void filesAreTheOwnersOnly() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX modes here");

        Fixture.open(directory).close();

        try (var files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void directoryMayHaveAnyName() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this locale cannot say the name");
        Path named = Files.createDirectory(directory.resolve("Stöße 目录 \ud83d\uddc2"));

        try (LmdbEngine engine = Fixture.open(named)) {
            Fixture.put(engine, "key", bytes("value"));
        }

        assertThat(named.resolve("data.mdb")).exists();
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(named));
    }

    @Test
    void statisticsTellTheFilesAndTheTreesInThem() {
        try (LmdbEngine engine = Fixture.open(directory)) {
            Fixture.put(engine, "large", new byte[1_000_000]);
            Fixture.put(engine, "large", new byte[10]);

            EngineStatistics statistics = engine.statistics();

            assertThat(statistics.diskBytes()).isGreaterThan(1_000_000);
            assertThat(statistics.liveBytes()).as("one leaf").isEqualTo(4_096);
        }
    }

    @Test
    void undeclaredKeyspacesAndLongKeysAreProgrammingMistakesAndHarmNothing() {
        Keyspace undeclared = new Keyspace(3, "undeclared", Keyspace.Shape.SMALL_RECORDS);
        Keyspace homonym = new Keyspace(RECORDS.id(), "homonym", Keyspace.Shape.SMALL_RECORDS);
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, bytes("key"), bytes("value"));
        batch.put(undeclared, bytes("key"), bytes("value"));

        try (LmdbEngine engine = Fixture.open(directory)) {
            assertThatThrownBy(() -> engine.write(batch, Durability.SYNC)).isInstanceOf(IllegalArgumentException.class);
            try (var snapshot = engine.snapshot()) {
                assertThatThrownBy(() -> snapshot.get(undeclared, bytes("key")))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> snapshot.get(homonym, bytes("key")))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> snapshot.get(RECORDS, new byte[512]))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> snapshot.cursor(RECORDS, new byte[512], null))
                        .isInstanceOf(IllegalArgumentException.class);
                var cursor = snapshot.cursor(RECORDS, bytes("a"), null);
                assertThatThrownBy(() -> cursor.seekAtOrAfter(new byte[512]))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> cursor.seekBefore(new byte[512])).isInstanceOf(IllegalArgumentException.class);
            }
            Fixture.put(engine, "other", bytes("value"));

            assertThat(Fixture.contents(engine, RECORDS)).containsOnlyKeys("other");
        }
    }

    @Test
    void conflictNamesTheKeyspaceAndTheKey() {
        WriteBatch batch = new WriteBatch();
        batch.require(RECORDS, bytes("key"), bytes("value"));
        batch.put(RECORDS, bytes("other"), bytes("value"));

        try (LmdbEngine engine = Fixture.open(directory)) {
            assertThatThrownBy(() -> engine.write(batch, Durability.SYNC))
                    .isInstanceOf(WriteConflictException.class)
                    .hasMessageContaining("keyspace=records key=6b6579");
            assertThat(Fixture.contents(engine, RECORDS)).isEmpty();
        }
    }

    @Test
    void readersOfAKilledProcessAreClearedAtTheNextOpen() throws Exception {
        ChildJvm.Outcome outcome = ChildJvm.run(DiesReading.class, List.of(), directory.toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(3);

        LmdbEnvironment opened =
                LmdbEnvironment.open(directory, Fixture.KEYSPACES, EngineAccess.READ_WRITE, LmdbOptions.defaults());
        try (Env<NativeBytes> environment = opened.environment()) {
            assertThat(environment.info().numReaders).isZero();
        }
        try (LmdbEngine engine = Fixture.open(directory)) {
            assertThat(Fixture.get(engine, "key")).isEqualTo(bytes("value"));
        }
    }

    /** A limit to the length of files is an I/O error that no room on the disk explains. */
    @Test
    void failedDiskEndsTheEngineAndTheStoreIsWholeAfterwards() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "limits are set by a shell");

        ChildJvm.Outcome outcome =
                ChildJvm.runPrepared(List.of(), "ulimit -f 8192", FailsToWrite.class, List.of(), directory.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        try (LmdbEngine engine = Fixture.open(directory)) {
            Map<String, String> written = Fixture.contents(engine, BLOBS);
            assertThat(written).as("batches of two").hasSizeGreaterThan(2).satisfies(all -> {
                int batches = all.size() / 2;
                assertThat(all).isEqualTo(FailsToWrite.model(batches));
            });
            Fixture.put(engine, "key", bytes("value"));
        }
    }

    @Test
    void smallAddressSpaceGetsASmallerMap() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "limits are set by a shell");

        ChildJvm.Outcome outcome = ChildJvm.runPrepared(
                List.of(),
                "ulimit -v 12000000",
                SmallerMap.class,
                List.of("-XX:+UseSerialGC", "-XX:CompressedClassSpaceSize=64m"),
                directory.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    /** Leaves a snapshot open and dies. */
    static final class DiesReading {
        public static void main(String[] arguments) {
            LmdbEngine engine = Fixture.open(Path.of(arguments[0]));
            Fixture.put(engine, "key", bytes("value"));
            if (engine.snapshot().get(RECORDS, bytes("key")) != null) {
                Runtime.getRuntime().halt(3);
            }
        }
    }

    /** Writes batches of two until the file may not grow any more. */
    static final class FailsToWrite {
        public static void main(String[] arguments) {
            int batches = 0;
            try (LmdbEngine engine = Fixture.open(Path.of(arguments[0]))) {
                try {
                    while (batches < 1_000) {
                        engine.write(batch(batches), Durability.SYNC);
                        batches++;
                    }
                    throw new AssertionError("the limit did not hold");
                } catch (StorageFailedException e) {
                    check(e.getCause() != null);
                }
                refuses(() -> engine.write(batch(0), Durability.SYNC));
                refuses(engine::snapshot);
                refuses(engine::sync);
                refuses(engine::statistics);
            }
            try (LmdbEngine engine = Fixture.open(Path.of(arguments[0]))) {
                check(Fixture.contents(engine, BLOBS).equals(model(batches)));
            }
        }

        static Map<String, String> model(int batches) {
            Map<String, String> model = new TreeMap<>();
            for (int i = 0; i < batches; i++) {
                model.put("a" + i, Fixture.digest(new byte[i]));
                model.put("b" + i, Fixture.digest(new byte[50_000]));
            }
            return model;
        }

        private static WriteBatch batch(int number) {
            WriteBatch batch = new WriteBatch();
            batch.put(BLOBS, bytes("a" + number), new byte[number]);
            batch.put(BLOBS, bytes("b" + number), new byte[50_000]);
            return batch;
        }

        private static void refuses(Runnable call) {
            try {
                call.run();
            } catch (StorageFailedException e) {
                return;
            }
            throw new AssertionError("the engine goes on");
        }
    }

    /** Opens with the default map, which this process may not have, and works; then fills what it got. */
    static final class SmallerMap {
        public static void main(String[] arguments) {
            try (LmdbEngine engine = Fixture.open(Path.of(arguments[0]))) {
                Fixture.put(engine, "key", bytes("value"));
                check("value".equals(new String(Fixture.get(engine, "key"), java.nio.charset.StandardCharsets.UTF_8)));
            }
        }
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new AssertionError();
        }
    }
}
