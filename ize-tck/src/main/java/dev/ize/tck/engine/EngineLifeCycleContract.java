package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was written is there at the next open; files belong to their owner; sizes are told. */
abstract class EngineLifeCycleContract extends EngineContract {
    private static final int OPENS = 100;
    private static final long PATIENCE_MILLIS = 5_000;

    @Shows("engine-1")
    @ParameterizedTest
    @EnumSource
    void everythingWrittenIsThereAfterAReopen(Durability durability) {
        for (int i = 0; i < 20; i++) {
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, Bytes.number(i), Bytes.number(-i));
            batch.put(INDEX, Bytes.number(100 + i), Bytes.EMPTY);
            batch.put(BLOBS, Bytes.number(i), Bytes.random(30_000, i));
            engine().write(batch, durability);
        }

        reopen();

        assertThat(keys(RECORDS)).as("keys of records").isEqualTo(Bytes.hex(Bytes.numbers(0, 20)));
        assertThat(keys(INDEX)).as("keys of name_index").isEqualTo(Bytes.hex(Bytes.numbers(100, 120)));
        for (int i = 0; i < 20; i++) {
            assertThat(get(RECORDS, Bytes.number(i))).as("record %d", i).isEqualTo(Bytes.hex(Bytes.number(-i)));
            assertThat(get(BLOBS, Bytes.number(i))).as("blob %d", i).isEqualTo(Bytes.hex(Bytes.random(30_000, i)));
        }
    }

    @Shows("engine-2")
    @ParameterizedTest
    @EnumSource
    void everythingDeletedIsGoneAfterAReopen(Durability durability) {
        putKeys(RECORDS, Bytes.numbers(0, 100));
        putKeys(INDEX, Bytes.numbers(0, 100));
        reopen();
        WriteBatch batch = new WriteBatch();
        batch.delete(RECORDS, Bytes.number(5));
        batch.deleteRange(INDEX, Bytes.number(10), Bytes.number(90));
        batch.put(INDEX, Bytes.number(50), Bytes.of(1));
        engine().write(batch, durability);

        reopen();

        assertThat(keys(RECORDS)).as("keys of records").hasSize(99).doesNotContain(Bytes.hex(Bytes.number(5)));
        assertThat(keys(INDEX)).as("keys of name_index").hasSize(21).contains(Bytes.hex(Bytes.number(50)));
    }

    @Shows("engine-1")
    @Test
    void bufferedWritesBeforeASyncedOneAreThereToo() {
        for (int i = 0; i < 10; i++) {
            put(RECORDS, Bytes.number(i), Bytes.number(i));
        }
        WriteBatch synced = new WriteBatch();
        synced.put(INDEX, Bytes.number(10), Bytes.EMPTY);
        engine().write(synced, Durability.SYNC);
        put(RECORDS, Bytes.number(10), Bytes.EMPTY);

        reopen();

        assertThat(keys(RECORDS)).as("keys written around a synced batch").isEqualTo(Bytes.hex(Bytes.numbers(0, 11)));
    }

    @Shows({"engine-1", "engine-26"})
    @Test
    void hundredOpensLoseNothingAndLeaveNothing() throws IOException, InterruptedException {
        // The first makes what stays, such as a library that is loaded once.
        putAndClose(0);
        Remains before = Remains.of(directory);

        for (int i = 1; i <= OPENS; i++) {
            assertThat(keys(RECORDS)).as("keys at open %d", i).isEqualTo(Bytes.hex(Bytes.numbers(0, i)));
            putAndClose(i);
        }

        Remains after = Remains.of(directory);
        assertThat(after.files() - before.files())
                .as("files that %d opens left", OPENS)
                .isLessThan(OPENS / 2);
        assertThat(after.threadsSince(before, PATIENCE_MILLIS))
                .as("threads that %d opens left", OPENS)
                .hasSizeLessThan(OPENS / 10);
        assumeTrue(
                before.descriptors().isPresent(), "Files and threads are well; no system but Linux lists open files");
        assertThat(after.descriptors().orElseThrow() - before.descriptors().orElseThrow())
                .as("files that %d opens left open", OPENS)
                .isLessThan(OPENS / 10);
    }

    @Shows("engine-3")
    @Test
    void openingAndClosingWithoutWritingChangesNothing() {
        engine();
        reopen();
        put(RECORDS, Bytes.of(1), Bytes.of(1));
        reopen();
        reopen();

        assertThat(keys(RECORDS)).as("keys after idle opens").containsExactly("01");
        assertThat(keys(INDEX)).as("keys of an unused keyspace").isEmpty();
    }

    @Shows("engine-4")
    @Test
    void directoriesAreIndependent(@TempDir Path otherDirectory) {
        put(RECORDS, Bytes.of(1), Bytes.of(1));

        try (Engine other = open(otherDirectory)) {
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, Bytes.of(2), Bytes.of(2));
            other.write(batch, Durability.BUFFERED);

            assertThat(keys(RECORDS))
                    .as("keys of the first engine while a second is open")
                    .containsExactly("01");
            try (EngineSnapshot snapshot = other.snapshot()) {
                assertThat(keys(snapshot, RECORDS, FIRST, null))
                        .as("keys of the second")
                        .containsExactly("02");
            }
        }
        put(RECORDS, Bytes.of(3), Bytes.of(3));
        assertThat(keys(RECORDS))
                .as("keys of the first engine after the second was closed")
                .containsExactly("01", "03");
    }

    @Shows("engine-5")
    @Test
    void syncIsPossibleAtAnyTime() {
        engine().sync();
        put(RECORDS, Bytes.of(1), Bytes.of(1));
        engine().sync();
        engine().sync();
        reopen();
        engine().sync();

        assertThat(keys(RECORDS)).as("keys after syncs").containsExactly("01");
    }

    @Shows("engine-5")
    @Test
    void syncLeavesOpenSnapshotsAlone() {
        put(RECORDS, Bytes.of(1), Bytes.of(1));

        try (EngineSnapshot snapshot = engine().snapshot()) {
            put(RECORDS, Bytes.of(2), Bytes.of(2));
            engine().sync();

            assertThat(keys(snapshot, RECORDS, FIRST, null))
                    .as("keys of a snapshot from before")
                    .containsExactly("01");
        }
    }

    @Shows("engine-7")
    @Test
    void statisticsCoverWhatIsStored() {
        for (int i = 0; i < 8; i++) {
            WriteBatch batch = new WriteBatch();
            batch.put(BLOBS, Bytes.number(i), Bytes.random(1 << 20, i));
            engine().write(batch, Durability.SYNC);
        }

        EngineStatistics statistics = engine().statistics();

        assertThat(statistics.diskBytes())
                .as("disk bytes with 8 MiB stored that no engine can compress")
                .isBetween(8L << 20, 1L << 30);
        assertThat(statistics.liveBytes())
                .as("live bytes: -1 for unknown, else at most the disk bytes")
                .isBetween(-1L, statistics.diskBytes());
    }

    @Shows("engine-7")
    @Test
    void statisticsOfANewEngineAreNotNegative() {
        EngineStatistics statistics = engine().statistics();

        assertThat(statistics.diskBytes()).as("disk bytes").isNotNegative();
        assertThat(statistics.liveBytes()).as("live bytes").isBetween(-1L, statistics.diskBytes());
    }

    @Shows("engine-8")
    @Test
    void filesAreTheOwnersAlone() throws IOException {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "This system has no POSIX permissions");
        put(RECORDS, Bytes.of(1), Bytes.of(1));
        engine().sync();

        for (Path path : filesAndDirectories()) {
            String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as("permissions of %s", directory.relativize(path))
                    .isEqualTo(expected);
        }
    }

    private void putAndClose(int number) {
        put(RECORDS, Bytes.number(number), Bytes.number(number));
        closeEngine();
    }

    private List<Path> filesAndDirectories() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !path.equals(directory)).toList();
        }
    }
}
