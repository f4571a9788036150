package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.PruneReport;
import dev.ize.spi.PruneReport.Kept;
import dev.ize.spi.PruneReport.PrunedBranch;
import dev.ize.spi.RemovalMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets old points by rules. */
@Command(
        name = "prune",
        header = "Forgets old versions by rules; without --force it only tells which.",
        description = {
            "A point, the tree after a change, stays if any rule keeps it, if a snapshot names it, if a branch was"
                    + " forked there, or if it is the newest of its branch. The others go for good, with their part of"
                    + " the log. Rules count each branch's own changes; with --branch only that branch is pruned.",
            "%nContent that only they had goes with the next 'ize collect'."
        },
        footer = {
            "%nDays, weeks (from Monday) and months are those of this machine's time zone.",
            "%nWith --json, each branch: branch, deleted, floor, changesKept, changesRemoved, kept (sequence, time,"
                    + " reasons); then a line with dryRun, operations, versions, bytes.",
            "%nExamples:",
            "  ize prune --keep-last 10 --keep-daily 7 --keep-monthly 12",
            "  ize prune --keep-within 30d --force && ize collect && ize compact"
        })
final class PruneCommand implements Callable<Integer> {
    private final Ize ize;

    @Option(names = "--keep-last", paramLabel = "N", description = "Keep the newest N changes.")
    private int last;

    @Option(
            names = "--keep-within",
            paramLabel = "TIME",
            description = "Keep changes up to so long before the branch's newest, as in 30d, 2w or 1d12h.")
    private Optional<String> within = Optional.empty();

    @Option(names = "--keep-daily", paramLabel = "N", description = "Keep the newest of each of the last N days.")
    private int daily;

    @Option(names = "--keep-weekly", paramLabel = "N", description = "Keep the newest of each of the last N weeks.")
    private int weekly;

    @Option(names = "--keep-monthly", paramLabel = "N", description = "Keep the newest of each of the last N months.")
    private int monthly;

    @Option(names = "--dry-run", description = "Only tell what would stay and go; so it is without --force.")
    private boolean dryRun;

    @Option(names = "--force", description = "Do it.")
    private boolean force;

    PruneCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        if (dryRun && force) {
            throw new UsageException("Give --dry-run or --force, not both.");
        }
        KeepRules rules = rules();
        PruneReport report;
        try (FileSystemStorage storage = force ? ize.openStore() : ize.openStoreToRead();
                Steps steps = ize.steps()) {
            report = storage.prune(rules, force ? RemovalMode.REMOVE : RemovalMode.DRY_RUN, steps);
        }
        if (ize.json()) {
            report.branches().forEach(branch -> ize.print(json(branch)));
            ize.print(new JsonLine()
                    .put("dryRun", !force)
                    .put("operations", report.operations())
                    .put("versions", report.versions())
                    .put("bytes", report.bytes()));
        } else {
            if (!ize.quiet()) {
                report.branches().forEach(this::print);
            }
            ize.out().line(summary(report));
        }
        return ExitCode.DONE;
    }

    private KeepRules rules() {
        for (int count : new int[] {last, daily, weekly, monthly}) {
            if (count < 0) {
                throw new UsageException("A number of points to keep must not be negative: " + count);
            }
        }
        Duration time = within.map(PointText::duration).orElse(Duration.ZERO);
        if (last + daily + weekly + monthly == 0 && time.isZero()) {
            throw new UsageException("Say what to keep, as with --keep-last 10 or --keep-within 30d.");
        }
        return KeepRules.builder()
                .keepLast(last)
                .keepWithin(time)
                .keepDaily(daily)
                .keepWeekly(weekly)
                .keepMonthly(monthly)
                .zone(ize.surroundings().zone().get())
                .branches(ize.branchName().map(List::of).orElse(List.of()))
                .build();
    }

    private void print(PrunedBranch branch) {
        String name = Printable.of(branch.name()) + (branch.deleted() ? " (deleted)" : "");
        if (branch.floor().isEmpty()) {
            ize.out()
                    .line(
                            branch.changesRemoved() == 0
                                    ? name + ": nothing goes; " + Sizes.count(branch.changesKept(), "change")
                                    : name + ": all goes");
            return;
        }
        ize.out()
                .line(name + ": " + Sizes.count(branch.changesKept(), "change") + " from "
                        + text(branch.floor().get()) + " on " + (branch.changesKept() == 1 ? "stays, " : "stay, ")
                        + Sizes.count(branch.kept().size(), "point") + " below; "
                        + Sizes.count(branch.changesRemoved(), "change")
                        + (branch.changesRemoved() == 1 ? " goes" : " go"));
        branch.kept().forEach(kept -> ize.out().line("  " + text(kept) + "  " + String.join(", ", reasons(kept))));
    }

    private String text(Kept kept) {
        return "@" + kept.point().sequence()
                + kept.effectiveTime().map(time -> " (" + ize.local(time) + ")").orElse("");
    }

    private static List<String> reasons(Kept kept) {
        return kept.reasons().stream()
                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
    }

    private String summary(PruneReport report) {
        String what = Sizes.count(report.operations(), "operation") + " and "
                + Sizes.count(report.versions(), "version") + ", about " + Sizes.bytes(report.bytes());
        return force
                ? "Removed " + what + "; 'ize collect' removes their content."
                : "Would remove " + what
                        + ", and their content by 'ize collect'. Nothing was removed; --force does it.";
    }

    private static JsonLine json(PrunedBranch branch) {
        return new JsonLine()
                .put("branch", branch.name())
                .put("deleted", branch.deleted())
                .put("floor", branch.floor().map(floor -> floor.point().sequence()))
                .put("changesKept", branch.changesKept())
                .put("changesRemoved", branch.changesRemoved())
                .put(
                        "kept",
                        branch.kept().stream()
                                .map(kept -> new JsonLine()
                                        .put("sequence", kept.point().sequence())
                                        .put("time", kept.effectiveTime())
                                        .put("reasons", reasons(kept)))
                                .toList());
    }
}
