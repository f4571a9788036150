package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Snapshot;
import dev.ize.spi.View;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, lists and deletes snapshots. */
@Command(
        name = "snapshot",
        header = "Gives points names: makes, lists and deletes snapshots.",
        footer = {
            "%nExamples:",
            "  ize snapshot create v1.0",
            "  ize snapshot create before-lunch --at -2h -m 'still worked'",
            "  ize snapshot list",
            "%nA name is one that cannot be read as another kind of point: not head, not a time, without a colon, not"
                    + " starting with @ or -.",
            "%nWith --json: name, branch, sequence, created, message."
        })
final class SnapshotCommand {
    private final Ize ize;

    SnapshotCommand(Ize ize) {
        this.ize = ize;
    }

    @Command(name = "create", header = "Names a point, in constant time.")
    int create(
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(
                            names = "--at",
                            paramLabel = "POINT",
                            defaultValue = "head",
                            description = "What it names; see 'ize ls --help'. Default: head.")
                    String at,
            @Option(
                            names = {"-m", "--message"},
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Why.")
                    String message) {
        try (FileSystemStorage storage = ize.openStore()) {
            View view = ize.points(storage).find(ize.point(at));
            Snapshot snapshot = storage.createSnapshot(name, view, message);
            if (ize.json()) {
                ize.print(json(snapshot, BranchNames.of(storage)));
            }
            ize.say(Printable.of(name) + ": made at @" + snapshot.point().sequence() + ".");
        }
        return ExitCode.DONE;
    }

    @Command(name = "list", header = "Lists the snapshots by name.")
    int list() {
        try (FileSystemStorage storage = ize.openStore()) {
            BranchNames branches = BranchNames.of(storage);
            for (Snapshot snapshot : storage.snapshots()) {
                if (ize.json()) {
                    ize.print(json(snapshot, branches));
                } else {
                    ize.out().line(text(snapshot, branches));
                }
            }
        }
        return ExitCode.DONE;
    }

    @Command(name = "delete", header = "Forgets a snapshot's name; what it showed stays in the history.")
    int delete(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        try (FileSystemStorage storage = ize.openStore()) {
            if (storage.findSnapshot(name).isEmpty()) {
                throw new NotFoundException(
                        "There is no such snapshot; 'ize snapshot list' shows all. snapshot=" + name);
            }
            storage.deleteSnapshot(name);
            ize.say(Printable.of(name) + ": deleted.");
        }
        return ExitCode.DONE;
    }

    private String text(Snapshot snapshot, BranchNames branches) {
        String message = snapshot.message().isEmpty() ? "" : "  " + Printable.of(snapshot.message());
        return ize.style().heading(Printable.of(snapshot.name())) + "  " + branches.text(snapshot.point()) + "  "
                + ize.local(snapshot.createdAt()) + message;
    }

    private static JsonLine json(Snapshot snapshot, BranchNames branches) {
        return new JsonLine()
                .put("name", snapshot.name())
                .put("branch", branches.find(snapshot.point().branch()))
                .put("sequence", snapshot.point().sequence())
                .put("created", snapshot.createdAt().toString())
                .put("message", snapshot.message());
    }
}
