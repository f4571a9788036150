package dev.ize.backend.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrashTest {
    private static final int KILLS = Integer.getInteger("ize.kills", 3);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void killedInTheMiddleOfWritesTheStoreHasEveryAcknowledgedBatchAndNoneInPart(Durability durability)
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("CrashTest seed " + seed);
        Random random = new Random(seed);
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = Math.max(acknowledged, writeAndKill(durability, acknowledged + random.nextInt(300)));

            try (TestEngine engine = TestEngine.open(directory, TestEngine.SMALL)) {
                assertThat(NumberedWriter.checkedCount(engine)).isGreaterThanOrEqualTo(acknowledged);
            }
        }
        assertThat(acknowledged).isPositive();
    }

    /** Kills the writer once it has printed a number at or above the given one; returns how many it acknowledged. */
    private int writeAndKill(Durability durability, int killAt) throws Exception {
        int acknowledged = 0;
        try (ChildJvm writer =
                ChildJvm.start(List.of(), NumberedWriter.class, directory.toString(), durability.name(), "4MiB")) {
            String line = writer.nextLine();
            while (line != null && Integer.parseInt(line) < killAt) {
                line = writer.nextLine();
            }
            assertThat(line).as("the writer ended by itself").isNotNull();
            writer.kill();
            for (; line != null && line.matches("[0-9]+"); line = writer.nextLine()) {
                acknowledged = Integer.parseInt(line) + 1;
            }
        }
        return acknowledged;
    }
}
