package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Progress;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Times;
import dev.ize.cli.tree.CheckoutWriter;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a tree out to a local directory. */
@Command(
        name = "checkout",
        header = "Writes a tree out to a local directory.",
        description = {
            "Exact to bytes, modes, modification times and symlinks. Nothing is written outside TARGET, and no symlink in it is followed."
        },
        footer = {
            "",
            "With --force, what is in the way is replaced, a directory with all that is in it if a file belongs"
                    + " there; anything else in TARGET stays.",
            "",
            "What cannot be written is listed, the rest is written, and the exit code is 1.",
            "",
            "Examples:",
            "  ize checkout ../yesterday --at -1d",
            "  ize checkout out --at v1.0 --path docs",
            "",
            "With --json: target, entries, bytes, seconds, skipped (path, reason)."
        })
final class CheckoutCommand implements Callable<Integer> {
    private final Ize ize;

    @Parameters(paramLabel = "TARGET", description = "A local directory: new, empty, or any with --force.")
    private String target = "";

    @Mixin
    private AtOption at = new AtOption();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Writes what is in that directory of the store, or that file. Default: the root.")
    private String path = "/";

    @Option(names = "--force", description = "Writes into a directory that is not empty.")
    private boolean force;

    CheckoutCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        StorePath from = Ize.storePath(path);
        Path directory = ize.localPath(target);
        long start = System.nanoTime();
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            View view = at.view(ize, storage);
            view.entry(from);
            check(directory, storage.directory());
            Files.createDirectories(directory);
            CheckoutWriter writer = new CheckoutWriter(view, storage.directory().toRealPath(), force);
            long bytes;
            try (Progress progress = ize.progress("checkout", OptionalLong.empty())) {
                writer.write(from, directory.toRealPath(), progress);
                bytes = progress.bytes();
            }
            Skipped.warn(ize, writer.problems());
            report(writer, bytes, Duration.ofNanos(System.nanoTime() - start));
            return writer.problems().count() > 0 ? ExitCode.DIFFERENCE : ExitCode.DONE;
        }
    }

    private void check(Path directory, Path store) throws IOException {
        Path existing = directory;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new UsageException("That is no directory; name one that is new or empty: " + existing);
        }
        if (existing.toRealPath().startsWith(store.toRealPath())) {
            throw new UsageException("That is inside the store; check out elsewhere: " + directory);
        }
        if (!existing.equals(directory) || force) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            if (children.iterator().hasNext()) {
                throw new UsageException("The directory is not empty; name another, or replace what is in the way"
                        + " with --force: " + directory);
            }
        }
    }

    private void report(CheckoutWriter writer, long bytes, Duration time) {
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("target", target)
                    .put("entries", writer.written())
                    .put("bytes", bytes)
                    .put("seconds", time.toNanos() / 1e9)
                    .put("skipped", Skipped.json(writer.problems())));
        }
        String entries = Sizes.countOf(writer.written(), "entries");
        ize.say(Printable.of(target) + ": " + entries + ", " + Sizes.bytes(bytes) + " in " + Times.duration(time)
                + ".");
    }
}
