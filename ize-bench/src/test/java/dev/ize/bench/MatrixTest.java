package dev.ize.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ize.bench.plan.Cell;
import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Profile;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.MachineFacts;
import dev.ize.bench.raw.ResultDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every workload runs on every backend, at sizes that say nothing about speed, and leaves what a report needs. */
@Tag("once")
class MatrixTest {
    private static final Set<String> BACKENDS = Set.of("lmdb", "mvstore", "rocksdb");

    @TempDir
    private static Path directory;

    private static final List<String> FAILURES = new ArrayList<>();
    private static Matrix matrix;
    private static ResultDirectory results;

    @BeforeAll
    static void runSmoke() {
        matrix = new Matrix(Profile.SMOKE, Set.of(), Set.of());
        results = new ResultDirectory(directory);
        matrix.run(directory, new MatrixListener() {
            @Override
            public void begins(Cell cell, int number, int count, Optional<Duration> left) {}

            @Override
            public void measured(Cell cell, String figure) {}

            @Override
            public void failed(Cell cell, String reason) {
                FAILURES.add(cell + ": " + reason);
            }
        });
    }

    @Test
    void everyCellGivesAFigure() {
        assertThat(FAILURES).isEmpty();
        assertThat(results.readJmh()).hasSize(matrix.cells().size());
    }

    @Test
    void everyWorkloadIsMeasuredOnEveryBackendThatIsFound() {
        for (Workload workload : Matrix.workloads()) {
            Set<String> wanted =
                    workload.family() == Family.STORAGE || workload.subjects().isEmpty()
                            ? BACKENDS
                            : workload.subjects();

            assertThat(matrix.cells().stream()
                            .filter(cell -> cell.workload().equals(workload))
                            .map(Cell::subject))
                    .as(workload.name())
                    .containsAll(wanted);
        }
    }

    @Test
    void everyCellOfShortIsInFull() {
        for (Workload workload : Matrix.workloads()) {
            assertThat(workload.variations().get(Profile.SHORT))
                    .as(workload.name())
                    .isNotEmpty();
            assertThat(workload.variations().get(Profile.FULL))
                    .as(workload.name())
                    .containsAll(workload.variations().get(Profile.SHORT));
        }
    }

    @Test
    void storageWorkloadTellsItsEngineCallsAndWhatItAllocates() {
        for (JsonElement element : results.readJmh()) {
            JsonObject result = element.getAsJsonObject();
            JsonObject secondary = result.getAsJsonObject("secondaryMetrics");
            if (result.getAsJsonObject("params").has("backend")
                    && !result.get("benchmark").getAsString().contains("Reopen")) {
                assertThat(score(secondary, "engine.calls"))
                        .as(result.toString())
                        .isPositive();
                assertThat(score(secondary, "disk.size")).as(result.toString()).isPositive();
            }
            assertThat(score(secondary, "gc.alloc.rate.norm"))
                    .as(result.toString())
                    .isNotNegative();
        }
    }

    @Test
    void machineAndLeftOutCellsAreTold() {
        MachineFacts facts = results.readMachine();
        List<LeftOut> leftOut = results.readLeftOut();

        assertThat(facts.profile()).isEqualTo("smoke");
        assertThat(facts.cells()).hasSize(matrix.cells().size());
        assertThat(facts.versions()).containsKeys("lmdb", "mvstore", "rocksdb");
        assertThat(facts.flushMicros()).isPositive();
        assertThat(leftOut).anySatisfy(left -> assertThat(left.what()).contains("mebibytes=1024"));
        assertThat(leftOut).anySatisfy(left -> assertThat(left.what()).contains("redb"));
    }

    @Test
    void noStoreIsLeftBehind() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("jmh.json", "left-out.json", "machine.json");
        }
    }

    @Test
    void unknownNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> new Matrix(Profile.SMOKE, Set.of("lmbd"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lmbd'")
                .hasMessageContaining("lmdb");
        assertThatThrownBy(() -> new Matrix(Profile.SMOKE, Set.of(), Set.of("overwright")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overwrite");
    }

    private static double score(JsonObject metrics, String name) {
        assertThat(metrics.has(name)).as(name + " in " + metrics.keySet()).isTrue();
        return metrics.getAsJsonObject(name).get("score").getAsDouble();
    }
}
