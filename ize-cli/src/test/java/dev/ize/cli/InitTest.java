package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.FileSystemStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where stores are made and found, and what they keep of how they were made. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class InitTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Path directory;

    InitTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void makeTree() throws IOException {
        directory = temporary.toRealPath();
        LocalFiles.write(directory, "tree/deep/down/a", "a");
    }

    @Test
    void storeLiesInTheDirectoryThatIsNamed() {
        CommandRun run = ize("init", "tree", "--backend", backend).done();

        assertThat(run.out()).isEqualTo("Made the store " + directory.resolve("tree/.ize") + " (" + backend + ").\n");
        assertThat(directory.resolve("tree/.ize/ize.properties")).exists();
    }

    @Test
    void nearestStoreAtOrAboveTheWorkingDirectoryIsTaken() {
        Path below = directory.resolve("tree/deep/down");
        ize("init", "--backend", backend).done();
        ize("record", "-m", "outer", "tree").done();
        CommandRun.in(below, "log").done();
        ize("init", "tree/deep", "--backend", backend).done();

        CommandRun.in(below, "record", "-m", "inner", ".").done();

        assertThat(CommandRun.in(below, "log", "--changes").done().out())
                .contains("inner")
                .doesNotContain("outer");
        assertThat(ize("log", "--changes").done().out()).contains("outer").doesNotContain("inner");
    }

    @Test
    void recordMakesTheStoreInTheWorkingDirectoryAndTellsWhatItDid() {
        CommandRun run = ize("record", "--backend", backend, "tree").done();

        assertThat(run.lines().get(0)).isEqualTo("Made the store " + directory.resolve(".ize") + " (" + backend + ").");
        assertThat(run.lines().get(1))
                .matches("tree: @\\d+, \\d operations \\(\\d added, 1 changed\\); read 1 B, stored \\d.* in \\d.*\\.");
    }

    @Test
    void quietCommandPrintsWhatWasAskedForAlone() {
        assertThat(ize("init", "--quiet", "--backend", backend).done().out()).isEmpty();
        assertThat(ize("record", "-q", "tree").done().out()).isEmpty();
        assertThat(ize("ls", "-q", "deep").done().out()).isEqualTo("down/\n");
    }

    @Test
    void optionsOfANewStoreAreKeptAndThoseGivenLaterHoldForOneCall() {
        Map.Entry<String, String> option = firstOption();
        String halved = option.getKey() + "=" + Long.parseLong(option.getValue()) / 2;
        String quartered = option.getKey() + "=" + Long.parseLong(option.getValue()) / 4;

        ize("init", "--backend", backend, "--option", halved).done();
        ize("record", "--option", quartered, "tree").done();
        ize("copy", "copied").done();

        for (String store : new String[] {".ize", "copied"}) {
            assertThat(ize("config", "--json", "--store", store).done().lines())
                    .contains("{\"key\":\"" + halved.replace("=", "\",\"value\":\"")
                            + "\",\"source\":\"ize.properties of the store\"}");
        }
    }

    @Test
    void optionThatTheStoreKeepsAndTheBackendDoesNotKnowIsRefused() throws IOException {
        ize("init", "--backend", backend).done();
        Path properties = directory.resolve(".ize/ize.properties");
        Files.writeString(properties, Files.readString(properties) + "option.nothing=1\n");

        assertThat(ize("log").refused(ExitCode.STORE_ERROR).err()).contains("'nothing'");
    }

    /** The first option of the backend, which is a number in each of ours. */
    private Map.Entry<String, String> firstOption() {
        return FileSystemStorages.provider(backend).defaultOptions().asText().entrySet().stream()
                .findFirst()
                .orElseThrow();
    }

    private CommandRun ize(String... args) {
        return CommandRun.in(directory, args);
    }
}
