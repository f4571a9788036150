package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
final class PruneTest {
    private final String backend;

    @TempDir
    Path temporary;

    private Workspace work;

    PruneTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void record() throws IOException {
        work = Workspace.make(temporary, backend);
        for (int i = 0; i < 6; i++) {
            LocalFiles.write(work.tree, "a.txt", unlikeOthers(i) + i);
            work.ize("record", "tree").done();
            if (i == 1) {
                work.ize("snapshot", "create", "early").done();
            }
        }
    }

    /** Text that no other version is stored against: none keeps one that is pruned. */
    private static String unlikeOthers(int seed) {
        StringBuilder text = new StringBuilder();
        new SplittableRandom(seed).longs(400).forEach(number -> text.append(Long.toHexString(number)));
        return text.toString();
    }

    @Test
    void withoutForceItOnlyTellsWhatWouldGo() {
        String before = work.ize("log", "--json").done().out();

        CommandRun plan = work.ize("prune", "--keep-last", "2").done();

        assertThat(plan.lines()).hasSize(3);
        assertThat(plan.lines().get(0)).startsWith("main: 2 changes from @").endsWith("1 point below; 4 changes go");
        assertThat(plan.lines().get(1)).startsWith("  @").endsWith("  snapshot");
        assertThat(plan.lines().get(2)).startsWith("Would remove ").endsWith("--force does it.");
        assertThat(work.ize("prune", "--keep-last", "2", "--dry-run").done().out())
                .isEqualTo(plan.out());
        assertThat(work.ize("log", "--json").done().out()).isEqualTo(before);
    }

    @Test
    void withForceOldPointsGoAndKeptOnesStay() {
        work.ize("prune", "--keep-last", "2", "--force").done();

        CommandRun log = work.ize("log", "--changes");
        assertThat(log.lines()).hasSize(1);
        assertThat(log.err()).startsWith("ize: What is older was pruned, up to @");
        assertThat(work.ize("cat", "--at", "early", "a.txt").done().out()).endsWith("1");
        assertThat(work.ize("cat", "a.txt").done().out()).endsWith("5");
        assertThat(work.ize("cat", "--at", "@1", "a.txt")
                        .refused(ExitCode.WRONG_USE)
                        .err())
                .contains("was pruned", "above=");
        assertThat(work.ize("collect").done().out()).startsWith("Removed 3 objects");
        assertThat(work.ize("verify").done().lines().get(1)).isEqualTo("Nothing is wrong.");
        assertThat(work.ize("dump", "--output", "all.dump")
                        .refused(ExitCode.WRONG_USE)
                        .err())
                .contains("pruned");
    }

    @Test
    void resultForScriptsIsALineForEachBranchAndASum() {
        CommandRun run =
                work.ize("prune", "--keep-daily", "1", "--force", "--json").done();

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(0))
                .startsWith("{\"branch\":\"main\",\"deleted\":false,\"floor\":")
                .contains("\"changesKept\":1,", "\"reasons\":[\"snapshot\"]");
        assertThat(run.lines().get(1)).startsWith("{\"dryRun\":false,\"operations\":");
    }

    @Test
    void rulesMustKeepSomething() {
        work.ize("prune").refused(ExitCode.WRONG_USE);
        work.ize("prune", "--keep-within", "month").refused(ExitCode.WRONG_USE);
        work.ize("prune", "--keep-last", "-1").refused(ExitCode.WRONG_USE);
        work.ize("prune", "--keep-last", "1", "--force", "--dry-run").refused(ExitCode.WRONG_USE);
        work.ize("prune", "--keep-last", "1", "--branch", "nothing").refused(ExitCode.WRONG_USE);
    }
}
