package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.RECORDS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a batch when a single call to the operating system fails, by strace's hand.
 *
 * <p>LMDB commits in three calls: {@code writev} for the pages, {@code fdatasync}, and {@code pwrite64} of the
 * meta page through a handle that flushes. Making a store takes one flush and three of the last.
 */
final class InjectedFaultTest {
    @TempDir
    Path directory;

    @BeforeEach
    void needsStrace() throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        assumeTrue(Files.isExecutable(strace), "strace is not installed");
        assumeTrue(
                new ProcessBuilder(strace.toString(), "-o", "/dev/null", "true")
                                .start()
                                .waitFor()
                        == 0,
                "strace may not trace here");
    }

    @Test
    void fullDiskWhileWritingPagesRefusesTheBatch() throws Exception {
        assertThat(runWithFault("writev:error=ENOSPC:when=4"))
                .isEqualTo("acknowledged 3, then WriteRefusedException, then written");
        assertThat(keysThere()).containsExactly("after", "key0", "key1", "key2");
    }

    @Test
    void failedFlushOfPagesEndsTheEngineWithoutTheBatch() throws Exception {
        assertThat(runWithFault("fdatasync:error=EIO:when=5"))
                .isEqualTo("acknowledged 3, then StorageFailedException, then StorageFailedException");
        assertThat(keysThere()).containsExactly("key0", "key1", "key2");
    }

    /**
     * LMDB then refuses everything, also to end resting readers; and it puts back the old numbers of the
     * meta page beside the new trees, which the check at open once took for damage.
     */
    @Test
    void failedFlushOfTheMetaPageEndsTheEngineAndTheStoreOpensAgain() throws Exception {
        assertThat(runWithFault("pwrite64:error=EIO:when=7"))
                .isEqualTo("acknowledged 3, then StorageFailedException, then StorageFailedException");
        assertThat(keysThere()).startsWith("key0", "key1", "key2").doesNotContain("after", "key4");
    }

    @Test
    void storeWhoseNameCannotBeFlushedIsUnusable() throws Exception {
        assertThat(runWithFault(directory, "fsync:error=EIO:when=1", OpensOnce.class))
                .isEqualTo("StoreUnusableException");
        assertThat(runWithFault(directory, "fsync:error=EIO:when=2", OpensOnce.class))
                .isEqualTo("opened");
    }

    private String runWithFault(String fault) throws Exception {
        return runWithFault(directory.resolve("data.mdb"), fault, WritesUntilItFails.class);
    }

    private String runWithFault(Path file, String fault, Class<?> program) throws Exception {
        ChildJvm.Outcome outcome = ChildJvm.runPrepared(
                List.of(
                        "strace",
                        "-f",
                        "-o",
                        "/dev/null",
                        "-P",
                        file.toString(),
                        "-e",
                        "trace=writev,fdatasync,pwrite64,fsync",
                        "-e",
                        "inject=" + fault),
                "true",
                program,
                List.of(),
                directory.toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.lastLine();
    }

    private Set<String> keysThere() {
        try (LmdbEngine engine = Fixture.open(directory)) {
            Set<String> keys = new TreeSet<>(Fixture.contents(engine, RECORDS).keySet());
            Fixture.put(engine, "writable", bytes("again"));
            return keys;
        }
    }

    /** Opens and says how that went. */
    static final class OpensOnce {
        public static void main(String[] arguments) {
            try (LmdbEngine engine = Fixture.open(Path.of(arguments[0]))) {
                engine.sync();
                System.out.println("opened");
            } catch (StorageException e) {
                System.out.println(e.getClass().getSimpleName());
            }
        }
    }

    /** Writes until a batch fails, then one more, with readers resting and one forgotten. */
    static final class WritesUntilItFails {
        public static void main(String[] arguments) {
            LmdbEngine engine = Fixture.open(Path.of(arguments[0]));
            List<EngineSnapshot> crowd = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                crowd.add(engine.snapshot());
            }
            crowd.subList(1, 5).forEach(EngineSnapshot::close);
            int acknowledged = 0;
            String failure = put(engine, "key0");
            while (failure.equals("written") && acknowledged < 20) {
                acknowledged++;
                failure = put(engine, "key" + acknowledged);
            }
            String after = put(engine, "after");
            engine.close();
            System.out.println("acknowledged " + acknowledged + ", then " + failure + ", then " + after);
        }

        private static String put(LmdbEngine engine, String key) {
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, bytes(key), new byte[9_000]);
            try {
                engine.write(batch, Durability.BUFFERED);
                return "written";
            } catch (StorageException e) {
                return e.getClass().getSimpleName();
            }
        }
    }
}
