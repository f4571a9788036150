package dev.ize.bench.report;

import dev.ize.bench.page.Block;
import dev.ize.bench.page.Block.Cell;
import dev.ize.bench.page.Block.Column;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.Unit;
import dev.ize.bench.raw.MachineFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where, when and how a run took place, and what is missing. */
final class RunSection {
    private RunSection() {}

    /** The first lines of the page. */
    static List<String> lead(RunResults results) {
        MachineFacts machine = results.machine();
        List<String> lines = new ArrayList<>();
        if (results.isSmoke()) {
            lines.add("A smoke run: everything once, at small sizes, in one JVM. It shows that everything works; its"
                    + " figures say nothing about speed.");
        } else {
            lines.add(
                    "The same file-system work on every backend of Ize, beside the bare engines and beside git, JGit and a"
                            + " copy, measured in one run.");
        }
        lines.add("Profile `" + machine.profile() + "`, " + machine.date() + ", commit `" + machine.commit() + "`.");
        lines.add(machine.cpu() + ", " + machine.cores() + " cores, "
                + Unit.BYTES.text((double) machine.memoryBytes()) + " of memory; " + machine.system() + "; "
                + machine.fileSystem() + "; a flush of 4 KiB takes "
                + Unit.NANOSECONDS.text(1000 * machine.flushMicros()) + "; " + machine.java() + ".");
        return lines;
    }

    static Page.Section leftOut(RunResults results) {
        List<List<Cell>> rows = results.leftOut().stream()
                .map(one -> List.of(Cell.of(one.what()), Cell.of(one.reason())))
                .toList();
        Block block = rows.isEmpty()
                ? new Block.Paragraph("Nothing.")
                : new Block.Table("Not measured in this run", List.of(Column.words("what"), Column.words("why")), rows);
        return new Page.Section("left-out", "What was left out", List.of(block));
    }

    static Page.Section method(RunResults results) {
        MachineFacts machine = results.machine();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", machine.date());
        facts.put("took", Unit.NANOSECONDS.text(machine.seconds() * 1e9));
        facts.put("profile", machine.profile());
        facts.put("commit", machine.commit());
        facts.put("processor", machine.cpu() + ", " + machine.cores() + " cores");
        facts.put("memory", Unit.BYTES.text((double) machine.memoryBytes()));
        facts.put("system", machine.system());
        facts.put("file system", machine.fileSystem());
        facts.put("flush of 4 KiB", Unit.NANOSECONDS.text(1000 * machine.flushMicros()));
        facts.put("Java", machine.java());
        facts.put("flags of the JVMs", String.join(" ", machine.jvmArguments()));
        facts.put("JVMs for a cell", Integer.toString(machine.forks()));
        machine.versions().forEach((what, version) -> facts.put("version: " + what, version));
        machine.settings().forEach((what, setting) -> facts.put("setting: " + what, setting));
        results.history()
                .ifPresent(history -> history.contenders()
                        .forEach(result -> facts.put(
                                "history: " + result.contender().id(),
                                result.contender().version() + "; "
                                        + result.contender().durability())));
        List<List<Cell>> rows = facts.entrySet().stream()
                .map(fact ->
                        List.of(Cell.of(fact.getKey()), Cell.of(fact.getValue().isEmpty() ? "–" : fact.getValue())))
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        "By JMH: every cell in JVMs of its own, warmed up, on a store in a fresh directory."
                                + " ± is half of the interval in which the mean lies with a probability of 99.9 %, over all iterations of"
                                + " all these JVMs. Ratios are of figures of this run; their interval is the widest that both errors allow."
                                + " Figures of other machines, or of this one while it does other things, cannot be compared with these."));
        blocks.add(
                new Block.Table("Machine, versions, settings", List.of(Column.words("what"), Column.words("")), rows));
        return new Page.Section("method", "How it was measured", blocks);
    }
}
