package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StoreLockedException;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** A store is open once, in one process. */
abstract class StorageLockContract extends StorageContract {
    @Test
    @Shows("life-13")
    void openStoreIsLocked() {
        create("/file", "x");

        assertThatThrownBy(() -> open(storeDirectory()))
                .isInstanceOf(StoreLockedException.class)
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));

        create("/more", "the first one goes on");
        closeStorage();
        assertThat(text("/more")).isEqualTo("the first one goes on");
    }

    @Test
    @Shows("life-14")
    void openStoreIsLockedUnderEveryNameOfItsDirectory() throws IOException {
        create("/file", "x");
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, storeDirectory());

        assertThatThrownBy(() -> open(link)).isInstanceOf(StoreLockedException.class);
        assertThatThrownBy(() -> open(storeDirectory().resolve("..").resolve("store")))
                .isInstanceOf(StoreLockedException.class);
        create("/more", "x");
    }

    /** POSIX drops a process's lock on a file when the process closes any descriptor of it. */
    @Test
    @Shows("life-15")
    void openStoreStaysLockedAgainstOtherProcessesWhenThisOneFailsToOpenItTwice() throws Exception {
        create("/file", "x");

        assertThat(OtherProcess.open(provider(), storeDirectory())).isEqualTo(OtherProcess.LOCKED);
        assertThatThrownBy(() -> open(storeDirectory())).isInstanceOf(StoreLockedException.class);
        assertThat(OtherProcess.open(provider(), storeDirectory())).isEqualTo(OtherProcess.LOCKED);
    }

    @Test
    @Shows("life-16")
    void openingWaitsForTheLockAsLongAsItIsTold() throws InterruptedException {
        assertWaits(Duration.ofSeconds(60));
    }

    /** More nanoseconds than a long counts, which is 292 years, were an ArithmeticException. */
    @Test
    @Shows("life-16")
    void openingMayWaitForEver() throws InterruptedException {
        assertWaits(ChronoUnit.FOREVER.getDuration());
    }

    private void assertWaits(Duration timeout) throws InterruptedException {
        create("/file", "x");
        Thread closing = new Thread(() -> {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closeStorage();
        });
        closing.start();

        try (FileSystemStorage storage =
                provider().open(storeDirectory(), options().lockTimeout(timeout).build())) {
            assertThat(text(storage.mainBranch().head(), "/file")).isEqualTo("x");
        }
        closing.join();
    }
}
