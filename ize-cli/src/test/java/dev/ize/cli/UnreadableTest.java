package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may not be read, by a command in a process of its own, to which modes apply also where root runs the tests. */
final class UnreadableTest {
    @TempDir
    Path temporary;

    private Workspace work;

    @BeforeEach
    void record() throws IOException {
        work = Workspace.make(temporary, Backends.all().get(0));
        LocalFiles.write(work.tree, "a", "a");
        LocalFiles.write(work.tree, "d/b", "b");
        work.ize("record", "tree").done();
    }

    @AfterEach
    void letTheFilesBeRemoved() throws IOException {
        LocalFiles.setMode(work.tree, 0755);
        LocalFiles.setMode(work.tree.resolve("d"), 0755);
    }

    @Test
    void unreadableFileIsListedAndTheHeadKeepsIt() throws Exception {
        LocalFiles.setMode(LocalFiles.write(work.tree, "a", "changed"), 0);
        LocalFiles.setMode(work.tree.resolve("d"), 0);

        CommandRun run = withoutReadingAll("record", "tree");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err()).contains("skipped /a: permission denied", "skipped /d: permission denied");
        assertThat(work.ize("cat", "a", "d/b").done().out()).isEqualTo("ab");
    }

    @Test
    void unreadableDirectoryIsRefusedAndNothingIsRecorded() throws Exception {
        String log = work.ize("log").done().out();
        LocalFiles.write(work.directory, "other/a", "recorded before it, were it not refused at once");
        LocalFiles.setMode(work.tree, 0);

        withoutReadingAll("record", "other", "tree").refused(ExitCode.WRONG_USE);

        assertThat(work.ize("log").done().out()).isEqualTo(log);
    }

    private CommandRun withoutReadingAll(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        Path sealed = LocalFiles.write(work.directory, "sealed", "");
        LocalFiles.setMode(sealed, 0);
        if (Files.isReadable(sealed)) {
            command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
            assumeTrue(canRun(command), "root reads everything, and here is no setpriv to give that up");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ize.cli.Main"));
        command.addAll(List.of(words));
        Path err = work.directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(work.directory.toFile())
                .redirectError(err.toFile())
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        return new CommandRun(process.waitFor(), out, Files.readString(err));
    }

    private static boolean canRun(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
