package dev.ize.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonLineTest {
    @Test
    void membersComeInTheirOrder() {
        JsonLine line = new JsonLine()
                .put("b", 1)
                .put("a", true)
                .put("c", new JsonLine().put("d", 1.5))
                .put("e", List.of("x", new JsonLine()));

        assertThat(line).hasToString("{\"b\":1,\"a\":true,\"c\":{\"d\":1.500},\"e\":[\"x\",{}]}");
    }

    @Test
    void textIsEscapedSoThatTheObjectStaysOnOneLine() {
        JsonLine line = new JsonLine().put("k\"", "\\ \" \n \r \t \0 \u001b \u009b \u2028 ü \uD83D\uDE00");

        assertThat(line)
                .hasToString("{\"k\\\"\":\"\\\\ \\\" \\n \\r \\t \\u0000 \\u001b \\u009b \\u2028 ü \uD83D\uDE00\"}");
    }

    @Test
    void absentMemberIsLeftOut() {
        JsonLine line = new JsonLine().put("a", Optional.empty()).put("b", Optional.of(7L));

        assertThat(line).hasToString("{\"b\":7}");
    }
}
