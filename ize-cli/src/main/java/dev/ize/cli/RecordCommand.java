package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Times;
import dev.ize.cli.tree.IgnoreGlob;
import dev.ize.cli.tree.LeaveOut;
import dev.ize.cli.tree.TreeReading;
import dev.ize.cli.tree.TreeRecorder;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records local directories. */
@Command(
        name = "record",
        header = "Records local directories, one change for each.",
        description = {
            "Compares each DIR in turn with the branch's head and records the difference as one change, so that a"
                    + " list of trees becomes a history. Makes the store if there is none: .ize in the working"
                    + " directory, or where --store says.",
            "",
            "Kept: bytes, names, modes, modification times, symlinks, empty directories. Not kept: owners, extended"
                    + " attributes, and that two files are hard links of one. A file at a new path with the content of"
                    + " one that is gone is a rename, unless it is empty. Left out: what is named .ize or .git, and the"
                    + " store.",
            "",
            "Files are compared by content. Of those that it reads it notes in the store's directory, in stat-cache, what"
                    + " the file system says of them, and does not read them again until that changes.",
            "",
            "What cannot be read or kept is listed, and the head keeps what it has there; the rest is recorded, and the"
                    + " exit code is 1."
        },
        footer = {
            "",
            "A GLOB without a slash matches names at any depth; with one, the path from DIR; with one at its end,"
                    + " directories only. * and ? do not match slashes, ** does; [a-z] and [!a-z] are sets; \\ takes"
                    + " the next character as it is. What is left out is not compared: the head keeps what it has.",
            "",
            "Examples:",
            "  ize record mydir",
            "  ize record --ignore '*.log' --ignore target/ -m 'before the move' .",
            "  ize record release-1.0 release-1.1 release-1.2",
            "",
            "With --json: directory, change (if any), operations, added, changed, renamed, removed, bytesRead,"
                    + " bytesStored, seconds, skipped (path, reason)."
        })
final class RecordCommand implements Callable<Integer> {
    /** What the option does, of every command that has it. */
    static final String REREAD = "Reads files too that by length, times and inode nothing has touched since they were"
            + " recorded; only a file changed through a mapping into memory, or under another clock, can look so.";

    private final Ize ize;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "What to record.")
    private List<String> directories = List.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Why, for the log. Default: DIR's name.")
    private Optional<String> message = Optional.empty();

    @Option(names = "--author", paramLabel = "NAME", description = "Who, for the log. Default: your user name.")
    private Optional<String> author = Optional.empty();

    @Option(names = "--ignore", paramLabel = "GLOB", description = "Leaves out what matches. May be repeated.")
    private List<String> ignore = new ArrayList<>();

    @Option(names = "--reread", description = REREAD)
    private boolean reread;

    @Mixin
    private NewStoreOptions newStore = new NewStoreOptions();

    RecordCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String directory : directories) {
            sources.add(LocalDirectory.readable(ize.localPath(directory)));
        }
        List<IgnoreGlob> globs = globs(ignore);
        Path store = store();
        boolean isNew = FileSystemStorages.backendOf(store).isEmpty();
        boolean partial = false;
        try (FileSystemStorage storage = newStore.open(ize, store, StorageOptions.OpenMode.CREATE_IF_MISSING)) {
            if (isNew) {
                ize.say("Made the store " + Printable.of(store) + " (" + storage.backend() + ").");
            }
            String who = author.orElse(ize.surroundings().user());
            TreeRecorder recorder =
                    new TreeRecorder(storage, ize.branch(storage), who, reading(ize, globs, storage, reread));
            for (int i = 0; i < sources.size(); i++) {
                partial |= record(storage, recorder, directories.get(i), sources.get(i));
            }
        }
        return partial ? ExitCode.DIFFERENCE : ExitCode.DONE;
    }

    /** How a command reads local trees. */
    static TreeReading reading(Ize ize, List<IgnoreGlob> globs, FileSystemStorage storage, boolean reread) {
        LeaveOut leaveOut = LeaveOut.of(globs, storage.directory());
        return new TreeReading(leaveOut, reread, ize.surroundings().clock());
    }

    /** Reads patterns. */
    static List<IgnoreGlob> globs(List<String> patterns) {
        try {
            return patterns.stream().map(IgnoreGlob::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--ignore " + e.getMessage(), e);
        }
    }

    private Path store() {
        return ize.namedStore()
                .or(() -> StoreLocation.nearest(ize.surroundings().workingDirectory()))
                .map(StoreLocation::directory)
                .orElseGet(() -> ize.surroundings().workingDirectory().resolve(StoreLocation.DIRECTORY_NAME));
    }

    private boolean record(FileSystemStorage storage, TreeRecorder recorder, String name, Path source)
            throws IOException {
        long start = System.nanoTime();
        long before = DirectorySize.bytes(storage.directory());
        Path fileName = source.getFileName();
        String directoryName = fileName == null ? source.toString() : fileName.toString();
        TreeRecorder.Recording recording = recorder.record(
                source,
                message.orElse(directoryName),
                entries -> ize.progress(Printable.of(directoryName), OptionalLong.of(entries)));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        long stored = Math.max(0, DirectorySize.bytes(storage.directory()) - before);
        Skipped.warn(ize, recording.problems());
        if (ize.json()) {
            ize.print(json(name, recording, stored, time));
        }
        ize.say(text(storage, name, recording, stored, time));
        return recording.problems().count() > 0;
    }

    private String text(
            FileSystemStorage storage, String name, TreeRecorder.Recording recording, long stored, Duration time) {
        String read = "; read " + Sizes.bytes(recording.bytesRead());
        if (recording.change().isEmpty()) {
            return Printable.of(name) + ": nothing has changed since @"
                    + ize.branch(storage).head().point().sequence() + read + " in " + Times.duration(time) + ".";
        }
        AppliedChange change = recording.change().get();
        List<String> parts = new ArrayList<>();
        addCount(parts, recording.added(), "added");
        addCount(parts, recording.changed(), "changed");
        addCount(parts, recording.renamed(), "renamed");
        addCount(parts, recording.removed(), "removed");
        return Printable.of(name) + ": " + change.id() + ", " + Sizes.count(change.operations(), "operation") + " ("
                + String.join(", ", parts) + ")" + read + ", stored " + Sizes.bytes(stored) + " in "
                + Times.duration(time) + ".";
    }

    private static void addCount(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Sizes.count(count) + " " + what);
        }
    }

    private static JsonLine json(String name, TreeRecorder.Recording recording, long stored, Duration time) {
        return new JsonLine()
                .put("directory", name)
                .put("change", recording.change().map(AppliedChange::id).map(id -> id.value()))
                .put(
                        "operations",
                        recording.change().map(AppliedChange::operations).orElse(0L))
                .put("added", recording.added())
                .put("changed", recording.changed())
                .put("renamed", recording.renamed())
                .put("removed", recording.removed())
                .put("bytesRead", recording.bytesRead())
                .put("bytesStored", stored)
                .put("seconds", time.toNanos() / 1e9)
                .put("skipped", Skipped.json(recording.problems()));
    }
}
