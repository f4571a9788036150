package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.ize.cli.Backends#all")
@Tag("sweep")
final class RandomRecordingTest {
    private static final int RECORDINGS = 8;

    private final String backend;

    @TempDir
    Path temporary;

    RandomRecordingTest(String backend) {
        this.backend = backend;
    }

    /** {@code -Dize.seeds=1,2,3} runs others. */
    static List<Long> seeds() {
        String asked = System.getProperty("ize.seeds", "1," + new Random().nextLong());
        return Stream.of(asked.split(",")).map(Long::valueOf).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRecordedStateOfATreeThatChangesAtRandomCanBeCheckedOut(long seed) throws IOException {
        try {
            recordAndCheckOut(seed);
        } catch (AssertionError e) {
            throw new AssertionError("-Dize.seeds=" + seed + " on " + backend, e);
        }
    }

    private void recordAndCheckOut(long seed) throws IOException {
        Workspace work = Workspace.make(temporary, backend);
        RandomTree tree = new RandomTree(work.tree, seed);
        List<List<String>> states = new ArrayList<>();

        for (int i = 0; i < RECORDINGS; i++) {
            tree.change(1 + i * 4);
            work.ize("record", "tree").done();
            assertThat(work.ize("status", "tree").done().out()).contains("nothing differs");
            work.ize("snapshot", "create", "state" + i).done();
            states.add(LocalFiles.describe(work.tree));
        }

        for (int i = 0; i < RECORDINGS; i++) {
            work.ize("checkout", "out" + i, "--at", "state" + i).done();
            assertThat(LocalFiles.describe(work.out("out" + i))).isEqualTo(states.get(i));
        }
    }
}
