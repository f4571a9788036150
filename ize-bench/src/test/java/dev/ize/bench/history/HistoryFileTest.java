package dev.ize.bench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that hold no result. */
final class HistoryFileTest {
    @TempDir
    Path directory;

    @Test
    void missingFileIsNoResult() throws IOException {
        assertThat(HistoryFile.read(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"releases\" : 5}", "{\"releases\" : [], \"contenders\" : [{}]}"})
    void fileThatIsNoHistoryIsRefused(String content) throws IOException {
        Files.writeString(directory.resolve(HistoryFile.NAME), content);

        assertThatThrownBy(() -> HistoryFile.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(HistoryFile.NAME);
    }
}
