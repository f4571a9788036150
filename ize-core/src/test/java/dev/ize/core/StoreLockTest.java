package dev.ize.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StoreLockedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StoreLockTest {
    @TempDir
    private Path directory;

    private StoreLock take(Duration timeout) {
        try {
            return StoreLock.take(directory, timeout);
        } catch (IOException e) {
            throw new AssertionError("The directory cannot be locked", e);
        }
    }

    private Path file() {
        return directory.resolve(StoreLock.FILE);
    }

    private static String pid() {
        return "pid=" + ProcessHandle.current().pid();
    }

    @Test
    void directoryIsLockedOnceAndAgainAfterItWasLetGo() throws IOException {
        try (StoreLock lock = take(Duration.ZERO)) {
            assertThat(lock).isNotNull();
            assertThat(file()).hasContent(pid());
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> take(Duration.ZERO))
                        .isInstanceOf(StoreLockedException.class)
                        .hasMessageEndingWith("owner=" + pid() + " (this process)");
                assertThatThrownBy(() -> StoreLock.takeToRead(directory, Duration.ZERO))
                        .isInstanceOf(StoreLockedException.class);
            }
        }
        StoreLock again = take(Duration.ZERO);
        again.close();
        again.close();
        StoreLock.takeToRead(directory, Duration.ZERO).close();
    }

    @Test
    void lockThatWasLetGoTwiceIsNotTakenFromWhoHasItThen() {
        StoreLock first = take(Duration.ZERO);
        first.close();
        try (StoreLock second = take(Duration.ZERO)) {
            assertThat(second).isNotNull();

            first.close();

            assertThatThrownBy(() -> take(Duration.ZERO)).isInstanceOf(StoreLockedException.class);
        }
    }

    @Test
    void whoMayWaitGetsTheLockWhenItIsLetGo() throws Exception {
        for (Duration timeout : new Duration[] {Duration.ofSeconds(20), ChronoUnit.FOREVER.getDuration()}) {
            StoreLock first = take(Duration.ZERO);
            CompletableFuture<StoreLock> waiting = CompletableFuture.supplyAsync(() -> take(timeout));
            assertThatThrownBy(() -> waiting.get(20, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            first.close();

            waiting.get(20, TimeUnit.SECONDS).close();
        }
    }

    /** Another channel of this process stands for another class loader's, whose locks overlap with ours. */
    @Test
    void fileThatSomethingElseHasLockedSaysWho() throws IOException {
        Files.writeString(file(), "pid=17\n");
        try (FileChannel other = FileChannel.open(file(), StandardOpenOption.WRITE);
                FileLock held = other.tryLock(Long.MAX_VALUE - 1, 1, false)) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> take(Duration.ZERO))
                    .isInstanceOf(StoreLockedException.class)
                    .hasMessageEndingWith("owner=pid=17");
            other.truncate(0);
            assertThatThrownBy(() -> take(Duration.ofMillis(10)))
                    .isInstanceOf(StoreLockedException.class)
                    .hasMessageEndingWith("owner=unknown");
        }
        take(Duration.ZERO).close();
    }
}
