package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.tck.rule.Shows;
import dev.ize.tck.storage.OtherProcess.End;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
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
    @Shows("content-25")
    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fileOfFourGibibytesAndAByteNeedsNoMoreThanAHeapOf256MiB() throws Exception {
        End end = OtherProcess.run(provider(), HugeFile.class, storeDirectory(), "-Xmx256m");

        assertThat(end.lastLine()).as("output: %s", end.output()).isEqualTo(HugeFile.SAME);
    }
}
