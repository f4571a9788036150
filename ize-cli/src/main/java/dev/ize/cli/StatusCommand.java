package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Progress;
import dev.ize.cli.output.Style;
import dev.ize.cli.tree.TreeStatus;
import dev.ize.spi.FileSystemStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a local directory with the store. */
@Command(
        name = "status",
        header = "Shows what 'ize record' would record.",
        description = {
            "A added, D deleted, M modified, T only mode or modification time, R renamed. Writes nothing. Files are"
                    + " compared by content; those that nothing has touched since 'ize record' read them are not"
                    + " read again. The exit code is 1 if anything differs."
        },
        footer = {
            "%nExamples:",
            "  ize status mydir",
            "  ize status mydir --at v1.0 --quiet && echo 'as released'",
            "%nWith --json: kind (added, removed, modified, attributes, renamed), path, from (of a rename)."
        })
final class StatusCommand implements Callable<Integer> {
    private final Ize ize;
    private boolean differs;

    @Parameters(paramLabel = "DIR", description = "A local directory.")
    private String directory = "";

    @Mixin
    private AtOption at = new AtOption();

    @Option(names = "--ignore", paramLabel = "GLOB", description = "Leaves out what matches; see 'ize record --help'.")
    private List<String> ignore = new ArrayList<>();

    @Option(names = "--reread", description = RecordCommand.REREAD)
    private boolean reread;

    StatusCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        Path source = LocalDirectory.readable(ize.localPath(directory));
        var globs = RecordCommand.globs(ignore);
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            TreeStatus status = new TreeStatus(
                    storage.directory(), at.view(ize, storage), RecordCommand.reading(ize, globs, storage, reread));
            status.compare(source, this::progress, this::print);
            Skipped.warn(ize, status.problems());
            if (!differs && status.problems().count() == 0) {
                ize.say(Printable.of(directory) + ": nothing differs.");
                return ExitCode.DONE;
            }
            return ExitCode.DIFFERENCE;
        }
    }

    /** Lines and a bar do not go together on one terminal. */
    private Progress progress(long entries) {
        return ize.out().isTerminal() ? Progress.silent() : ize.progress("compare", OptionalLong.of(entries));
    }

    private void print(TreeStatus.Line line) {
        differs = true;
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("kind", line.kind().name().toLowerCase(Locale.ROOT))
                    .put("path", line.path().toString())
                    .put("from", line.from()));
        } else if (!ize.quiet()) {
            ize.out().line(text(line, ize.style()));
        }
    }

    private static String text(TreeStatus.Line line, Style style) {
        String path = Printable.of(line.path());
        return switch (line.kind()) {
            case ADDED -> style.added("A " + path);
            case REMOVED -> style.removed("D " + path);
            case MODIFIED -> style.changed("M " + path);
            case ATTRIBUTES -> style.changed("T " + path);
            case RENAMED -> style.changed("R " + Printable.of(line.from().orElseThrow()) + " -> " + path);
        };
    }
}
