package dev.ize.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class OutputTest {
    @Test
    void textIsUtf8AndLinesEndInALineFeed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output output = new Output(bytes, false);

        output.line("größe");
        output.flush();

        assertThat(bytes.toByteArray()).isEqualTo("größe\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readerThatHasLeftIsToldFromAFullDisk() {
        assertThatThrownBy(() -> failing("Broken pipe").flush())
                .asInstanceOf(InstanceOfAssertFactories.type(Output.OutputException.class))
                .matches(Output.OutputException::isBrokenPipe);
        assertThatThrownBy(() -> failing("No space left on device").flush())
                .hasMessageContaining("No space left on device")
                .asInstanceOf(InstanceOfAssertFactories.type(Output.OutputException.class))
                .matches(failure -> !failure.isBrokenPipe());
    }

    @Test
    void coloursAppearOnlyOnATerminalThatWantsThem() {
        Output terminal = new Output(new ByteArrayOutputStream(), true);
        Output file = new Output(new ByteArrayOutputStream(), false);

        assertThat(Style.of(terminal, Map.of("TERM", "xterm")).added("x")).isEqualTo("\u001b[32mx\u001b[0m");
        assertThat(Style.of(terminal, Map.of("TERM", "xterm", "NO_COLOR", "1")).added("x"))
                .isEqualTo("x");
        assertThat(Style.of(terminal, Map.of("TERM", "xterm", "NO_COLOR", "")).colours())
                .isTrue();
        assertThat(Style.of(terminal, Map.of("TERM", "dumb")).colours()).isFalse();
        assertThat(Style.of(file, Map.of("TERM", "xterm")).colours()).isFalse();
    }

    private static Output failing(String message) {
        Output output = new Output(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException(message);
                    }
                },
                false);
        output.line("x");
        return output;
    }
}
