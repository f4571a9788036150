package dev.ize.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.bench.history.HistoryResult.ContenderResult;
import dev.ize.bench.raw.LeftOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A series of three small releases, recorded by everyone who can be run here. */
@Tag("once")
final class HistoryRunTest {
    private static final HistoryPlan ONCE = new HistoryPlan(0, 1, 1, 30, 5, 2);

    @TempDir
    private static Path shared;

    private static HistoryResult everyone;

    @TempDir
    Path directory;

    @BeforeAll
    static void measureEveryone() throws IOException {
        Path scratch = Files.createDirectory(shared.resolve("scratch"));
        everyone = HistoryRun.measure(TinyReleases.in(shared), ONCE, Set.of(), "0.1", scratch, HistoryRunTest::hear);
    }

    @Test
    void everyContenderGivesBackWhatWasRecorded() {
        assertThat(everyone.contenders())
                .allSatisfy(contender -> assertThat(contender.mismatch())
                        .as(contender.contender().id())
                        .isEmpty());
        assertThat(everyone.contenders().stream().map(one -> one.contender().id()))
                .contains("copy", "copy-synced", "jgit", "jgit-synced")
                .anyMatch(id -> id.startsWith("ize-") && id.endsWith("-sync"))
                .anyMatch(id -> id.startsWith("ize-") && id.endsWith("-buffered"));
    }

    @Test
    void everyTaskOfEveryContenderIsMeasured() {
        for (ContenderResult contender : everyone.contenders()) {
            Set<HistoryTask> expected = EnumSet.allOf(HistoryTask.class);
            if (contender.contender().id().startsWith("copy")) {
                expected.removeAll(Set.of(HistoryTask.UPKEEP, HistoryTask.SIZE_AFTER_UPKEEP));
            }
            assertThat(contender.samples().keySet())
                    .as(contender.contender().id())
                    .isEqualTo(expected);
            assertThat(contender.samples().values())
                    .allSatisfy(values -> assertThat(values).isNotEmpty().allMatch(value -> value > 0));
        }
    }

    @Test
    void gitIsMeasuredOrMissedWithTheReason() {
        boolean measured = everyone.contenders().stream()
                .anyMatch(one -> one.contender().id().equals("git-synced"));
        boolean missed = everyone.missing().contains(new LeftOut("git", "there is no git command here"));

        assertThat(measured).isNotEqualTo(missed);
        assertThat(measured).isEqualTo(GitProcess.version().isPresent());
    }

    @Test
    void contenderThatGivesBackOtherBytesIsWrongAndNotTimed() throws IOException {
        Contenders contenders = new Contenders(List.of(new Forger(), new PlainCopy(false)), List.of());

        HistoryResult result =
                new HistoryRun(TinyReleases.in(directory), ONCE, contenders, scratch(), HistoryRunTest::hear).run();

        ContenderResult forger = result.contenders().get(0);
        assertThat(forger.mismatch())
                .hasValueSatisfying(text -> assertThat(text).contains("has other bytes"));
        assertThat(forger.samples()).isEmpty();
        assertThat(result.contenders().get(1).samples()).isNotEmpty();
    }

    @Test
    void resultComesBackFromItsFile() throws IOException {
        HistoryFile.write(everyone, directory);

        assertThat(HistoryFile.read(directory)).contains(everyone);
    }

    @Test
    void scratchDirectoryIsEmptyAfterwards() throws IOException {
        Path scratch = scratch();
        Contenders copies = new Contenders(List.of(new PlainCopy(true)), List.of());

        new HistoryRun(TinyReleases.in(directory), ONCE, copies, scratch, HistoryRunTest::hear).run();

        assertThat(scratch).isEmptyDirectory();
    }

    private Path scratch() throws IOException {
        return Files.createDirectory(directory.resolve("scratch"));
    }

    private static void hear(String text) {}

    /** Keeps nothing but the right shape. */
    private record Forger() implements Contender {
        @Override
        public ContenderDescription description() {
            return new ContenderDescription(
                    "forger",
                    "forger",
                    "1",
                    ContenderDescription.Reach.IN_PROCESS,
                    ContenderDescription.Guarantee.PROCESS_DEATH,
                    "none");
        }

        @Override
        public Archive create(Path directory) throws IOException {
            return new Forgery(new PlainCopy(false).create(directory));
        }
    }

    private record Forgery(Archive honest) implements Archive {
        @Override
        public void record(Release release) throws IOException {
            honest.record(release);
        }

        @Override
        public byte[] read(int release, String path) {
            return "forged".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public SortedSet<Integer> history(String path) throws IOException {
            return honest.history(path);
        }

        @Override
        public void checkOut(int release, Path target) throws IOException {
            honest.checkOut(release, target);
        }

        @Override
        public SortedMap<String, PathChange> difference(int before, int after) {
            return new TreeMap<>();
        }

        @Override
        public void branch(String name, int release) throws IOException {
            honest.branch(name, release);
        }

        @Override
        public byte[] readOnBranch(String name, String path) throws IOException {
            return honest.readOnBranch(name, path);
        }

        @Override
        public long diskBytes() throws IOException {
            return honest.diskBytes();
        }

        @Override
        public boolean upkeep() throws IOException {
            return honest.upkeep();
        }

        @Override
        public void close() throws IOException {
            honest.close();
        }
    }
}
