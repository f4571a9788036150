package dev.ize.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CopyTargetTest {
    @TempDir
    private Path directory;

    /** Directories that hold files, and files of all rights. */
    private void make() throws IOException {
        Path inner = Files.createDirectories(directory.resolve("a").resolve("b"));
        Files.writeString(inner.resolve("deep"), "deep");
        Files.writeString(directory.resolve("c"), "c");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "It has no POSIX permissions")
    void copyIsTheOwnersAlone() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        CopyTarget.fill(directory, () -> {
            assertThat(mode(directory)).as("before anything is in it").isEqualTo("rwx------");
            make();
            Files.setPosixFilePermissions(directory.resolve("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(directory.resolve("c"), PosixFilePermissions.fromString("rw-r--r--"));
        });

        assertThat(mode(directory.resolve("a"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("c"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("a/b/deep"))).isEqualTo("rw-------");
        assertThat(directory.resolve("a/b/deep")).hasContent("deep");
    }

    @Test
    void directoryIsEmptyAgainAfterAFailure() {
        assertThatThrownBy(() -> CopyTarget.fill(directory, () -> {
                    make();
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough")
                .hasNoSuppressedExceptions();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void copyThatCannotBeWrittenIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> CopyTarget.fill(directory, () -> {
                    make();
                    throw new IOException("full");
                }))
                .isInstanceOf(WriteRefusedException.class)
                .hasMessageContaining("full")
                .hasCauseInstanceOf(IOException.class);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void failureToClearIsToldWithTheFirst() {
        assertThatThrownBy(() -> CopyTarget.fill(directory, () -> {
                    Files.delete(directory);
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "kept");

        assertThatThrownBy(() -> CopyTarget.fill(directory, () -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CopyTarget.fill(file, () -> {})).isInstanceOf(IllegalArgumentException.class);

        assertThat(file).hasContent("kept");
    }

    @Test
    void interruptIsKeptAndEndsNothing() throws IOException {
        Thread.currentThread().interrupt();
        CopyTarget.forceNames(directory);

        assertThat(Thread.interrupted()).isTrue();
        CopyTarget.forceNames(directory);
        assertThat(Thread.interrupted()).isFalse();
    }
}
