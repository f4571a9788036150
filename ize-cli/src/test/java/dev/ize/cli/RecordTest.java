package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Content;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class RecordTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Workspace work;

    RecordTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void makeStore() throws IOException {
        work = Workspace.make(temporary, backend);
    }

    @Test
    void checkedOutTreeIsTheRecordedOne() throws IOException {
        LocalFiles.write(work.tree, "a.txt", "alpha");
        LocalFiles.write(work.tree, "empty", "");
        LocalFiles.setMode(LocalFiles.write(work.tree, "bin/run", "#!/bin/sh\n"), 04755);
        LocalFiles.setModified(work.tree.resolve("a.txt"), "2001-02-03T04:05:06.123456789Z");
        Files.createDirectories(work.tree.resolve("hollow/deep"));
        Files.createSymbolicLink(work.tree.resolve("link"), Path.of("../nowhere"));
        LocalFiles.write(work.tree, "große/日本/\uD83D\uDE00 $'\n.txt", "name");
        LocalFiles.setMode(LocalFiles.write(work.tree, "sealed/x", "locked"), 0400);
        LocalFiles.setMode(work.tree.resolve("sealed"), 0555);
        LocalFiles.setModified(work.tree.resolve("hollow"), "2011-01-01T00:00:00Z");
        LocalFiles.write(work.tree, "big", new byte[3 << 20]);
        List<String> recorded = LocalFiles.describe(work.tree);

        work.ize("record", "tree").done();
        work.ize("checkout", "out").done();

        assertThat(LocalFiles.describe(work.out("out"))).isEqualTo(recorded);
        assertThat(work.ize("record", "out").done().out()).contains("nothing has changed");
        assertThat(work.ize("status", "tree").done().out()).contains("nothing differs");
    }

    @Test
    void listOfTreesBecomesAHistory() throws IOException {
        LocalFiles.write(work.directory, "v1/a", "one");
        LocalFiles.write(work.directory, "v1/b", "two");
        LocalFiles.write(work.directory, "v2/a", "one!");
        LocalFiles.write(work.directory, "v2/d/c", "two");
        LocalFiles.write(work.directory, "v3/d/c", "two");

        List<String> lines =
                work.ize("record", "v1", "v2", "v3", "--json").done().lines();

        assertThat(lines).hasSize(3);
        assertThat(work.ize("log", "--changes").done().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("  ann  v3"),
                        line -> assertThat(line).contains("  ann  v2"),
                        line -> assertThat(line).contains("  ann  v1"));
        for (int i = 0; i < 3; i++) {
            String change = lines.get(i).replaceAll(".*\"change\":(\\d+),.*", "$1");
            work.ize("checkout", "out" + i, "--at", "@" + change).done();
            assertThat(LocalFiles.describe(work.out("out" + i)))
                    .isEqualTo(LocalFiles.describe(work.directory.resolve("v" + (i + 1))));
        }
    }

    @Test
    void fileOfEqualSizeAndTimeIsReadAllTheSame() throws IOException {
        LocalFiles.setModified(LocalFiles.write(work.directory, "v1/a", "one"), "1985-10-26T08:15:00Z");
        LocalFiles.setModified(LocalFiles.write(work.directory, "v2/a", "two"), "1985-10-26T08:15:00Z");

        work.ize("record", "v1", "v2").done();

        assertThat(work.ize("cat", "a").done().out()).isEqualTo("two");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no time of the last change of a file's inode")
    void untouchedFilesAreNotReadAgain() throws IOException {
        LocalFiles.write(work.tree, "small", "alpha");
        LocalFiles.write(work.tree, "d/medium", new byte[100_000]);
        LocalFiles.write(work.tree, "d/large", new byte[3 << 20]);
        later("record", "tree").done();

        assertThat(later("record", "tree").done().out()).contains("nothing has changed", "read 0 B");
        LocalFiles.write(work.tree, "small", "omegas");
        LocalFiles.write(work.tree, "new", "n");
        assertThat(later("status", "tree").lines()).containsExactly("T /", "A /new", "M /small");
        assertThat(later("record", "tree").done().out()).contains("1 added, 2 changed", "read 7 B");
        assertThat(later("record", "tree", "--reread").done().out()).contains("nothing has changed", "read 3.1 MiB");
        assertThat(later("record", "tree").done().out()).contains("read 0 B");
    }

    /** Runs a command when the files are old enough for their times to tell a change. */
    private CommandRun later(String... command) {
        InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));
        return CommandRun.at(clock, work.directory, command);
    }

    @Test
    void renameIsRecognisedByContentAndKeepsTheHistory() throws IOException {
        LocalFiles.write(work.tree, "old/name.txt", "the same bytes");
        LocalFiles.write(work.tree, "old/other", "the same bytes");
        LocalFiles.write(work.tree, "nothing", "");
        work.ize("record", "tree").done();
        Files.createDirectory(work.tree.resolve("new"));
        Files.move(work.tree.resolve("old/name.txt"), work.tree.resolve("new/name.txt"));
        Files.move(work.tree.resolve("nothing"), work.tree.resolve("void"));

        CommandRun run = work.ize("record", "tree").done();

        assertThat(run.out()).contains("1 renamed");
        assertThat(work.ize("log", "new/name.txt").done().out())
                .contains("rename   /old/name.txt -> /new/name.txt", "create   /old/name.txt");
        assertThat(work.ize("log", "void").done().out())
                .contains("create   /void")
                .doesNotContain("rename");
    }

    @Test
    void largeRenamedFileIsRecognisedToo() throws IOException {
        byte[] bytes = new byte[5 << 20];
        new java.util.Random(7).nextBytes(bytes);
        LocalFiles.write(work.tree, "a.bin", bytes);
        work.ize("record", "tree").done();
        Files.move(work.tree.resolve("a.bin"), work.tree.resolve("b.bin"));

        assertThat(work.ize("record", "tree").done().out()).contains("1 renamed");
        assertThat(work.ize("cat", "b.bin").done().bytes()).isEqualTo(bytes);
    }

    @Test
    void contentThatChangedPlacesIsRecorded() throws IOException {
        LocalFiles.write(work.tree, "a", "A");
        LocalFiles.write(work.tree, "b", "B");
        LocalFiles.write(work.tree, "c1", "C");
        work.ize("record", "tree").done();
        LocalFiles.write(work.tree, "a", "B");
        LocalFiles.write(work.tree, "b", "A");
        Files.move(work.tree.resolve("c1"), work.tree.resolve("c2"));
        LocalFiles.write(work.tree, "c1", "new");

        work.ize("record", "tree").done();

        assertThat(work.ize("cat", "a", "b", "c1", "c2").done().out()).isEqualTo("BAnewC");
    }

    @Test
    void fileDirectoryAndSymlinkTakeEachOthersPlaces() throws IOException {
        LocalFiles.write(work.tree, "file", "was a file");
        LocalFiles.write(work.tree, "dir/x", "in a directory");
        Files.createSymbolicLink(work.tree.resolve("link"), Path.of("file"));
        work.ize("record", "tree").done();
        Files.move(work.tree.resolve("dir"), work.tree.resolve("moved"));
        Files.createSymbolicLink(work.tree.resolve("dir"), Path.of("moved"));
        Files.delete(work.tree.resolve("file"));
        LocalFiles.write(work.tree, "file/y/z", "now a directory");
        Files.delete(work.tree.resolve("link"));
        LocalFiles.write(work.tree, "link", "now a file");

        CommandRun run = work.ize("record", "tree").done();
        work.ize("checkout", "out").done();

        assertThat(LocalFiles.describe(work.out("out"))).isEqualTo(LocalFiles.describe(work.tree));
        assertThat(run.out()).contains("1 renamed");
        assertThat(work.ize("log", "moved/x").done().out()).contains("/dir/x -> /moved/x");
    }

    @Test
    @Tag("once")
    void manyEntriesAreOneChange() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            LocalFiles.write(work.tree, "d" + i % 7 + "/f" + i, "content " + i);
        }

        assertThat(work.ize("record", "tree").done().out()).contains("3,007 added");

        assertThat(work.ize("log", "--changes").done().lines()).hasSize(1);
        work.ize("checkout", "out").done();
        assertThat(LocalFiles.describe(work.out("out"))).isEqualTo(LocalFiles.describe(work.tree));
    }

    @Test
    void storeAndRepositoriesAreLeftOut() throws IOException {
        LocalFiles.write(work.tree, "a", "a");
        LocalFiles.write(work.tree, "sub/.git/config", "git");
        LocalFiles.write(work.tree, "sub/.ize/x", "ize");

        work.ize("record", "--store", "tree/odd", "--backend", backend, "tree").done();

        assertThat(work.ize("ls", "-r", "--store", "tree/odd").done().lines()).containsExactly("/a", "/sub/");
    }

    @Test
    void whatIsIgnoredStaysInTheHeadAsItIs() throws IOException {
        LocalFiles.write(work.tree, "a.log", "one");
        LocalFiles.write(work.tree, "d/target/x", "one");
        LocalFiles.write(work.tree, "d/y", "one");
        work.ize("record", "tree").done();
        LocalFiles.write(work.tree, "a.log", "two");
        LocalFiles.write(work.tree, "b.log", "two");
        LocalFiles.write(work.tree, "d/y", "two");
        Files.delete(work.tree.resolve("d/target/x"));
        Files.delete(work.tree.resolve("d/target"));

        work.ize("record", "--ignore", "*.log", "--ignore", "target/", "tree").done();

        assertThat(work.ize("ls", "-r").done().lines())
                .containsExactly("/a.log", "/d/", "/d/target/", "/d/target/x", "/d/y");
        assertThat(work.ize("cat", "a.log", "d/y").done().out()).isEqualTo("onetwo");
    }

    @Test
    void nameThatIsNotUtf8IsListedAndTheRestRecorded() throws Exception {
        LocalFiles.write(work.tree, "a", "a");
        run("sh", "-c", "echo x > \"$(printf '" + work.tree + "/gr\\366\\337e')\"");

        CommandRun run = work.ize("record", "tree");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err()).contains("gr\\xf6\\xdfe: its name is not UTF-8").hasLineCount(1);
        assertThat(work.ize("ls").done().lines()).containsExactly("a");
    }

    @Test
    void socketsDevicesAndPipesAreListedAndTheRestRecorded() throws Exception {
        LocalFiles.write(work.tree, "a", "a");
        run("mkfifo", work.tree + "/pipe");

        CommandRun run = work.ize("record", "--json", "tree");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.err()).contains("skipped /pipe: sockets, devices and pipes are not recorded");
        assertThat(run.out()).contains("\"skipped\":[{\"path\":\"/pipe\"");
        assertThat(work.ize("ls").done().lines()).containsExactly("a");
    }

    @Test
    void linksOfOneNodeInTheStoreArePartedWhereTheDiskPartsThem() throws IOException {
        work.apply(change -> change.create(StorePath.of("one"), Content.of("linked"))
                .link(StorePath.of("one"), StorePath.of("two"))
                .createSymlink(StorePath.of("s1"), "x")
                .link(StorePath.of("s1"), StorePath.of("s2")));
        work.ize("checkout", "out").done();
        LocalFiles.write(work.out("out"), "one", "parted");
        LocalFiles.setModified(work.out("out").resolve("s2"), "2020-01-01T00:00:00Z");

        work.ize("record", "out").done();
        work.ize("checkout", "again").done();

        assertThat(LocalFiles.describe(work.out("again"))).isEqualTo(LocalFiles.describe(work.out("out")));
    }

    @Test
    void authorAndMessageAreTheGivenOnes() throws IOException {
        LocalFiles.write(work.tree, "a", "a");

        work.ize("record", "-m", "first\nline", "--author", "Zoë", "tree").done();

        assertThat(work.ize("log", "--changes").done().out()).contains("  Zoë  first\\nline  (");
        assertThat(work.ize("log", "--json").done().out()).contains("\"author\":\"Zoë\",\"message\":\"first\\nline\"");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
