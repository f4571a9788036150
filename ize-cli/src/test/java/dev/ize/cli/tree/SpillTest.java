package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpillTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 99, 100, 1_000})
    void whatWasWrittenIsReadAsOftenAsOneLikes(int inMemory) throws IOException {
        byte[] bytes = new byte[100];
        bytes[99] = 7;
        try (Spill spill = new Spill(inMemory)) {
            spill.write(bytes, 0, 50);
            spill.write(bytes, 50, 49);
            spill.write(7);

            assertThat(read(spill)).isEqualTo(bytes);
            assertThat(read(spill)).isEqualTo(bytes);
        }
    }

    private static byte[] read(Spill spill) throws IOException {
        try (InputStream in = spill.read()) {
            return in.readAllBytes();
        }
    }
}
