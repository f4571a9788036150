package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.spi.Durability;
import dev.ize.tck.rule.Control;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A full disk is said, harms nothing, and once there is room writing goes on; one that cannot be written is read. */
@Tag("disk")
abstract class FaultDiskContract extends FaultContract {
    private static final int SHORT_DISKS = 2;
    private static final int LONG_DISKS = 40;
    private static final long PATIENCE_MILLIS = 180_000;

    @BeforeEach
    void needsASmallDisk() throws InterruptedException {
        boolean canMount;
        try {
            canMount = new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /tmp")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            canMount = false;
        }
        assumeTrue(canMount, "this system lets its user mount no file system in memory");
    }

    @Shows("fault-4")
    @Test
    void fullDiskIsSaidAndWritingGoesOnWhenThereIsRoom() throws InterruptedException, IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        int disks = Form.chosen().runs(SHORT_DISKS, LONG_DISKS);

        for (int i = 0; i < disks; i++) {
            Durability durability = i % 2 == 0 ? Durability.SYNC : Durability.BUFFERED;
            List<String> lines = fillADisk(Flaw.NONE, durability, Form.seed() + i);
            assertThat(lines).as("seed " + (Form.seed() + i)).noneMatch(line -> line.startsWith(Talk.WRONG));
            String result = lines.stream()
                    .filter(line -> line.startsWith("result "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The child said no result: " + lines));
            outcomes.merge(result.replaceAll(" steps=\\d+", ""), 1, Integer::sum);
        }

        report("disks=" + disks + " outcomes=" + outcomes + " seed=" + Form.seed());
    }

    @Control(wrong = "SWALLOWED_FAILURE", breaks = "fault-4")
    @Test
    void storageThatAcknowledgesWhatFoundNoRoomIsFound() throws InterruptedException, IOException {
        List<String> lines = fillADisk(Flaw.SWALLOWED_FAILURE, Durability.SYNC, Form.seed());

        assertThat(lines).anyMatch(line -> line.startsWith(Talk.WRONG));
    }

    @Shows("fault-13")
    @Test
    void storeOnADiskThatCannotBeWrittenIsReadWhole() throws InterruptedException, IOException {
        List<String> lines = onASmallDisk(ReadOnlyDiskVictim.class, Flaw.NONE, Durability.BUFFERED, Form.seed());

        assertThat(lines)
                .noneMatch(line -> line.startsWith(Talk.WRONG))
                .anyMatch(line -> line.startsWith("result read, verified, dumped, copied"));
    }

    private List<String> fillADisk(Flaw flaw, Durability durability, long seed)
            throws InterruptedException, IOException {
        return onASmallDisk(FullDiskVictim.class, flaw, durability, seed);
    }

    private List<String> onASmallDisk(Class<?> victim, Flaw flaw, Durability durability, long seed)
            throws InterruptedException, IOException {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        Subject subject =
                new Subject(provider().getClass(), flaw, disk.resolve("store"), durability, seed, Sizes.MEDIUM);
        List<String> prefix = List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=96m tmpfs \"$0\" && exec \"$@\"",
                disk.toString());
        List<String> lines = new ArrayList<>();
        try (ChildJvm child =
                ChildJvm.start(prefix, Map.of(), victim, subject.arguments().toArray(String[]::new))) {
            child.await(PATIENCE_MILLIS, lines);
        }
        return lines;
    }
}
