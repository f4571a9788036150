package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Output;
import dev.ize.cli.output.Progress;
import dev.ize.cli.output.Steps;
import dev.ize.cli.output.Style;
import dev.ize.cli.output.Times;
import dev.ize.spi.Branch;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code ize} command itself: the options that all its commands have, and what these need of them. */
@Command(
        name = "ize",
        header = "Records file trees, and shows them as they were at any time.",
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a difference, a failed check, or a partial result",
            "2:wrong use; nothing in the store has changed",
            "3:the store failed",
            "4:a run of the compatibility kit is incomplete"
        },
        footer = {
            "%nExamples:",
            "  ize record mydir && ize log --changes",
            "  ize ls -l --at -2h",
            "  ize checkout ../yesterday --at -1d"
        })
final class Ize {
    private final Surroundings surroundings;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The store. Default: the nearest .ize at or above the working directory.")
    private Optional<String> store = Optional.empty();

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The branch to work on. Default: main.")
    private Optional<String> branch = Optional.empty();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print results for scripts: one JSON object a line, times in UTC, sizes in bytes.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only what was asked for, no summaries, and no progress bar.")
    private boolean quiet;

    Ize(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Output out() {
        return surroundings.out();
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** How text on standard output looks. */
    Style style() {
        return Style.of(surroundings.out(), surroundings.environment());
    }

    /** Prints a summary, for people: not with {@code --quiet}, and not where scripts read. */
    void say(String text) {
        if (!quiet && !json) {
            out().line(text);
        }
    }

    /** Prints a remark to standard error. */
    void warn(String text) {
        surroundings.err().line("ize: " + text);
    }

    void print(JsonLine line) {
        out().line(line.toString());
    }

    /** A progress bar for work of so many steps, where someone is looking. */
    Progress progress(String task, OptionalLong steps) {
        boolean shown = surroundings.err().isTerminal() && !quiet && !json;
        return shown ? Progress.bar(task, steps) : Progress.silent();
    }

    /** Shows how far a storage is with long work, where someone is looking. */
    Steps steps() {
        return new Steps(surroundings.err().isTerminal() && !quiet && !json);
    }

    String local(Instant time) {
        return Times.local(time, surroundings.zone().get());
    }

    /** A POINT from the command line. */
    PointText point(String text) {
        return PointText.parse(text, surroundings.clock().instant(), surroundings.zone());
    }

    /** A local path from the command line, absolute. */
    Path localPath(String text) {
        if (text.isEmpty()) {
            throw new UsageException("A local path must not be empty; write . for the working directory.");
        }
        try {
            return surroundings.workingDirectory().resolve(text);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "'" + text + "' is no local path here: " + e.getReason()
                            + ". Where it has letters beyond ASCII, the locale must be UTF-8, as with LC_ALL=C.UTF-8.",
                    e);
        }
    }

    /** A path in the store from the command line; a slash at the end may stand, as completion sets it. */
    static StorePath storePath(String text) {
        boolean slash = text.length() > 1 && text.endsWith("/");
        return StorePath.of(slash ? text.substring(0, text.length() - 1) : text);
    }

    /** The store that {@code --store} names, if it does. */
    Optional<StoreLocation> namedStore() {
        return store.map(text -> new StoreLocation(localPath(text), "--store"));
    }

    /** The store that is named, or the nearest one. */
    StoreLocation store() {
        return namedStore()
                .or(() -> StoreLocation.nearest(surroundings.workingDirectory()))
                .orElseThrow(() -> new StoreUnusableException(
                        "There is no store at or above this directory; make one with 'ize init' or 'ize record DIR',"
                                + " or name one with --store. directory="
                                + surroundings.workingDirectory()));
    }

    /** Opens the store, which must be there. */
    FileSystemStorage openStore() {
        return openStore(StorageOptions.OpenMode.EXISTING);
    }

    /** Opens the store though it lacks changes that were durable, and takes what it has as all there is. */
    FileSystemStorage openStoreThatLost() {
        return open(options(StorageOptions.OpenMode.EXISTING).acceptLoss(true));
    }

    /** Opens the store for what only reads: also where it cannot be written. */
    FileSystemStorage openStoreToRead() {
        boolean writable = Files.isWritable(store().directory());
        return openStore(writable ? StorageOptions.OpenMode.EXISTING : StorageOptions.OpenMode.READ_ONLY);
    }

    private FileSystemStorage openStore(StorageOptions.OpenMode mode) {
        return open(options(mode));
    }

    private StorageOptions.Builder options(StorageOptions.OpenMode mode) {
        return StorageOptions.builder().mode(mode).clock(surroundings.clock());
    }

    private FileSystemStorage open(StorageOptions.Builder options) {
        return FileSystemStorages.open(store().directory(), options.build());
    }

    /** The branch to work on. */
    Branch branch(FileSystemStorage storage) {
        return branch.map(storage::branch).orElseGet(storage::mainBranch);
    }

    /** The name of the branch to work on, as given. */
    Optional<String> branchName() {
        return branch;
    }

    /** Finds points in the store, on the branch to work on. */
    PointFinder points(FileSystemStorage storage) {
        return new PointFinder(storage, branch(storage));
    }
}
