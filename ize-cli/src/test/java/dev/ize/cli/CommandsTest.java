package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.cli.output.Output;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A command that is read alone behaves as it does among all. */
final class CommandsTest {
    @TempDir
    Path temporary;

    static List<String> names() {
        return Commands.NAMES;
    }

    @Test
    void wordsThatChooseACommandAreTheNamesThatItsHelpShows() {
        CommandLine all = Commands.all(ize());

        assertThat(all.getSubcommands().values())
                .map(CommandLine::getCommandName)
                .containsExactlyElementsOf(names());
        assertThat(all.getSubcommands().keySet()).containsExactlyElementsOf(names());
    }

    @Test
    void oneCommandIsReadAloneButForHelp() {
        assertThat(names()).filteredOn(name -> !Commands.standsAlone(name)).containsExactly("help");
        assertThat(Commands.standsAlone("lgo")).isFalse();
        assertThat(Commands.only(ize(), "log").getSubcommands()).containsOnlyKeys("log");
    }

    @ParameterizedTest
    @MethodSource("names")
    void helpIsTheSameAloneAndAmongAll(String name) {
        CommandRun alone = CommandRun.in(temporary, name, "--help").done();

        assertThat(alone.out()).contains("Usage: ize " + name);
        assertThat(alone).usingRecursiveComparison().isEqualTo(amongAll(name, "--help"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void helpOfCommandsWithinIsTheSameAloneAndAmongAll(String name) {
        List<String> within = List.copyOf(
                Commands.all(ize()).getSubcommands().get(name).getSubcommands().keySet());

        for (String one : within) {
            CommandRun alone = CommandRun.in(temporary, name, one, "--help").done();

            assertThat(alone.out()).contains("Usage: ize " + name + " " + one);
            assertThat(alone).usingRecursiveComparison().isEqualTo(amongAll(name, one, "--help"));
        }
    }

    @ParameterizedTest
    @MethodSource("misunderstood")
    void whatIsMisunderstoodIsToldTheSameAloneAndAmongAll(List<String> words) {
        String[] line = words.toArray(String[]::new);

        CommandRun alone = CommandRun.in(temporary, line).refused(ExitCode.WRONG_USE);

        assertThat(alone).usingRecursiveComparison().isEqualTo(amongAll(line));
    }

    static Stream<List<String>> misunderstood() {
        Stream<List<String>> ofEach = Stream.of("--limti", "--version", "-x", "--json=maybe", "--store")
                .flatMap(word -> names().stream().map(name -> List.of(name, word)))
                // These take words that look like options for what they are about, and say so, or need more.
                .filter(words -> !words.get(0).equals("help"));
        return Stream.concat(
                ofEach,
                Stream.of(
                        List.of("log", "--limti", "3"),
                        List.of("log", "--limit", "many"),
                        List.of("record"),
                        List.of("snapshot"),
                        List.of("snapshot", "lits"),
                        List.of("bench", "tragets"),
                        List.of("ls", "/", "record"),
                        List.of("lgo"),
                        List.of("help", "lgo")));
    }

    private CommandRun amongAll(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = surroundings(out, err);
        int code = Main.executeAmongAll(surroundings, words);
        surroundings.out().flush();
        surroundings.err().flush();
        return new CommandRun(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    private Ize ize() {
        return new Ize(surroundings(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));
    }

    private Surroundings surroundings(OutputStream out, OutputStream err) {
        return new Surroundings(
                temporary,
                Map.of(),
                "ann",
                InstantSource.system(),
                () -> ZoneOffset.UTC,
                new BackendsFolder(temporary.resolve("backends")),
                new Output(out, false),
                new Output(err, false));
    }
}
