package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.tck.rule.Shows;
import dev.ize.tck.storage.OtherProcess.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What shows only in a process of its own: its death, its locale, its memory. */
abstract class StorageProcessContract extends StorageContract {
    /** Whether stores are there for other processes, as all are but those in memory. */
    abstract boolean outlivesItsProcess();

    @Test
    @Shows("life-23")
    void processThatUsesAClosedStorageLives() throws Exception {
        End end = OtherProcess.run(provider(), ClosedStore.class, storeDirectory());

        assertThat(end.status()).as("exit status; output: %s", end.output()).isZero();
        assertThat(end.lastLine()).as("output: %s", end.output()).isEqualTo(ClosedStore.TURNED_AWAY);
    }

    @Test
    @Shows("names-9")
    void namesAndTextsAreThoseGivenWhereTheLocaleKnowsOnlyAscii() throws Exception {
        End end =
                OtherProcess.run(provider(), UnicodeStore.class, storeDirectory(), Map.of("LC_ALL", "C", "LANG", "C"));

        assertThat(end.lastLine()).as("output: %s", end.output()).isEqualTo(UnicodeStore.SAME);
    }

    @Test
    @Shows("life-17")
    void storeOfAKilledProcessIsNotLocked() throws Exception {
        Process holder = OtherProcess.start(provider(), HeldStore.class, storeDirectory());
        try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines()
                            .filter(line -> line.equals(HeldStore.HELD))
                            .findFirst())
                    .as("line of the process that has the store open")
                    .isPresent();
            assertThat(catchThrowable(() -> open(storeDirectory())))
                    .as("open while the other process has it")
                    .isInstanceOf(StoreLockedException.class);
        } finally {
            holder.toHandle().destroyForcibly();
            holder.waitFor();
        }

        Throwable thrown = catchThrowable(this::storage);

        if (outlivesItsProcess()) {
            assertThat(thrown).as("what opening throws").isNull();
            assertThat(text("/file")).isEqualTo(HeldStore.TEXT);
        } else {
            assertThat(thrown).isInstanceOf(StoreUnusableException.class);
        }
    }

    @Test
    @Shows("life-7")
    void storeIsMadeBelowADirectoryThatMayBePassedThroughAndNotRead() throws Exception {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "This file system has no POSIX modes");
        Path above = storeDirectory().resolveSibling("above");
        Path store = Files.createDirectories(above.resolve("store"));
        Files.setPosixFilePermissions(above, EnumSet.of(PosixFilePermission.OWNER_EXECUTE));
        try {
            assertThat(openInAnotherProcess(above, store))
                    .as("making the store")
                    .isEqualTo(OtherProcess.OPENED);
            if (outlivesItsProcess()) {
                assertThat(openInAnotherProcess(above, store)).as("opening it").isEqualTo(OtherProcess.OPENED);
            }
        } finally {
            Files.setPosixFilePermissions(above, EnumSet.allOf(PosixFilePermission.class));
        }
    }

    /** Root reads everything, but for a process that has given up that right. */
    private String openInAnotherProcess(Path above, Path store) throws IOException, InterruptedException {
        return Files.isReadable(above)
                ? OtherProcess.openWithoutReadingAll(provider(), store)
                : OtherProcess.open(provider(), store);
    }

    @Test
    @Shows("content-25")
    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fileOfFourGibibytesAndAByteNeedsNoMoreThanAHeapOf256MiB() throws Exception {
        End end =
                OtherProcess.run(provider(), HugeFile.class, storeDirectory(), "-Xmx256m", OtherProcess.AT_FULL_SPEED);

        assertThat(end.lastLine()).as("output: %s", end.output()).isEqualTo(HugeFile.SAME);
    }
}
