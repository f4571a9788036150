package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.ContentHash;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalFileTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LocalFile.MAX_SMALL_BYTES, LocalFile.MAX_SMALL_BYTES + 1, 3_000_000})
    void contentIsComparedWhole(int size) throws IOException {
        byte[] bytes = new byte[size];
        Files.write(path, bytes);
        LocalFile file = open(count -> {});

        assertThat(file.hash()).isEqualTo(ContentHash.ofContent(bytes));
        assertThat(file.hasContent(() -> new ByteArrayInputStream(bytes))).isTrue();
        assertThat(file.hasContent(() -> new ByteArrayInputStream(new byte[size + 1])))
                .isFalse();
        if (size > 0) {
            byte[] other = bytes.clone();
            other[size - 1] = 1;
            assertThat(file.hasContent(() -> new ByteArrayInputStream(other))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2_000_000})
    void fileThatChangesWhileItIsReadIsReadAgain(int size) throws IOException {
        Files.write(path, new byte[size]);
        boolean[] changed = new boolean[1];
        LocalFile file = open(count -> {
            if (!changed[0]) {
                changed[0] = true;
                append();
            }
        });

        ContentHash hash = file.hash();

        assertThat(hash).isEqualTo(ContentHash.ofContent(Files.readAllBytes(path)));
        assertThat(file.size()).isEqualTo(size + 1);
        assertThat(file.entry().attributes()).isEqualTo(LocalAttributes.read(path));
    }

    @Test
    void fileThatKeepsChangingIsGivenUp() throws IOException {
        Files.write(path, new byte[10]);
        LocalFile file = open(count -> {
            if (count >= 10) {
                append();
            }
        });

        assertThatThrownBy(file::hash).isInstanceOf(IOException.class).hasMessage("it changes while it is read");
    }

    @Test
    void fileThatBecomesASymlinkIsNotFollowed() throws IOException {
        Files.write(path, new byte[10]);
        LocalFile file = open(count -> {});
        Files.delete(path);
        Files.createSymbolicLink(path, Files.write(directory.resolve("secret"), new byte[10]));

        assertThatThrownBy(file::hash).isInstanceOf(IOException.class);
    }

    private LocalFile open(LongConsumer meter) throws IOException {
        StorePath at = StorePath.of("file");
        return new LocalFile(new LocalEntry(at, path, NodeKind.FILE, LocalAttributes.read(path)), meter);
    }

    private void append() {
        try {
            Files.write(path, new byte[] {1}, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
