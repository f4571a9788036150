package dev.ize.backend.lmdb;

import static dev.ize.backend.lmdb.Fixture.BLOBS;
import static dev.ize.backend.lmdb.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What LMDB does on a disk without room, shown on a small file system in memory that only a child sees. */
final class DiskFullTest {
    @TempDir
    Path mountPoint;

    @Test
    void batchThatFillsTheDiskIsRefusedWholeAndTheEngineGoesOn() throws Exception {
        assertThat(runOnSmallDisk(RefusedBatches.class)).isEqualTo("refused, intact, writable, intact after reopening");
    }

    /** LMDB's lock file is a hole otherwise, and the first reader in a page without a block is a SIGBUS. */
    @Test
    void aThousandSnapshotsOpenOnADiskWithoutAFreeBlock() throws Exception {
        assertThat(runOnSmallDisk(SnapshotsOnFullDisk.class)).isEqualTo("opened 1000");
    }

    private String runOnSmallDisk(Class<?> program) throws Exception {
        assumeTrue(ChildJvm.canMount(), "this system lets no user mount a file system");
        ChildJvm.Outcome outcome = ChildJvm.runPrepared(
                List.of("unshare", "-rm"),
                "mount -t tmpfs -o size=16m tmpfs " + mountPoint,
                program,
                List.of(),
                mountPoint.toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.lastLine();
    }

    /** Writes until the disk is full, twice, with room made between. */
    static final class RefusedBatches {
        public static void main(String[] arguments) throws Exception {
            Path directory = Files.createDirectory(Path.of(arguments[0], "store"));
            Path ballast = Files.write(Path.of(arguments[0], "ballast"), new byte[4 << 20]);
            Map<String, String> acknowledged = new TreeMap<>();
            StringBuilder seen = new StringBuilder();
            try (LmdbEngine engine = Fixture.open(directory)) {
                int next = writeUntilRefused(engine, acknowledged, 0);
                seen.append("refused, ");
                check(engine, acknowledged);
                seen.append("intact, ");
                Files.delete(ballast);
                writeUntilRefused(engine, acknowledged, next);
                check(engine, acknowledged);
                seen.append("writable, ");
            }
            try (LmdbEngine engine = Fixture.open(directory)) {
                check(engine, acknowledged);
                seen.append("intact after reopening");
            }
            System.out.println(seen);
        }

        private static int writeUntilRefused(LmdbEngine engine, Map<String, String> acknowledged, int first) {
            for (int i = first; ; i++) {
                byte[] value = new byte[300_000 + i];
                Arrays.fill(value, (byte) i);
                WriteBatch batch = new WriteBatch();
                batch.put(BLOBS, bytes("key" + i), value);
                batch.put(BLOBS, bytes("pair" + i), value);
                try {
                    engine.write(batch, Durability.SYNC);
                } catch (WriteRefusedException e) {
                    if (i == first) {
                        throw new AssertionError("nothing could be written");
                    }
                    return i + 1;
                }
                acknowledged.put("key" + i, Fixture.digest(value));
                acknowledged.put("pair" + i, Fixture.digest(value));
            }
        }

        private static void check(LmdbEngine engine, Map<String, String> acknowledged) {
            if (!Fixture.contents(engine, BLOBS).equals(acknowledged)) {
                throw new AssertionError("the store does not hold what was acknowledged");
            }
        }
    }

    /** Fills the disk to its last block, then opens snapshots. */
    static final class SnapshotsOnFullDisk {
        public static void main(String[] arguments) throws Exception {
            Path directory = Files.createDirectory(Path.of(arguments[0], "store"));
            try (LmdbEngine engine = Fixture.open(directory)) {
                fill(Path.of(arguments[0], "ballast"));
                List<EngineSnapshot> snapshots = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    snapshots.add(engine.snapshot());
                }
                System.out.println("opened " + snapshots.size());
                snapshots.forEach(EngineSnapshot::close);
            }
        }

        private static void fill(Path ballast) throws Exception {
            try (OutputStream out = Files.newOutputStream(ballast)) {
                while (true) {
                    out.write(new byte[4_096]);
                }
            } catch (IOException full) {
                return;
            }
        }
    }
}
