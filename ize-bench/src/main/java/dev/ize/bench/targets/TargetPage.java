package dev.ize.bench.targets;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.ize.bench.page.Block;
import dev.ize.bench.page.Block.Cell;
import dev.ize.bench.page.Block.Column;
import dev.ize.bench.page.Block.Tone;
import dev.ize.bench.page.MarkdownPage;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.Unit;
import dev.ize.bench.raw.LeftOut;
import dev.ize.bench.raw.MachineFacts;
import dev.ize.bench.raw.ResultDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The page of a run: every line with its limits and what was reached, each miss with where it goes. */
public final class TargetPage {
    /** The page's name in the directory of the results. */
    public static final String FILE = "targets.md";

    private final MachineFacts machine;
    private final List<LineResult> results;
    private final List<LeftOut> leftOut;

    private TargetPage(MachineFacts machine, List<LineResult> results, List<LeftOut> leftOut) {
        this.machine = machine;
        this.results = results;
        this.leftOut = leftOut;
    }

    /** Writes the page anew from the raw results that lie in a directory. */
    public static void write(Path directory) throws IOException {
        ResultDirectory raw = new ResultDirectory(directory);
        List<LineResult> results =
                new Gson().fromJson(raw.readJson(TargetRun.FILE), new TypeToken<List<LineResult>>() {});
        Page page = new TargetPage(raw.readMachine(), results, raw.readLeftOut()).page();
        Files.writeString(directory.resolve(FILE), MarkdownPage.of(page, Map.of()));
    }

    private Page page() {
        return new Page(
                "Ize: targets of speed and size",
                List.of(lead(), machineText()),
                List.of(reached(), missed(), figures(), notMeasured(), method()));
    }

    private String lead() {
        long met = verdicts().stream().filter(Verdict::isMet).count();
        long missed = verdicts().stream().filter(Verdict::isMissed).count();
        String count = String.format(Locale.ROOT, "%d of %d limits are met, %d are missed.", met, met + missed, missed);
        return isQuick()
                ? "A quick run, which shows that every line can be measured. Its figures mean nothing."
                : count + " All ratios are of figures of this run.";
    }

    private String machineText() {
        return String.format(
                Locale.ROOT,
                "%s, commit `%s`. %s, %d cores, %s of memory; %s; %s; a flush of 4 KiB takes %s; %s. The run took %.0f s.",
                machine.date(),
                machine.commit(),
                machine.cpu(),
                machine.cores(),
                Unit.BYTES.text((double) machine.memoryBytes()),
                machine.system(),
                machine.fileSystem(),
                Unit.NANOSECONDS.text(machine.flushMicros() * 1000),
                machine.java(),
                machine.seconds());
    }

    private List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (LineResult result : results) {
            verdicts.addAll(verdicts(result));
        }
        return verdicts;
    }

    private List<Verdict> verdicts(LineResult result) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Target target : TargetLine.find(result.line()).orElseThrow().targets()) {
            result.findings().stream()
                    .filter(finding -> finding.target().equals(target.id()))
                    .map(finding -> isQuick() ? Verdict.withheld(target, finding) : Verdict.of(target, finding))
                    .forEach(verdicts::add);
        }
        return verdicts;
    }

    private boolean isQuick() {
        return machine.forks() == 0;
    }

    private List<String> engines() {
        return List.copyOf(machine.versions().keySet());
    }

    private Page.Section reached() {
        List<Column> columns = new ArrayList<>(List.of(Column.words("what")));
        engines().forEach(engine -> columns.add(Column.words(engine)));
        List<List<Cell>> rows = new ArrayList<>();
        for (LineResult result : results) {
            List<Verdict> verdicts = verdicts(result);
            if (verdicts.isEmpty()) {
                continue;
            }
            rows.add(List.of(Cell.of(result.line() + ": "
                    + TargetLine.find(result.line()).orElseThrow().title())));
            Set<String> titles = new LinkedHashSet<>();
            verdicts.forEach(verdict -> titles.add(verdict.title()));
            for (String title : titles) {
                rows.add(row(title, verdicts));
            }
        }
        return new Page.Section(
                "reached",
                "What was reached",
                List.of(new Block.Table("Each target with what was reached of it", columns, rows)));
    }

    private List<Cell> row(String title, List<Verdict> verdicts) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(title)));
        for (String engine : engines()) {
            Optional<Verdict> found = verdicts.stream()
                    .filter(verdict -> verdict.title().equals(title)
                            && verdict.finding().engine().equals(engine))
                    .findFirst();
            row.add(found.map(TargetPage::cell).orElse(Cell.NOTHING));
        }
        return row;
    }

    private static Cell cell(Verdict verdict) {
        if (verdict.limit().isEmpty()) {
            return Cell.of(verdict.valueText(), verdict.spreadText()).in(Tone.FAINT);
        }
        String text = verdict.valueText() + ", " + verdict.word() + " " + verdict.limitText();
        return Cell.of(text, verdict.spreadText()).in(verdict.isMet() ? Tone.GOOD : Tone.BAD);
    }

    private Page.Section missed() {
        List<String> lines = verdicts().stream()
                .filter(Verdict::isMissed)
                .map(TargetPage::line)
                .toList();
        Block block = lines.isEmpty()
                ? new Block.Paragraph("No limit was missed of what was measured.")
                : new Block.Notes(lines);
        return new Page.Section("missed", "What was missed", List.of(block));
    }

    private static String line(Verdict verdict) {
        return verdict.line() + " — " + details(verdict.finding());
    }

    private static String details(Finding finding) {
        List<String> parts = new ArrayList<>();
        finding.measured().forEach(measured -> parts.add(measured.text()));
        parts.addAll(finding.notes());
        return String.join("; ", parts);
    }

    private Page.Section figures() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Verdict verdict : verdicts()) {
            rows.add(List.of(
                    Cell.of(verdict.finding().target()
                            + (verdict.finding().variant().isEmpty()
                                    ? ""
                                    : " " + verdict.finding().variant())),
                    Cell.of(verdict.finding().engine()),
                    Cell.of(details(verdict.finding()))));
        }
        return new Page.Section(
                "figures",
                "The figures behind",
                List.of(new Block.Table(
                        "Both sides, from the least to the greatest of their turns",
                        List.of(Column.words("what"), Column.words("engine"), Column.words("figures")),
                        rows)));
    }

    private Page.Section notMeasured() {
        List<LeftOut> all = new ArrayList<>(leftOut);
        results.forEach(result -> all.addAll(result.leftOut()));
        Block block = all.isEmpty()
                ? new Block.Paragraph("Every line was measured.")
                : new Block.Notes(all.stream()
                        .map(left -> left.what() + ": " + left.reason())
                        .toList());
        return new Page.Section("not-measured", "What was not measured", List.of(block));
    }

    private Page.Section method() {
        List<String> lines = new ArrayList<>(List.of(
                "Each line has a JVM of its own. Sides are measured in turns, all of them in each turn; a figure is the"
                        + " middle of its turns, and the spread is from the least to the greatest.",
                "A ratio is of the middles; its spread is of the ratios within one turn.",
                "Nothing counts before what is read was compared with what was recorded.",
                "Both sides of a ratio promise the same: what is durable is flushed by all."));
        for (LineResult result : results) {
            lines.add(String.format(Locale.ROOT, "%s took %.0f s.", result.line(), result.seconds()));
        }
        return new Page.Section("method", "How it was measured", List.of(new Block.Notes(lines)));
    }
}
