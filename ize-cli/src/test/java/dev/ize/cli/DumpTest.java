package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps of each backend's stores, loaded into stores of the others. */
@Tag("once")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class DumpTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Workspace work;

    DumpTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void record() throws IOException {
        work = Workspace.make(temporary, backend);
        LocalFiles.write(work.tree, "d/a", "one");
        work.ize("record", "tree").done();
        LocalFiles.write(work.tree, "d/b", "two");
        work.ize("record", "tree").done();
        work.ize("snapshot", "create", "v1", "-m", "the first").done();
    }

    @Test
    void storeIsTheSameOnEveryBackend() {
        work.ize("dump", "-o", "whole.ize").done();

        for (String other : Backends.all()) {
            work.ize("load", "whole.ize", "--store", other, "--backend", other).done();
            assertSame(other);
        }
    }

    @Test
    void dumpGoesToStandardOutputToo() throws IOException {
        work.ize("dump", "-o", "whole.ize").done();

        byte[] piped = work.ize("dump").done().bytes();

        assertThat(piped).isEqualTo(Files.readAllBytes(work.out("whole.ize")));
    }

    /** As a shell makes one of {@code ize load <(ize dump)}; loading broke off where a file tells how much is left. */
    @Test
    void dumpIsLoadedFromANamedPipe() throws Exception {
        work.ize("dump", "-o", "whole.ize").done();
        assertThat(new ProcessBuilder("mkfifo", work.out("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Thread writer = new Thread(() -> {
            try (OutputStream pipe = Files.newOutputStream(work.out("pipe"))) {
                Files.copy(work.out("whole.ize"), pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();

        work.ize("load", "pipe", "--store", "copy").done();

        writer.join();
        assertSame("copy");
    }

    @Test
    void dumpsAfterEachOtherBringACopyUpToDate() throws IOException {
        work.ize("dump", "-o", "first.ize").done();
        LocalFiles.write(work.tree, "d/c", "three");
        work.ize("record", "tree").done();
        work.ize("dump", "--after", "first.ize", "-o", "second.ize").done();
        work.ize("fork", "side").done();
        work.ize("dump", "--since", "head", "-o", "third.ize").done();

        for (String dump : new String[] {"first.ize", "second.ize", "third.ize"}) {
            assertThat(work.ize("load", dump, "--store", "copy").done().out()).contains("Loaded");
        }

        assertSame("copy");
        assertThat(work.ize("load", "second.ize", "--store", "copy").done().out())
                .contains("Nothing to do");
        assertThat(work.ize("load", "first.ize", "--store", "copy", "--json")
                        .done()
                        .out())
                .contains("\"changes\":0");
    }

    @Test
    void dumpWithoutItsBaseIsWrongUse() {
        work.ize("dump", "--since", "v1", "-o", "later.ize").done();

        CommandRun run = work.ize("load", "later.ize", "--store", "copy").refused(ExitCode.WRONG_USE);

        assertThat(run.err()).contains("base=@").contains("store=@0");
    }

    @Test
    void damagedDumpIsOneLine() throws IOException {
        work.ize("dump", "-o", "whole.ize").done();
        byte[] dump = Files.readAllBytes(work.out("whole.ize"));
        Files.write(work.out("cut.ize"), Arrays.copyOf(dump, dump.length - 30));
        dump[dump.length / 2] ^= 1;
        Files.write(work.out("flipped.ize"), dump);

        assertThat(work.ize("load", "cut.ize", "--store", "cut")
                        .refused(ExitCode.STORE_ERROR)
                        .err())
                .contains("cut off");
        assertThat(work.ize("load", "flipped.ize", "--store", "flipped")
                        .refused(ExitCode.STORE_ERROR)
                        .err())
                .contains("checksum");
        work.ize("load", "whole.ize", "--store", "cut").done();
        assertSame("cut");
    }

    @Test
    void wordsThatCannotBeCarriedOutLeaveNothing() throws IOException {
        work.ize("dump", "--since", "@99", "-o", "x.ize").refused(ExitCode.WRONG_USE);
        work.ize("dump", "--since", "head", "--after", "y.ize", "-o", "x.ize").refused(ExitCode.WRONG_USE);
        work.ize("dump", "--after", "missing.ize", "-o", "x.ize").refused(ExitCode.STORE_ERROR);
        work.ize("load", "missing.ize", "--store", "none").refused(ExitCode.STORE_ERROR);

        assertThat(work.out("none")).doesNotExist();
        assertThat(work.out("x.ize")).doesNotExist();
        assertThat(work.out("x.ize.part")).doesNotExist();
    }

    @Test
    void dumpIsForItsOwnerAlone() throws IOException {
        work.ize("dump", "-o", "whole.ize").done();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.out("whole.ize"))))
                .isEqualTo("rw-------");
    }

    private void assertSame(String store) {
        for (String[] words : new String[][] {
            {"log", "--json"}, {"snapshot", "list", "--json"}, {"branch", "list", "--json"}, {"ls", "-l", "--json", "d"}
        }) {
            String[] there = Arrays.copyOf(words, words.length + 2);
            there[words.length] = "--store";
            there[words.length + 1] = store;
            assertThat(work.ize(there).done().out())
                    .isEqualTo(work.ize(words).done().out());
        }
        assertThat(work.ize("cat", "d/b", "--store", store).done().out()).isEqualTo("two");
    }
}
