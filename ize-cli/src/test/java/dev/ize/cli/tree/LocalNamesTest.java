package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "names are text there")
final class LocalNamesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"a", "größe", "日本", "\uD83D\uDE00", "%41 +", "a\nb", "\ufffd", "~"})
    void nameOnDiskHasTheBytesOfTheName(String text) throws IOException {
        Files.createFile(directory.resolve(LocalNames.name(directory, Name.of(text))));

        try (Stream<Path> children = Files.list(directory)) {
            assertThat(children.map(child -> LocalNames.bytes(child.getFileName())))
                    .containsExactly(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void bytesThatAreNoTextSurvive() {
        byte[] latin1 = {'g', 'r', (byte) 0xf6, (byte) 0xdf, 'e'};

        assertThat(LocalNames.bytes(LocalNames.path(latin1))).isEqualTo(latin1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "../a/", "./a", "/etc", "/", "/etc/", "a/../b", "größe/"})
    void targetOfASymlinkSurvives(String target) throws IOException {
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);

        Path link = Files.createSymbolicLink(directory.resolve("link"), LocalNames.path(bytes));

        assertThat(LocalNames.bytes(Files.readSymbolicLink(link))).isEqualTo(bytes);
    }

    @Test
    void targetThatIsNoTextAndADirectorySurvives() throws IOException {
        Path real = Files.createDirectory(directory.resolve(LocalNames.path(new byte[] {(byte) 0xff})));
        byte[] target = (real.getParent() + "/x").getBytes(StandardCharsets.UTF_8);
        target[target.length - 1] = (byte) 0xff;

        Path link = Files.createSymbolicLink(directory.resolve("link"), LocalNames.path(target));

        assertThat(LocalNames.bytes(Files.readSymbolicLink(link))).isEqualTo(target);
    }

    @Test
    void nameThatIsLongerThanTheFileSystemTakesFailsWhenUsed() {
        Path path = LocalNames.name(directory, Name.of("x".repeat(255)));

        assertThat(directory.resolve(path).getParent()).isEqualTo(directory);
        assertThatThrownBy(() -> Files.createFile(directory.resolve("x".repeat(256))))
                .isInstanceOf(IOException.class);
    }
}
