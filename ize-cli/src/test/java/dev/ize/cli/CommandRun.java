package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.cli.output.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What a command line came to, run in this process.
 *
 * @param code the exit code
 * @param bytes what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CommandRun(int code, byte[] bytes, String err) {
    static final ZoneId ZONE = ZoneOffset.ofHours(2);

    /** Runs a command in a directory, by the wall clock. */
    static CommandRun in(Path directory, String... args) {
        return at(InstantSource.system(), directory, args);
    }

    public static CommandRun at(InstantSource clock, Path directory, String... args) {
        return with(new BackendsFolder(directory.resolve("backends")), clock, directory, args);
    }

    /** Runs a command that has a folder of backends. */
    static CommandRun with(BackendsFolder backends, InstantSource clock, Path directory, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                directory,
                Map.of(),
                "ann",
                clock,
                () -> ZONE,
                backends,
                new Output(out, false),
                new Output(err, false));
        int code = Main.run(surroundings, args);
        return new CommandRun(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    String out() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    /** It did all and complained of nothing. */
    public CommandRun done() {
        assertThat(err).isEmpty();
        assertThat(code).as(out()).isEqualTo(ExitCode.DONE);
        return this;
    }

    /** It ended with a code and one line of complaint, and printed no result. */
    CommandRun refused(int expected) {
        assertThat(err.lines()).as(err).hasSize(1);
        assertThat(err).startsWith("ize: ").endsWith("\n").doesNotContain("Exception");
        assertThat(code).as(err).isEqualTo(expected);
        return this;
    }
}
