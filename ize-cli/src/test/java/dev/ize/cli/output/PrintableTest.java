package dev.ize.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PrintableTest {
    @Test
    void textThatSteersTheTerminalIsShownInstead() {
        assertThat(Printable.of("a\u001b[31mred\nb\t\u202e\u0085")).isEqualTo("a\\x1b[31mred\\nb\\t\\u202e\\x85");
    }

    @Test
    void ordinaryTextOfAnyScriptStays() {
        assertThat(Printable.of("größe 日本 \uD83D\uDE00 \\n")).isEqualTo("größe 日本 \uD83D\uDE00 \\n");
    }

    @Test
    void bytesThatAreNoUtf8AreShownInHex() {
        assertThat(Printable.of(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', (byte) 0xc3, (byte) 0xbc, (byte) 0xe2}))
                .isEqualTo("a\\xff\\xc3bü\\xe2");
        assertThat(Printable.of("ü".getBytes(StandardCharsets.UTF_8))).isEqualTo("ü");
    }
}
