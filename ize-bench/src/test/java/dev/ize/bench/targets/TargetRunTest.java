package dev.ize.bench.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.ize.bench.raw.ResultDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quick run over every line that needs no script, with two tiny releases. */
@Tag("once")
final class TargetRunTest {
    private static final Set<String> LINES_OF_THE_SCRIPT = Set.of("start", "unchanged", "record");

    @TempDir
    private static Path directory;

    private static List<LineResult> results;
    private static Path out;

    @BeforeAll
    static void runQuickly() throws IOException {
        List<Path> releases = new ArrayList<>();
        for (String name : List.of("1.0", "1.1")) {
            Path release = Files.createDirectories(directory.resolve(name));
            Files.writeString(release.resolve("file"), "content of " + name);
            Files.writeString(release.resolve("unchanged"), "always the same");
            releases.add(release);
        }
        out = directory.resolve("out");
        new TargetRun(Set.of(), Set.of(), releases, true).run(out, text -> {});
        results = new Gson()
                .fromJson(new ResultDirectory(out).readJson(TargetRun.FILE), new TypeToken<List<LineResult>>() {});
    }

    @Test
    void everyTargetOfEveryLineHasAFigureOnEveryEngine() {
        for (LineResult result : results) {
            if (LINES_OF_THE_SCRIPT.contains(result.line())) {
                continue;
            }
            TargetLine line = TargetLine.find(result.line()).orElseThrow();
            for (Target target : line.targets()) {
                assertThat(result.findings().stream()
                                .filter(finding -> finding.target().equals(target.id()))
                                .map(Finding::engine))
                        .as(target.id() + " " + result.leftOut())
                        .containsExactlyInAnyOrder("lmdb", "mvstore", "rocksdb");
            }
        }
    }

    @Test
    void everyLineIsMeasuredOrSaysWhyNot() {
        assertThat(results.stream().map(LineResult::line))
                .containsExactlyElementsOf(
                        Stream.of(TargetLine.values()).map(TargetLine::id).toList());
        assertThat(results.stream()
                        .filter(result -> !result.leftOut().isEmpty())
                        .map(LineResult::line)
                        .collect(Collectors.toSet()))
                .isEqualTo(LINES_OF_THE_SCRIPT);
    }

    @Test
    void quickRunGivesNoVerdict() {
        assertThat(out.resolve(TargetPage.FILE))
                .content()
                .contains("Its figures mean nothing")
                .doesNotContain(", missed")
                .doesNotContain(", met");
    }

    @Test
    void nothingIsLeftBehindButResults() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("targets.json", "targets.md", "machine.json", "left-out.json");
        }
    }

    @Test
    void unknownNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> new TargetRun(Set.of("lmbd"), Set.of(), List.of(), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lmbd'")
                .hasMessageContaining("lmdb");
        assertThatThrownBy(() -> new TargetRun(Set.of(), Set.of("reed"), List.of(), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read");
    }
}
