package dev.ize.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BareEngineTest {
    @TempDir
    private Path directory;

    /** As it is measured: elsewhere in these tests an engine of the same library may have been opened before it. */
    @ParameterizedTest
    @MethodSource
    void opensAndReadsInAJvmThatHasOpenedNothingElse(String engine) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(BareEngines.jvmArguments(engine));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OnlyEngine.class.getName()));
        command.addAll(List.of(engine, directory.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).endsWith("read value" + System.lineSeparator());
        assertThat(process.waitFor()).isZero();
    }

    static Set<String> opensAndReadsInAJvmThatHasOpenedNothingElse() {
        return BareEngines.ids();
    }

    /** Puts a value into a new engine and prints what it reads. */
    static final class OnlyEngine {
        private OnlyEngine() {}

        public static void main(String[] arguments) {
            byte[] key = "key".getBytes(StandardCharsets.UTF_8);
            try (BareEngine engine = BareEngines.open(arguments[0], Path.of(arguments[1]), true)) {
                engine.commit(List.of(new BareEngine.Pair(0, key, "value".getBytes(StandardCharsets.UTF_8))));
                System.out.println("read " + new String(engine.get(key), StandardCharsets.UTF_8));
            }
        }
    }
}
