package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy is an engine of its own with the state after one batch, taken beside readers and the writer. */
abstract class EngineCopyContract extends EngineContract {
    private static final byte[] KEY = Bytes.ascii("key");

    @TempDir
    Path copies;

    @Shows("engine-9")
    @Test
    void copyHoldsAllBatchesBeforeIt() throws IOException {
        for (int i = 0; i < 50; i++) {
            putEverywhere(i, Bytes.number(i));
        }

        Path copy = copy("copy");

        for (Keyspace keyspace : KEYSPACES) {
            assertThat(keysOfCopy(copy, keyspace))
                    .as("keys of %s in the copy", keyspace.name())
                    .isEqualTo(keys(keyspace))
                    .hasSize(50);
        }
    }

    @Shows("engine-10")
    @Test
    void copyOfAnEmptyEngineIsEmptyAndTakesBatches() throws IOException {
        Path copy = copy("copy");

        try (Engine opened = open(copy)) {
            opened.write(batchEverywhere(1, KEY), Durability.SYNC);
        }

        assertThat(keysOfCopy(copy, RECORDS)).as("keys of the copy").hasSize(1);
        assertThat(keys(RECORDS)).as("keys of the original").isEmpty();
    }

    @Shows("engine-10")
    @Test
    void originalAndCopyGoTheirOwnWays() throws IOException {
        putEverywhere(1, KEY);
        Path copy = copy("copy");

        putEverywhere(2, Bytes.ascii("later"));
        try (Engine opened = open(copy)) {
            opened.write(batchEverywhere(3, Bytes.ascii("other")), Durability.BUFFERED);
        }
        reopen();

        assertThat(keysOfCopy(copy, BLOBS))
                .as("keys of the copy")
                .containsExactly(Bytes.hex(KEY), Bytes.hex(Bytes.ascii("other")));
        assertThat(keys(BLOBS))
                .as("keys of the original")
                .containsExactly(Bytes.hex(KEY), Bytes.hex(Bytes.ascii("later")));
    }

    @Shows("engine-10")
    @Test
    void copyOfACopyIsTheSame() throws IOException {
        putEverywhere(1, KEY);
        Path first = copy("first");
        Path second = Files.createDirectory(copies.resolve("second"));

        try (Engine opened = open(first)) {
            opened.copyTo(second, EngineProgress.NONE);
        }

        assertThat(keysOfCopy(second, INDEX)).as("keys of the copy's copy").containsExactly(Bytes.hex(KEY));
    }

    /** Each batch puts its number into all keyspaces. */
    @Shows("engine-9")
    @Test
    void copyBesideTheWriterHasWholeBatchesAndNoneTooFew() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        putEverywhere(0, KEY);
        try (Threads threads = new Threads()) {
            threads.start("writer", () -> {
                while (!enough.get()) {
                    putEverywhere(written.get() + 1, KEY);
                    written.incrementAndGet();
                }
            });

            try {
                for (int i = 0; i < 5; i++) {
                    int before = written.get();
                    Path copy = copy("copy" + i);
                    List<Integer> numbers = numbersOfCopy(copy);
                    assertThat(numbers)
                            .as("the number in each keyspace of a copy begun after batch %s", before)
                            .allMatch(number -> number.equals(numbers.get(0)) && number >= before);
                }
            } finally {
                enough.set(true);
            }
            threads.join();
        }
    }

    @Shows("engine-11")
    @Test
    void snapshotThatIsOpenReadsOn() throws IOException {
        putEverywhere(1, KEY);

        try (EngineSnapshot held = engine().snapshot()) {
            putEverywhere(2, KEY);
            Path copy = copy("copy");

            assertThat(get(held, RECORDS, KEY)).as("what the snapshot reads").isEqualTo(Bytes.hex(Bytes.number(1)));
            assertThat(numbersOfCopy(copy)).as("what the copy holds").containsOnly(2);
        }
    }

    @Shows("engine-12")
    @Test
    void targetThatHoldsAnythingIsRefusedAndKept() throws IOException {
        Path target = Files.createDirectory(copies.resolve("target"));
        Path there = Files.writeString(target.resolve("there"), "content");

        assertThatIllegalArgumentException()
                .as("copying to a directory that is not empty")
                .isThrownBy(() -> engine().copyTo(target, EngineProgress.NONE));

        assertThat(there).as("what was there").hasContent("content");
        assertThat(names(target)).as("names in the target").containsExactly("there");
    }

    @Shows("engine-12")
    @Test
    void targetThatIsNoDirectoryIsRefused() {
        assertThatIllegalArgumentException()
                .as("copying to a directory that is not there")
                .isThrownBy(() -> engine().copyTo(copies.resolve("absent"), EngineProgress.NONE));
    }

    @Shows("engine-13")
    @Test
    void progressThatThrowsLeavesTheTargetEmptyAndTheEngineWell() throws IOException {
        putEverywhere(1, KEY);
        Path target = Files.createDirectory(copies.resolve("target"));
        IllegalStateException cancelled = new IllegalStateException("cancelled");

        assertThatThrownBy(() -> engine().copyTo(target, (doneBytes, totalBytes) -> {
                    throw cancelled;
                }))
                .as("a copy whose progress throws")
                .isSameAs(cancelled);

        assertThat(names(target)).as("names in the target").isEmpty();
        putEverywhere(2, KEY);
        engine().copyTo(target, EngineProgress.NONE);
        assertThat(numbersOfCopy(target)).as("what a second copy holds").containsOnly(2);
    }

    @Shows("engine-14")
    @Test
    void progressGoesFromNothingToAll() throws IOException {
        putEverywhere(1, KEY);
        Path target = Files.createDirectory(copies.resolve("target"));
        ProgressCheck progress = new ProgressCheck();

        engine().copyTo(target, progress);

        progress.assertComplete();
    }

    @Shows("engine-8")
    @Test
    void copyIsTheOwnersAlone() throws IOException {
        assumeThat(copies.getFileSystem().supportedFileAttributeViews())
                .as("modes of files")
                .contains("posix");
        putEverywhere(1, KEY);

        Path copy = copy("copy");

        try (Stream<Path> paths = Files.walk(copy)) {
            for (Path path : paths.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("mode of %s", path.getFileName())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    private Path copy(String name) throws IOException {
        Path target = Files.createDirectory(copies.resolve(name));
        engine().copyTo(target, EngineProgress.NONE);
        return target;
    }

    private void putEverywhere(int number, byte[] key) {
        write(batchEverywhere(number, key));
    }

    private static WriteBatch batchEverywhere(int number, byte[] key) {
        WriteBatch batch = new WriteBatch();
        KEYSPACES.forEach(keyspace -> batch.put(keyspace, key, Bytes.number(number)));
        return batch;
    }

    private List<String> keysOfCopy(Path copy, Keyspace keyspace) {
        try (Engine opened = open(copy);
                EngineSnapshot snapshot = opened.snapshot()) {
            return keys(snapshot, keyspace, FIRST, null);
        }
    }

    private List<Integer> numbersOfCopy(Path copy) {
        List<Integer> numbers = new ArrayList<>();
        try (Engine opened = open(copy);
                EngineSnapshot snapshot = opened.snapshot()) {
            for (Keyspace keyspace : KEYSPACES) {
                numbers.add(Integer.parseInt(Bytes.hex(present(snapshot, keyspace, KEY)), 16));
            }
        }
        return numbers;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }
}
