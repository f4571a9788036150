package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Content;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class ReadingTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Workspace work;

    ReadingTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void recordTwice() throws IOException {
        work = Workspace.make(InstantSource.fixed(Instant.EPOCH), temporary, backend);
        LocalFiles.write(work.tree, "docs/a.txt", "alpha");
        LocalFiles.write(work.tree, "b.txt", "beta");
        for (String file : new String[] {"docs/a.txt", "b.txt", "docs", ""}) {
            LocalFiles.setModified(work.tree.resolve(file), "2026-01-02T03:04:05Z");
        }
        recordAt("2026-10-01T10:00:00Z");
        LocalFiles.write(work.tree, "b.txt", "beta, later");
        Files.delete(work.tree.resolve("docs/a.txt"));
        LocalFiles.setModified(work.tree.resolve("docs"), "2026-01-02T03:04:05Z");
        LocalFiles.setModified(work.tree.resolve("b.txt"), "2026-01-02T03:04:05Z");
        recordAt("2026-10-01T12:00:00Z");
    }

    private void recordAt(String time) {
        CommandRun.at(InstantSource.fixed(Instant.parse(time)), work.directory, "record", "tree")
                .done();
    }

    /** The operations are @1 touch /, @2 create /b.txt, @3 mkdir /docs, @4 create /docs/a.txt; then @5 and @6. */
    @Test
    void everyFormOfAPointFindsItsTree() {
        work.ize("snapshot", "create", "first", "--at", "@4").done();
        work.ize("fork", "side", "--at", "first").done();

        for (String first : new String[] {
            "@4",
            "first",
            "side",
            "side:head",
            "main:@4",
            "main:first",
            "side:@4",
            "2026-10-01T10:00:00Z",
            "2026-10-01T12:00",
            "main:2026-10-01T13:59:59"
        }) {
            assertThat(work.ize("cat", "b.txt", "--at", first).done().out())
                    .as(first)
                    .isEqualTo("beta");
        }
        for (String second : new String[] {"head", "main", "@6", "2026-10-02", "main:2026-10-01T14:00"}) {
            assertThat(work.ize("cat", "b.txt", "--at", second).done().out())
                    .as(second)
                    .isEqualTo("beta, later");
        }
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-10-01T12:30:00Z"));
        assertThat(CommandRun.at(clock, work.directory, "cat", "b.txt", "--at", "-1h")
                        .done()
                        .out())
                .isEqualTo("beta");
        assertThat(CommandRun.at(clock, work.directory, "diff", "-2h", "-10m").out())
                .isEqualTo("M /b.txt  content (4 B -> 11 B)\nD /docs/a.txt\n");
        assertThat(work.ize("cat", "b.txt", "--branch", "side").done().out()).isEqualTo("beta");
    }

    @Test
    void listingShowsNamesOrAllThereIs() {
        assertThat(work.ize("ls", "--at", "@4").done().lines()).containsExactly("b.txt", "docs/");
        assertThat(work.ize("ls", "-r", "--at", "@4").done().lines())
                .containsExactly("/b.txt", "/docs/", "/docs/a.txt");
        assertThat(work.ize("ls", "docs/", "--at", "@4").done().lines()).containsExactly("a.txt");
        assertThat(work.ize("ls", "/docs/a.txt", "--at", "@4").done().lines()).containsExactly("a.txt");
        assertThat(work.ize("ls", "-l", "b.txt").done().out())
                .isEqualTo("-rw-r--r--      11 B  2026-01-02 05:04:05  b.txt\n");
        assertThat(work.ize("ls", "--json", "b.txt").done().out())
                .startsWith("{\"path\":\"/b.txt\",\"kind\":\"file\",\"mode\":\"0644\","
                        + "\"modified\":\"2026-01-02T03:04:05Z\",\"node\":")
                .contains("\"size\":11,\"links\":1,\"hash\":\"", "\"hashOf\":\"bytes\"}");
    }

    @Test
    void entryIsDescribedWhole() {
        work.apply(change -> change.link(StorePath.of("b.txt"), StorePath.of("linked"))
                .createSymlink(StorePath.of("soft"), "b.txt")
                .add(new Operation.SetExtendedAttribute(
                        StorePath.of("b.txt"), Name.of("user.x"), new byte[] {1, 'y'})));

        assertThat(work.ize("stat", "b.txt").done().lines())
                .contains(
                        "path      /b.txt",
                        "kind      file",
                        "size      11 B",
                        "mode      0644  -rw-r--r--",
                        "modified  2026-01-02 05:04:05  (2026-01-02T03:04:05Z)",
                        "link      /b.txt",
                        "link      /linked",
                        "xattr     user.x = \\x01y");
        assertThat(work.ize("stat", "--json", "b.txt").done().out())
                .contains(
                        "\"paths\":[\"/b.txt\",\"/linked\"]",
                        "\"attributes\":[{\"name\":\"user.x\",\"hex\":\"0179\"}]");
        assertThat(work.ize("stat", "soft").done().lines()).contains("kind      symlink", "target    b.txt");
    }

    @Test
    void logShowsOperationsUnderTheirChange() {
        assertThat(work.ize("log").done().lines())
                .containsExactly(
                        "change @6  2026-10-01 14:00:00  ann  tree",
                        "  @6      delete   /docs/a.txt",
                        "  @5      replace  /b.txt  11 B",
                        "change @4  2026-10-01 12:00:00  ann  tree",
                        "  @4      create   /docs/a.txt  5 B",
                        "  @3      mkdir    /docs",
                        "  @2      create   /b.txt  4 B",
                        "  @1      touch    /  2026-01-02 05:04:05");
        assertThat(work.ize("log", "--limit", "1", "--reverse").done().lines())
                .containsExactly(
                        "change @4  2026-10-01 12:00:00  ann  tree", "  @1      touch    /  2026-01-02 05:04:05");
        assertThat(work.ize("log", "--changes").done().lines())
                .containsExactly(
                        "change @6  2026-10-01 14:00:00  ann  tree  (2 operations)",
                        "change @4  2026-10-01 12:00:00  ann  tree  (4 operations)");
        assertThat(work.ize("log", "--json", "-n", "1").done().out())
                .isEqualTo("{\"id\":6,\"operation\":\"deleteFile\",\"path\":\"/docs/a.txt\",\"change\":6,"
                        + "\"author\":\"ann\",\"message\":\"tree\",\"time\":\"2026-10-01T12:00:00Z\","
                        + "\"recorded\":\"2026-10-01T12:00:00Z\"}\n");
    }

    @Test
    void historyOfAPathHasItsOwnOperationsAlsoAfterItsEnd() {
        assertThat(work.ize("log", "docs/a.txt").done().lines())
                .containsExactly(
                        "change @6  2026-10-01 14:00:00  ann  tree",
                        "  @6      delete   /docs/a.txt",
                        "change @4  2026-10-01 12:00:00  ann  tree",
                        "  @4      create   /docs/a.txt  5 B");
    }

    @Test
    void longLogComesPageByPage() {
        work.apply(change -> {
            for (int i = 0; i < 2_500; i++) {
                change.create(StorePath.of("f" + i), Content.of("" + i));
            }
        });

        assertThat(work.ize("log", "--json").done().lines()).hasSize(2_506).doesNotHaveDuplicates();
        assertThat(work.ize("log", "--json", "--reverse").done().lines()).hasSize(2_506);
        assertThat(work.ize("log", "--changes", "-n", "1").done().out()).contains("(2,500 operations)");
        assertThat(work.ize("ls").done().lines()).hasSize(2_502);
    }

    @Test
    void differenceIsShownAndIsExitCodeOne() {
        CommandRun difference = work.ize("diff", "@4", "head");

        assertThat(difference.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(difference.out()).isEqualTo("M /b.txt  content (4 B -> 11 B)\nD /docs/a.txt\n");
        assertThat(work.ize("diff", "@4", "head", "docs").lines()).containsExactly("D /docs/a.txt");
        assertThat(work.ize("diff", "--json", "head", "@4", "docs").lines())
                .singleElement()
                .asString()
                .startsWith("{\"kind\":\"added\",\"path\":\"/docs/a.txt\",\"aspects\":[],\"after\":{\"kind\":\"file\"");
        assertThat(work.ize("diff", "--quiet", "@4", "head").out()).isEmpty();
        assertThat(work.ize("diff", "head", "@6").done().out()).isEmpty();
    }

    @Test
    void statusIsWhatARecordingWouldDoAndWritesNothing() throws IOException {
        LocalFiles.write(work.tree, "docs/c", "new");
        Files.delete(work.tree.resolve("b.txt"));
        LocalFiles.setModified(work.tree.resolve("docs"), "2026-01-02T03:04:06Z");
        LocalFiles.setModified(work.tree, "2026-01-02T03:04:05Z");

        CommandRun status = work.ize("status", "tree");

        assertThat(status.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(status.lines()).containsExactly("T /docs", "A /docs/c", "D /b.txt");
        assertThat(work.ize("status", "--json", "tree").lines())
                .contains("{\"kind\":\"attributes\",\"path\":\"/docs\"}");
        assertThat(work.ize("log", "--changes").done().lines()).hasSize(2);
    }

    @Test
    void restoreBringsAFileBackWithTheDirectoryThatHeldIt() throws IOException {
        Files.delete(work.tree.resolve("docs"));
        work.ize("record", "tree").done();

        assertThat(work.ize("restore", "docs/a.txt", "--at", "@4").done().out())
                .startsWith("/docs/a.txt: restored in @");

        assertThat(work.ize("cat", "docs/a.txt").done().out()).isEqualTo("alpha");
        assertThat(work.ize("log", "--changes", "-n", "1").done().out()).contains("restore /docs/a.txt as at @4");
        assertThat(work.ize("restore", "docs/a.txt", "--at", "@4").done().out()).contains("nothing to do");
        assertThat(work.ize("restore", "/", "--at", "@4").done().out()).contains("restored");
        work.ize("diff", "@4", "head").done();
    }

    @Test
    void namesCanBeGivenListedAndTakenBack() {
        work.ize("snapshot", "create", "v1", "-m", "the first", "--at", "@4").done();
        work.ize("fork", "side", "--at", "v1").done();

        assertThat(work.ize("snapshot", "list").done().out())
                .startsWith("v1  main:@4  ")
                .endsWith("  the first\n");
        assertThat(work.ize("branch", "list").done().lines())
                .satisfiesExactly(
                        main -> assertThat(main).isEqualTo("main  @6"),
                        side -> assertThat(side).startsWith("side  @4  forked from main:@4 at "));
        work.ize("snapshot", "delete", "v1").done();
        work.ize("branch", "delete", "side").done();
        assertThat(work.ize("snapshot", "list", "--json").done().out()).isEmpty();
        assertThat(work.ize("branch", "list", "--json").done().lines()).hasSize(1);
    }

    @Test
    void forkGoesItsOwnWay() throws IOException {
        work.ize("fork", "side").done();
        LocalFiles.write(work.tree, "b.txt", "on the side");

        work.ize("record", "--branch", "side", "tree").done();

        assertThat(work.ize("cat", "b.txt", "--branch", "side").done().out()).isEqualTo("on the side");
        assertThat(work.ize("cat", "b.txt").done().out()).isEqualTo("beta, later");
        assertThat(work.ize("diff", "main", "side").out()).contains("M /b.txt");
    }

    @Test
    void contentOfADeletedBranchIsCollectedAfterADryRun() throws IOException {
        work.ize("fork", "side").done();
        LocalFiles.write(work.tree, "large.bin", "0123456789abcdef".repeat(1000));
        work.ize("record", "--branch", "side", "tree").done();
        work.ize("branch", "delete", "side").done();

        assertThat(work.ize("collect", "--dry-run").done().out()).startsWith("Would remove 1 object, ");
        assertThat(work.ize("collect", "--json").done().out()).contains("\"dryRun\":false", "\"objects\":1,");
        assertThat(work.ize("collect").done().out()).startsWith("Removed 0 objects, 0 B; ");
        assertThat(work.ize("cat", "b.txt").done().out()).isEqualTo("beta, later");
    }

    @Test
    void storePutBackToAnOlderStateIsRefusedUntilTheLossIsAccepted() throws IOException {
        work.ize("copy", "older").done();
        LocalFiles.write(work.tree, "b.txt", "lost");
        work.ize("record", "tree").done();
        Files.move(work.store().resolve("data"), work.out("newer"));
        Files.move(work.out("older").resolve("data"), work.store().resolve("data"));

        assertThat(work.ize("log").refused(ExitCode.STORE_ERROR).err()).contains("ize verify --accept-loss");
        assertThat(work.ize("verify", "--accept-loss").code()).isEqualTo(ExitCode.DONE);

        assertThat(work.ize("cat", "b.txt").done().out()).isEqualTo("beta, later");
    }

    @Test
    void copiedStoreIsReadLikeTheFirstAndCompactedOneToo() {
        String log = work.ize("log").done().out();

        assertThat(work.ize("copy", "copied").done().out()).startsWith("Copied to ");
        assertThat(work.ize("compact", "--json").done().out()).contains("\"bytesBefore\":", "\"bytesAfter\":");

        assertThat(work.ize("log").done().out()).isEqualTo(log);
        assertThat(work.ize("log", "--store", "copied").done().out()).isEqualTo(log);
        work.ize("copy", "copied").refused(ExitCode.WRONG_USE);
        work.ize("copy", "tree").refused(ExitCode.STORE_ERROR);
    }

    @Test
    void contentIsExplainedByFileAndByHash() {
        CommandRun byPath = work.ize("explain", "b.txt", "--json").done();
        String last = byPath.lines().get(byPath.lines().size() - 1);
        String hash = last.replaceAll(".*\"hash\":\"([0-9a-f]{64})\".*", "$1");

        assertThat(byPath.lines().get(0)).contains("\"path\":\"/b.txt\"", "\"branch\":\"main\"", "\"whole\":true");
        assertThat(last).contains("\"holders\":" + (byPath.lines().size() - 1), "\"leased\":false");
        assertThat(work.ize("explain", hash).done().out()).contains("newest there  /b.txt", "held by ");
        assertThat(work.ize("explain", "0".repeat(64)).done().out()).contains("held by 0 versions.");
        assertThat(work.ize("explain", "nothing").refused(ExitCode.WRONG_USE).err())
                .contains("/nothing");
        assertThat(work.ize("explain", "/").refused(ExitCode.WRONG_USE).err()).contains("only files");
    }

    @Test
    void sizesOptionsAndEnginesAreShown() {
        assertThat(work.ize("stats").done().out())
                .contains("operations      6", "written         20 B", "(deduplication 1.0 ×)", "(compression 1.0 ×");
        assertThat(work.ize("stats", "--json").done().out()).contains("\"operations\":6", "\"writtenBytes\":20");
        assertThat(work.ize("config").done().out())
                .contains(backend, "(default)", work.store().toString());
        assertThat(work.ize("backends").done().out()).contains(" " + backend + " ");
    }

    @Test
    void pointThatIsNotThereIsNamedAsTheCommandWritesPoints() {
        assertThat(work.ize("ls", "--at", "@999").refused(ExitCode.WRONG_USE).err())
                .contains("@999", "head=@");
        assertThat(work.ize("cat", "nothing").refused(ExitCode.WRONG_USE).err()).contains("branch=main point=@");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void engineThatTheEnvironmentNamesAndThatIsNotThereIsAPartialResult() {
        System.setProperty("ize.backend", "nothing");
        try {
            CommandRun run = work.ize("backends");

            assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
            assertThat(run.out()).contains("  " + backend + " ").doesNotContain("*");
            assertThat(run.err()).contains("No backend 'nothing'");
        } finally {
            System.clearProperty("ize.backend");
        }
    }
}
