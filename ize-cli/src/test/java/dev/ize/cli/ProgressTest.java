package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.cli.output.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
final class ProgressTest {
    @TempDir
    Path temporary;

    private Workspace work;

    @BeforeEach
    void makeTree() throws IOException {
        work = Workspace.make(temporary, Backends.all().get(0));
        LocalFiles.write(work.tree, "a", "a");
    }

    @Test
    void barIsShownWhereSomeoneLooksAndNowhereElse() {
        assertThat(shown(true, "record", "tree")).contains("tree", "%");
        assertThat(shown(true, "verify")).contains("checking");
        assertThat(shown(false, "record", "tree")).isEmpty();
        assertThat(shown(true, "record", "--quiet", "tree")).isEmpty();
        assertThat(shown(true, "record", "--json", "tree")).isEmpty();
    }

    /** What a command writes to standard error besides its messages. */
    private String shown(boolean terminal, String... words) {
        PrintStream before = System.err;
        ByteArrayOutputStream bar = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bar, true, StandardCharsets.UTF_8));
        try {
            Surroundings surroundings = new Surroundings(
                    work.directory,
                    Map.of(),
                    "ann",
                    InstantSource.system(),
                    () -> ZoneOffset.UTC,
                    new BackendsFolder(work.directory.resolve("backends")),
                    new Output(OutputStream.nullOutputStream(), false),
                    new Output(OutputStream.nullOutputStream(), terminal));
            assertThat(Main.run(surroundings, words)).isEqualTo(ExitCode.DONE);
        } finally {
            System.setErr(before);
        }
        return bar.toString(StandardCharsets.UTF_8);
    }
}
