package dev.ize.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.write.Watermark;
import dev.ize.spi.ContentHash;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTargetTest {
    private static final String MARK = "newest=@7\n";

    @TempDir
    private Path parent;

    private MigrationTarget open(String mark) {
        return MigrationTarget.open(target(), mark);
    }

    private Path target() {
        return parent.resolve("a").resolve("target");
    }

    @Test
    void targetThatIsMissingIsMadeAndMarked() {
        try (MigrationTarget target = open(MARK)) {
            assertThat(target.dataDirectory()).isEmptyDirectory();
            assertThat(target().resolve(MigrationTarget.MARKER_FILE)).hasContent(MARK);
            assertThatThrownBy(() -> open(MARK)).isInstanceOf(StoreLockedException.class);
        }
    }

    @Test
    void migrationOfTheSameGoesOnAndOneOfAnotherIsRefused() throws IOException {
        try (MigrationTarget target = open(MARK)) {
            Files.writeString(target.dataDirectory().resolve("copied"), "so far");
        }

        assertThatThrownBy(() -> open("newest=@8\n"))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("begun=newest=@7 asked=newest=@8");

        try (MigrationTarget target = open(MARK)) {
            assertThat(target.dataDirectory().resolve("copied")).hasContent("so far");
        }
    }

    @Test
    void directoryThatHoldsSomethingElseIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(Files.createDirectories(target()).resolve("letter"), "mine");

        assertThatThrownBy(() -> open(MARK)).isInstanceOf(StoreUnusableException.class);
        assertThatThrownBy(() -> MigrationTarget.open(file, MARK)).isInstanceOf(StoreUnusableException.class);

        assertThat(target()).isDirectoryContaining(file::equals);
        assertThat(target().resolve(MigrationTarget.MARKER_FILE)).doesNotExist();
    }

    @Test
    void markThatWasCutShortIsWrittenAnew() throws IOException {
        Files.writeString(Files.createDirectories(target()).resolve(MigrationTarget.MARKER_FILE + ".part"), "newe");

        open(MARK).close();

        assertThat(target().resolve(MigrationTarget.MARKER_FILE)).hasContent(MARK);
    }

    @Test
    void targetThatIsFinishedIsAStoreAndNoTargetAnyMore() throws IOException {
        Watermark.Mark newest = new Watermark.Mark(7, ContentHash.ofContent(new byte[1]));
        try (MigrationTarget target = open(MARK)) {
            target.finish("some", "id", Map.of("size", "1"), newest);
        }

        assertThat(target().resolve(MigrationTarget.MARKER_FILE)).doesNotExist();
        assertThatThrownBy(() -> open(MARK)).isInstanceOf(NameTakenException.class);
        try (StoreDirectory store = StoreDirectory.open(target(), "some", OpenMode.EXISTING, Duration.ZERO)) {
            assertThat(store.storeId()).isEqualTo("id");
            assertThat(store.options()).containsExactly(Map.entry("size", "1"));
        }
        try (Watermark watermark = Watermark.read(StoreDirectory.watermarkFile(target()))) {
            assertThat(watermark.mark()).isEqualTo(newest);
        }
    }
}
