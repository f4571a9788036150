package dev.ize.cli.tree;

import dev.ize.cli.output.Progress;
import dev.ize.spi.Entry;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Tells how a local directory differs from a view, as the next recording would see it, and writes nothing. */
public final class TreeStatus {
    private final Path store;
    private final View view;
    private final TreeReading reading;
    private final Problems problems = new Problems();

    /** What became of an entry. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** Another content or target, and perhaps other attributes. */
        MODIFIED,
        /** Another mode or modification time only. */
        ATTRIBUTES,
        RENAMED
    }

    /**
     * One difference.
     *
     * @param kind what became of the entry
     * @param path where it is, or was if it was removed
     * @param from where it was, if it was renamed
     */
    public record Line(Kind kind, StorePath path, Optional<StorePath> from) {}

    /** Compares with a view of the store in a directory. */
    public TreeStatus(Path store, View view, TreeReading reading) {
        this.store = store;
        this.view = view;
        this.reading = reading;
    }

    /**
     * Compares a directory with the view.
     *
     * @param progress starts to show progress towards a number of entries
     * @param lines takes the differences on the caller's thread: first, in the order of paths, what is new, changed or
     *     renamed; then what is gone, from the bottom up; last what took the path of something of another kind
     * @throws IOException if the directory itself cannot be read
     */
    public void compare(Path directory, LongFunction<Progress> progress, Consumer<Line> lines) throws IOException {
        try (StatCache cache = reading.cache(store, directory);
                TreeComparison comparison =
                        new TreeComparison(view, directory, reading.leaveOut(), problems, new Lines(lines), cache);
                Progress shown = progress.apply(comparison.survey())) {
            comparison.run(shown);
        }
    }

    /** What was passed over. */
    public Problems problems() {
        return problems;
    }

    private static final class Lines implements TreeSink {
        private final Consumer<Line> lines;

        Lines(Consumer<Line> lines) {
            this.lines = lines;
        }

        @Override
        public void directoryAdded(LocalEntry directory) {
            line(Kind.ADDED, directory.path());
        }

        @Override
        public void symlinkAdded(LocalEntry link, byte[] target) {
            line(Kind.ADDED, link.path());
        }

        @Override
        public void fileAdded(LocalFile file) {
            line(Kind.ADDED, file.path());
        }

        @Override
        public void fileRenamed(Entry before, LocalFile file) {
            lines.accept(new Line(Kind.RENAMED, file.path(), Optional.of(before.path())));
        }

        @Override
        public void contentChanged(Entry before, LocalFile file) {
            line(Kind.MODIFIED, file.path());
        }

        @Override
        public void targetChanged(Entry before, LocalEntry link, byte[] target) {
            line(Kind.MODIFIED, link.path());
        }

        @Override
        public void attributesChanged(Entry before, LocalEntry entry) {
            line(Kind.ATTRIBUTES, entry.path());
        }

        @Override
        public void removed(Entry before) {
            line(Kind.REMOVED, before.path());
        }

        private void line(Kind kind, StorePath path) {
            lines.accept(new Line(kind, path, Optional.empty()));
        }
    }
}
