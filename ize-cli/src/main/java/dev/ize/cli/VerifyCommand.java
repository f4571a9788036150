package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Place;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a store against itself. */
@Command(
        name = "verify",
        header = "Checks everything that is stored, and says what is wrong.",
        description = {
            "Compares each record with its checksum, the chains of changes, what each operation wrote with the"
                    + " operation, the listings, and the content with its hashes. Changes nothing but with --repair.",
            "%nPrints a line for each finding: its kind, the first path and point where it shows, and what was found."
        },
        footer = {
            "%nThe exit code is 1 if anything is wrong and was not repaired.",
            "%nWith --json, each finding: kind, description, places (path, branch, sequence), repaired; then a line"
                    + " with found, repaired, sound, checked (by sort), milliseconds, diskBytes."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Ize ize;

    @Option(names = "--quick", description = "Leave out the bytes of content; that it exists is checked.")
    private boolean quick;

    @Option(
            names = "--repair",
            description = "Write anew what follows from the log and the content: listings, indexes, versions. What"
                    + " cannot be told from them stays as it is.")
    private boolean repair;

    @Option(
            names = "--accept-loss",
            description = "Open a store that has lost changes, as one that was put back to an older state, and take"
                    + " what is left as all there is, for good. Bring a backup back instead if there is one.")
    private boolean acceptLoss;

    VerifyCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        VerificationOptions options = quick ? VerificationOptions.withoutContentBytes() : VerificationOptions.full();
        options = repair ? options.repairing() : options;
        long start = System.nanoTime();
        try (FileSystemStorage storage = acceptLoss ? ize.openStoreThatLost() : open()) {
            VerificationReport report;
            try (Steps steps = ize.steps()) {
                report = storage.verify(options, steps);
            }
            long diskBytes = DirectorySize.bytes(storage.directory());
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            BranchNames branches = BranchNames.of(storage);
            report.findings().forEach(finding -> print(finding, branches));
            if (ize.json()) {
                ize.print(summary(report, diskBytes, time));
            } else {
                say(report, diskBytes, time);
            }
            return report.isSound() ? ExitCode.DONE : ExitCode.DIFFERENCE;
        }
    }

    private FileSystemStorage open() {
        return repair ? ize.openStore() : ize.openStoreToRead();
    }

    private void print(VerificationFinding finding, BranchNames branches) {
        if (ize.json()) {
            ize.print(json(finding, branches));
            return;
        }
        String where = finding.places().stream()
                .findFirst()
                .map(place -> text(place, branches))
                .orElse("-");
        int more = finding.places().size() - 1;
        ize.out()
                .line(Printable.of(kind(finding) + "  " + where + (more > 0 ? " (and " + more + " more)" : "") + "  "
                        + finding.description() + (finding.repaired() ? "  Repaired." : "")));
    }

    private static String kind(VerificationFinding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(Place place, BranchNames branches) {
        return place.path().map(path -> path + " ").orElse("") + branches.text(place.point());
    }

    private void say(VerificationReport report, long diskBytes, Duration time) {
        String checked = report.checked().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> Sizes.countOf(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
        ize.say("Checked " + checked + "; " + Sizes.bytes(diskBytes) + " on disk, in " + seconds(time) + ".");
        long kept = report.findings().size();
        if (report.found() == 0) {
            ize.say("Nothing is wrong.");
        } else {
            String unshown = report.found() > kept ? "; shown: the first " + Sizes.count(kept) : "";
            String repaired = repair ? ", " + Sizes.count(report.repaired()) + " repaired" : "";
            ize.say(Sizes.count(report.found(), "finding") + repaired + unshown + ".");
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static JsonLine json(VerificationFinding finding, BranchNames branches) {
        List<JsonLine> places = finding.places().stream()
                .map(place -> new JsonLine()
                        .put("path", place.path().map(Object::toString))
                        .put("branch", branches.find(place.point().branch()))
                        .put("sequence", place.point().sequence()))
                .toList();
        return new JsonLine()
                .put("kind", kind(finding))
                .put("description", finding.description())
                .put("places", places)
                .put("repaired", finding.repaired());
    }

    private static JsonLine summary(VerificationReport report, long diskBytes, Duration time) {
        JsonLine checked = new JsonLine();
        report.checked().forEach(checked::put);
        return new JsonLine()
                .put("found", report.found())
                .put("repaired", report.repaired())
                .put("sound", report.isSound())
                .put("checked", checked)
                .put("milliseconds", time.toMillis())
                .put("diskBytes", diskBytes);
    }
}
