package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Output;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.core.dump.DumpOutline;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.FileSystemStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the store as one stream. */
@Command(
        name = "dump",
        header = "Writes the store as one stream, for backup or another engine.",
        description = {
            "All changes with their content, forks, snapshots and deletions, in their order, to standard output or to a"
                    + " file of which only you can read. 'ize load' makes the same store of it, on any engine.",
            "",
            "With --since or --after, only what came later: it is loaded into a store that has what came before."
        },
        footer = {
            "%nExamples:",
            "  ize dump -o monday.ize",
            "  ize dump --after monday.ize -o tuesday.ize",
            "  ize dump | ssh elsewhere ize load --store backup",
            "%nWith --json, where -o is given: base, end, changes, acts, objects, bytes."
        })
final class DumpCommand implements Callable<Integer> {
    private final Ize ize;

    @Option(
            names = "--since",
            paramLabel = "POINT",
            description = "Only what came after a point, whatever branch it is on. See 'ize ls --help' for points.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--after", paramLabel = "DUMP", description = "Only what came after an earlier dump, a file.")
    private Optional<String> after = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; it is replaced when the dump is whole. Default: standard output.")
    private Optional<String> output = Optional.empty();

    DumpCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() throws IOException {
        if (output.isEmpty() && ize.out().isTerminal()) {
            throw new UsageException("A dump is nothing to look at; give -o FILE, or send it through a pipe.");
        }
        if (since.isPresent() && after.isPresent()) {
            throw new UsageException("Give --since or --after, not both.");
        }
        Optional<DumpOptions> earlier = after.isPresent() ? Optional.of(afterDump(after.get())) : Optional.empty();
        try (FileSystemStorage storage = ize.openStoreToRead();
                Steps progress = ize.steps()) {
            DumpOptions options = earlier.orElseGet(() -> sincePoint(storage));
            if (output.isEmpty()) {
                storage.dump(new OutputBytes(ize.out()), options, progress);
            } else {
                Path file = ize.localPath(output.get());
                say(output.get(), write(storage, file, options, progress));
            }
        }
        return ExitCode.DONE;
    }

    private DumpOptions afterDump(String file) throws IOException {
        try (InputStream in = Files.newInputStream(ize.localPath(file))) {
            return DumpOptions.after(DumpOutline.of(in).end());
        }
    }

    private DumpOptions sincePoint(FileSystemStorage storage) {
        if (since.isEmpty()) {
            return DumpOptions.all();
        }
        PointText point = ize.point(since.get());
        if (point.branch().isEmpty() && point.place() instanceof PointText.AtOperation at) {
            // Also the number of a fork, snapshot or deletion, which no branch has.
            return DumpOptions.since(at.id().value());
        }
        return DumpOptions.since(ize.points(storage).find(point).point().sequence());
    }

    private static DumpSummary write(FileSystemStorage storage, Path file, DumpOptions options, Steps progress)
            throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, ownerOnly(part));
        try {
            DumpSummary summary;
            try (OutputStream out = Files.newOutputStream(part)) {
                summary = storage.dump(out, options, progress);
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return summary;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void say(String file, DumpSummary summary) {
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("base", summary.base().sequence())
                    .put("end", summary.end().sequence())
                    .put("changes", summary.changes())
                    .put("acts", summary.acts())
                    .put("objects", summary.objects())
                    .put("bytes", summary.bytes()));
        }
        ize.say(dev.ize.cli.output.Printable.of(file) + ": @" + summary.base().sequence() + " to @"
                + summary.end().sequence() + ", " + Sizes.count(summary.changes(), "change") + ", "
                + Sizes.bytes(summary.bytes()) + ".");
    }

    /** The bytes of a command's output. */
    private static final class OutputBytes extends OutputStream {
        private final Output out;

        OutputBytes(Output out) {
            this.out = out;
        }

        @Override
        public void write(int value) {
            out.write(new byte[] {(byte) value}, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.write(offset == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, offset, offset + length), length);
        }

        @Override
        public void flush() {
            out.flush();
        }
    }
}
