package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each is one line, an exit code, and a store in which nothing has changed. */
@Tag("once")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class BadInputTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Workspace work;
    private String log = "";
    private String snapshots = "";

    BadInputTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void record() throws IOException {
        work = Workspace.make(temporary, backend);
        LocalFiles.write(work.tree, "d/a", "a");
        work.ize("record", "tree").done();
        log = work.ize("log", "--json").done().out();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(work.ize("log", "--json").done().out()).isEqualTo(log);
        assertThat(work.ize("snapshot", "list").done().out()).isEqualTo(snapshots);
        assertThat(work.ize("branch", "list", "--json").done().lines()).hasSize(1);
    }

    private void refused(int code, String hint, String... args) {
        CommandRun run = work.ize(args).refused(code);
        assertThat(run.err()).contains(hint);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void wordsThatAreNoneAreRefused() {
        refused(ExitCode.WRONG_USE, "did you mean '--limit'", "log", "--limti", "3");
        refused(ExitCode.WRONG_USE, "Missing required parameter: 'DIR'", "record");
        refused(ExitCode.WRONG_USE, "ize snapshot --help", "snapshot");
        refused(ExitCode.WRONG_USE, "ize --help", "lgo");
        refused(ExitCode.WRONG_USE, "--limit", "log", "-n", "-1");
        refused(ExitCode.WRONG_USE, "no option", "diff", "--foo", "head");
    }

    @Test
    void directoryThatCannotBeReadIsRefusedBeforeAnyIsRecorded() throws IOException {
        LocalFiles.write(work.tree, "b", "b");
        refused(ExitCode.WRONG_USE, "There is no such directory", "record", "tree", "missing");
        refused(ExitCode.WRONG_USE, "no directory", "record", "tree", "tree/b");
        refused(ExitCode.WRONG_USE, "There is no such directory", "status", "missing");
    }

    @Test
    void missingDirectoryMakesNoStore() {
        CommandRun.in(work.directory, "record", "--store", "new", "missing").refused(ExitCode.WRONG_USE);
        CommandRun.in(work.directory, "record", "--store", "new", "--ignore", "[", "tree")
                .refused(ExitCode.WRONG_USE);

        assertThat(work.out("new")).doesNotExist();
    }

    @Test
    void storeThatIsOpenElsewhereIsNamedWithItsProcess() {
        CommandRun run;
        try (FileSystemStorage open = FileSystemStorages.open(work.store(), StorageOptions.defaults())) {
            run = work.ize("log");
            assertThat(open.branches()).hasSize(1);
        }

        assertThat(run.refused(ExitCode.STORE_ERROR).err())
                .contains(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void storeThatIsNotThereIsSaidToBeMade() throws IOException {
        Path elsewhere = Files.createTempDirectory(temporary.getRoot().resolve("tmp"), "ize");

        CommandRun run = CommandRun.in(elsewhere, "log").refused(ExitCode.STORE_ERROR);

        Files.delete(elsewhere);
        assertThat(run.err()).contains("ize init", "--store");
        CommandRun.in(work.directory, "log", "--store", "missing").refused(ExitCode.STORE_ERROR);
    }

    @Test
    void storeOfAnotherBackendIsRefused() {
        String other = Backends.all().stream()
                .filter(id -> !id.equals(backend))
                .findFirst()
                .orElseThrow();

        refused(ExitCode.STORE_ERROR, "another backend", "record", "--backend", other, "tree");
    }

    @Test
    void storeOfANewerFormatIsRefused() throws IOException {
        Path properties = work.store().resolve(FileSystemStorages.PROPERTIES_FILE);
        String text = Files.readString(properties);
        Files.writeString(properties, text.replaceAll("(?m)^format=.*$", "format=99"));

        CommandRun run = work.ize("log").refused(ExitCode.STORE_ERROR);

        assertThat(run.err()).contains("newer");
        Files.writeString(properties, text);
        work.ize("log").done();
    }

    @Test
    void storeThatIsDamagedIsRefused() throws IOException {
        Path properties = work.store().resolve(FileSystemStorages.PROPERTIES_FILE);
        byte[] bytes = Files.readAllBytes(properties);
        Files.write(properties, new byte[] {0, 1, (byte) 0xff});

        work.ize("log").refused(ExitCode.STORE_ERROR);
        Files.write(properties, bytes);
    }

    @Test
    void pathThatNoStoreCanHoldIsRefused() {
        refused(ExitCode.WRONG_USE, "'..'", "ls", "../a");
        refused(ExitCode.WRONG_USE, "'.'", "cat", "./d/a");
        refused(ExitCode.WRONG_USE, "NUL", "stat", "d/\0");
        refused(ExitCode.WRONG_USE, "empty", "cat", "d//a");
        refused(ExitCode.WRONG_USE, "255", "cat", "x".repeat(256));
        refused(ExitCode.WRONG_USE, "'..'", "checkout", "out", "--path", "d/../..");
        refused(ExitCode.WRONG_USE, "'..'", "restore", "..", "--at", "head");
        refused(ExitCode.WRONG_USE, "'..'", "log", "..");
        assertThat(work.out("out")).doesNotExist();
    }

    @Test
    void pathThatIsNotThereIsRefused() {
        refused(ExitCode.WRONG_USE, "/nothing", "ls", "nothing");
        refused(ExitCode.WRONG_USE, "/nothing", "cat", "nothing");
        refused(ExitCode.WRONG_USE, "/d", "cat", "d");
        refused(ExitCode.WRONG_USE, "/nothing", "log", "nothing");
        refused(ExitCode.WRONG_USE, "/nothing", "restore", "nothing", "--at", "head");
        refused(ExitCode.WRONG_USE, "/nothing", "checkout", "out", "--path", "nothing");
        refused(ExitCode.WRONG_USE, "/nothing", "diff", "@1", "head", "nothing");
        assertThat(work.out("out")).doesNotExist();
    }

    @Test
    void pointThatIsNoneIsRefused() {
        refused(ExitCode.WRONG_USE, "@1234", "ls", "--at", "@");
        refused(ExitCode.WRONG_USE, "-2h", "ls", "--at", "-2x");
        refused(ExitCode.WRONG_USE, "'nothing'", "ls", "--at", "nothing");
        refused(ExitCode.WRONG_USE, "nothing", "ls", "--at", "nothing:head");
        refused(ExitCode.WRONG_USE, "nothing", "ls", "--branch", "nothing");
        refused(ExitCode.WRONG_USE, "", "ls", "--at", "@99999");
        refused(ExitCode.WRONG_USE, "", "ls", "--at", "2001-01-01");
        refused(ExitCode.WRONG_USE, "", "ls", "--at", "-5000w");
    }

    @Test
    void nameThatExistsOrReadsAsAPointIsRefused() {
        work.ize("snapshot", "create", "taken").done();
        snapshots = work.ize("snapshot", "list").done().out();
        refused(ExitCode.WRONG_USE, "taken", "snapshot", "create", "taken");
        refused(ExitCode.WRONG_USE, "main", "fork", "main");
        for (String name : new String[] {"head", "@1", "a:b", "2026-11-01", "2026-11-01T10:30", "", "x".repeat(256)}) {
            refused(ExitCode.WRONG_USE, "name", "fork", name);
            refused(ExitCode.WRONG_USE, "name", "snapshot", "create", name);
        }
        refused(ExitCode.WRONG_USE, "NAME", "fork", "-2h");
        refused(ExitCode.WRONG_USE, "nothing", "snapshot", "delete", "nothing");
        refused(ExitCode.WRONG_USE, "nothing", "branch", "delete", "nothing");
        refused(ExitCode.WRONG_USE, "main", "branch", "delete", "main");
    }

    @Test
    void pointInsideAChangeIsRefusedWithItsEnds() throws IOException {
        LocalFiles.write(work.tree, "e", "e");
        LocalFiles.write(work.tree, "f", "f");
        work.ize("record", "tree").done();
        log = work.ize("log", "--json").done().out();
        String inside = work.ize("log", "--json", "f").done().out().replaceAll("(?s).*\"id\":(\\d+).*", "$1");
        String point = "@" + (Long.parseLong(inside) - 1);

        refused(ExitCode.WRONG_USE, "use @", "fork", "side", "--at", point);
        refused(ExitCode.WRONG_USE, "use @", "snapshot", "create", "side", "--at", point);
        work.ize("ls", "--at", point).done();
    }

    @Test
    void backendOrOptionThatIsNoneIsRefusedAndNothingMade() {
        CommandRun.in(work.directory, "init", "new", "--backend", "nothing").refused(ExitCode.WRONG_USE);
        CommandRun.in(work.directory, "record", "--store", "new", "--backend", backend, "--option", "nothing=1", "tree")
                .refused(ExitCode.WRONG_USE);
        refused(ExitCode.WRONG_USE, "nothing", "record", "--option", "nothing=1", "tree");
        refused(ExitCode.WRONG_USE, "already", "init");
        refused(ExitCode.WRONG_USE, "not both", "init", "new", "--store", "other");

        assertThat(work.out("new")).doesNotExist();
        assertThat(work.out("other")).doesNotExist();
    }

    @Test
    void localPathThatIsNoneIsRefused() {
        refused(ExitCode.WRONG_USE, "empty", "record", "");
        refused(ExitCode.WRONG_USE, "no local path", "record", "a\0b");
        refused(ExitCode.WRONG_USE, "empty", "checkout", "");
    }

    @Test
    void debugShowsWhereItCameFrom() {
        CommandRun run = work.ize("ls", "nothing", "--debug");

        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(run.err().lines().toList().get(0)).startsWith("ize: ");
        assertThat(run.err()).contains("NotFoundException", "\tat dev.ize.");
        assertThat(new String(run.bytes(), StandardCharsets.UTF_8)).isEmpty();
    }
}
