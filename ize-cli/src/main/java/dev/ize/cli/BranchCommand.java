package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Point;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists and deletes branches. */
@Command(
        name = "branch",
        header = "Lists and deletes branches.",
        description = "'ize fork' makes them.",
        footer = {
            "%nExamples:",
            "  ize branch list",
            "  ize branch delete experiment",
            "%nWith --json: name, branch, head, created and, of a fork, parent, forkedAt."
        })
final class BranchCommand {
    private final Ize ize;

    BranchCommand(Ize ize) {
        this.ize = ize;
    }

    @Command(name = "list", header = "Lists the branches by name.")
    int list() {
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            List<BranchDescription> branches = storage.branches();
            Map<BranchId, String> names =
                    branches.stream().collect(Collectors.toMap(BranchDescription::id, BranchDescription::name));
            for (BranchDescription branch : branches) {
                if (ize.json()) {
                    ize.print(json(branch, names));
                } else {
                    ize.out().line(text(branch, names));
                }
            }
        }
        return ExitCode.DONE;
    }

    @Command(name = "delete", header = "Deletes a branch with its changes, except what forks and snapshots still need.")
    int delete(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        try (FileSystemStorage storage = ize.openStore()) {
            if (storage.findBranch(name).isEmpty()) {
                throw new NotFoundException("There is no such branch; 'ize branch list' shows all. branch=" + name);
            }
            if (name.equals(storage.mainBranch().name())) {
                throw new UsageException("The main branch cannot be deleted. branch=" + name);
            }
            storage.deleteBranch(name);
            ize.say(Printable.of(name) + ": deleted.");
        }
        return ExitCode.DONE;
    }

    private String text(BranchDescription branch, Map<BranchId, String> names) {
        String origin = branch.forkedFrom()
                .map(from -> "  forked from " + origin(from, names) + "@" + from.sequence() + " at "
                        + ize.local(branch.createdAt()))
                .orElse("");
        return ize.style().heading(Printable.of(branch.name())) + "  @"
                + branch.head().sequence() + origin;
    }

    private static String origin(Point from, Map<BranchId, String> names) {
        String name = names.get(from.branch());
        return name == null ? "a deleted branch, " : Printable.of(name) + ":";
    }

    private static JsonLine json(BranchDescription branch, Map<BranchId, String> names) {
        JsonLine line = new JsonLine()
                .put("name", branch.name())
                .put("branch", branch.id().value())
                .put("head", branch.head().sequence())
                .put("created", branch.createdAt().toString());
        branch.forkedFrom().ifPresent(from -> {
            String parent = names.get(from.branch());
            if (parent != null) {
                line.put("parent", parent);
            }
            line.put("forkedAt", from.sequence());
        });
        return line;
    }
}
