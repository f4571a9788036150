package dev.ize.bench.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.bench.page.Unit;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.MachineFacts;
import dev.ize.bench.raw.ResultDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of findings, and by which limits. */
final class TargetPageTest {
    @TempDir
    private Path directory;

    @Test
    void valueOnTheLimitIsMetAndOneBeyondItIsMissed() throws IOException {
        String page = page(overwrite("lmdb", 1.35), overwrite("rocksdb", 1.21));

        assertThat(page).contains("**1.35 ×, met ≤ 1.35 ×**").contains("1.21 ×, missed ≤ 1.20 ×");
        assertThat(page).contains("1 of 2 limits are met, 1 are missed.");
    }

    @Test
    void missIsShownWithBothSidesAndItsNotes() throws IOException {
        String page = page(overwrite("rocksdb", 2).with(List.of("processor time of all threads: 80 µs")));

        assertThat(missed(page))
                .contains("overwrite-bare, rocksdb: 2.00 ×, missed")
                .contains("Ize 200 µs")
                .contains("bare 100 µs")
                .contains("processor time of all threads: 80 µs");
    }

    @Test
    void engineThatTheTableDoesNotKnowHasFiguresAndNoVerdict() throws IOException {
        String page = page(overwrite("another", 40));

        assertThat(page).contains("40.0 ×").contains("0 of 0 limits are met");
        assertThat(missed(page)).doesNotContain("another");
    }

    @Test
    void limitOfAVariantIsNotThatOfAnother() {
        Target size = TargetLine.IMPORT.targets().stream()
                .filter(target -> target.id().equals("size-packed"))
                .findFirst()
                .orElseThrow();

        assertThat(size.limit("lmdb", "bundles")).hasValue(2.0);
        assertThat(size.limit("lmdb", "sources")).hasValue(2.8);
        assertThat(size.limit("lmdb", "given")).isEmpty();
    }

    @Test
    void whatWasLeftOutIsOnThePageWithItsReason() throws IOException {
        String page = page();

        assertThat(page).contains("start: no script");
    }

    @Test
    void ratioIsOfTheMiddlesAndItsSpreadOfTheTurns() {
        Measured own = new Measured("Ize", Unit.NANOSECONDS, List.of(1.0, 2.0, 4.0));
        Measured other = new Measured("git", Unit.NANOSECONDS, List.of(10.0, 10.0, 10.0));

        Finding finding = Finding.timesBetter("import-git", "", "lmdb", own, other);

        assertThat(finding.value()).isEqualTo(5);
        assertThat(finding.low()).isEqualTo(2.5);
        assertThat(finding.high()).isEqualTo(10);
    }

    @Test
    void targetsHaveDifferentNames() {
        List<String> ids = Arrays.stream(TargetLine.values())
                .flatMap(line -> line.targets().stream())
                .map(Target::id)
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    private static Finding overwrite(String engine, double ratio) {
        Measured own = Measured.once("Ize", Unit.NANOSECONDS, 100_000 * ratio);
        return Finding.ratio("overwrite-bare", "", engine, own, Measured.once("bare", Unit.NANOSECONDS, 100_000));
    }

    private static String missed(String page) {
        return page.substring(page.indexOf("## What was missed"), page.indexOf("## The figures behind"));
    }

    private String page(Finding... findings) throws IOException {
        ResultDirectory raw = new ResultDirectory(directory);
        Map<String, String> engines = Map.of("lmdb", "one", "rocksdb", "two", "another", "three");
        raw.writeMachine(new MachineFacts(
                "2026-01-01T00:00:00Z",
                1,
                "targets",
                "abc",
                "cpu",
                2,
                1,
                "system",
                "disk",
                100,
                "java",
                List.of(),
                1,
                engines,
                Map.of(),
                List.of()));
        raw.writeLeftOut(List.of());
        raw.writeJson(
                TargetRun.FILE,
                List.of(
                        new LineResult("overwrite", 1, List.of(findings), List.of()),
                        new LineResult("start", 1, List.of(), List.of(new LeftOut("start", "no script")))));
        TargetPage.write(directory);
        return Files.readString(directory.resolve(TargetPage.FILE));
    }
}
