package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StorePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PathWriterTest {
    private static final List<StorePath> PATHS = Stream.of(
                    "/",
                    "/a",
                    "/a/b",
                    "/a/b/große",
                    "/a/b/" + "n".repeat(255),
                    "/a/bc",
                    "/b/c/d/e/f",
                    "/b/c",
                    "/" + "d/".repeat(2047) + "e")
            .map(StorePath::of)
            .toList();

    @Test
    void pathsAreReadAsWritten() throws IOException {
        assertThat(read(written())).isEqualTo(PATHS);
    }

    @Test
    void cutPathsAreRefused() throws IOException {
        byte[] written = written();
        for (int length = 0; length < 100; length++) {
            byte[] cut = java.util.Arrays.copyOf(written, length);

            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void otherBytesAreRefusedOrArePaths() throws IOException {
        Random random = new Random(7);
        byte[] written = written();
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = written.clone();
            damaged[random.nextInt(200)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(read(damaged)).hasSizeLessThan(damaged.length);
            } catch (IOException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PathWriter writer = new PathWriter(new DataOutputStream(bytes));
        for (StorePath path : PATHS) {
            writer.write(path);
        }
        writer.end();
        return bytes.toByteArray();
    }

    private static List<StorePath> read(byte[] bytes) throws IOException {
        PathReader reader = new PathReader(new DataInputStream(new ByteArrayInputStream(bytes)));
        List<StorePath> paths = new ArrayList<>();
        for (Optional<StorePath> path = reader.next(); path.isPresent(); path = reader.next()) {
            paths.add(path.get());
        }
        return paths;
    }
}
