package dev.ize.bench.history;

import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.ContenderDescription.Reach;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a whole copy of each release: what one does without any tool.
 *
 * @param flushed whether each file and directory is flushed
 */
record PlainCopy(boolean flushed) implements Contender {
    @Override
    public ContenderDescription description() {
        return new ContenderDescription(
                flushed ? "copy-synced" : "copy",
                "plain copy",
                "Java " + System.getProperty("java.version"),
                Reach.IN_PROCESS,
                flushed ? Guarantee.POWER_CUT : Guarantee.PROCESS_DEATH,
                flushed ? "each file and directory flushed" : "nothing flushed");
    }

    @Override
    public Archive create(Path directory) {
        return new Copies(directory, flushed);
    }

    private static final class Copies implements Archive {
        private final Path directory;
        private final boolean flushed;
        private int recorded;

        Copies(Path directory, boolean flushed) {
            this.directory = directory;
            this.flushed = flushed;
        }

        private Path release(int number) {
            return directory.resolve("release-" + number);
        }

        @Override
        public void record(Release release) throws IOException {
            copy(release.directory(), release(recorded), flushed);
            if (flushed) {
                flush(directory);
            }
            recorded++;
        }

        private static void copy(Path from, Path to, boolean flushed) throws IOException {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes)
                        throws IOException {
                    if (ReleaseTree.isLeftOut(source)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectories(to.resolve(from.relativize(source)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                    Path target = to.resolve(from.relativize(source));
                    Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                    if (flushed && attributes.isRegularFile()) {
                        flush(target);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path source, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    if (flushed) {
                        flush(to.resolve(from.relativize(source)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }

        /** A channel that reads can flush too, and a directory can be opened for nothing else. */
        private static void flush(Path path) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public byte[] read(int release, String path) throws IOException {
            return Files.readAllBytes(release(release).resolve(path));
        }

        @Override
        public SortedSet<Integer> history(String path) throws IOException {
            SortedSet<Integer> changed = new TreeSet<>();
            for (int i = 0; i < recorded; i++) {
                Path now = release(i).resolve(path);
                boolean same = i == 0 ? !isThere(now) : areEqual(release(i - 1).resolve(path), now);
                if (!same) {
                    changed.add(i);
                }
            }
            return changed;
        }

        /** Whether a file or symlink is there. */
        private static boolean isThere(Path path) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        }

        private static boolean areEqual(Path one, Path other) throws IOException {
            if (!isThere(one) || !isThere(other)) {
                return isThere(one) == isThere(other);
            }
            if (Files.isSymbolicLink(one) || Files.isSymbolicLink(other)) {
                return Files.isSymbolicLink(one)
                        && Files.isSymbolicLink(other)
                        && Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
            }
            return Files.isExecutable(one) == Files.isExecutable(other) && Files.mismatch(one, other) == -1;
        }

        @Override
        public void checkOut(int release, Path target) throws IOException {
            copy(release(release), target, false);
        }

        @Override
        public SortedMap<String, PathChange> difference(int before, int after) throws IOException {
            SortedMap<String, PathChange> changes = new TreeMap<>();
            for (String path : paths(release(before))) {
                Path later = release(after).resolve(path);
                if (!isThere(later)) {
                    changes.put(path, PathChange.REMOVED);
                } else if (!areEqual(release(before).resolve(path), later)) {
                    changes.put(path, PathChange.MODIFIED);
                }
            }
            for (String path : paths(release(after))) {
                if (!isThere(release(before).resolve(path))) {
                    changes.put(path, PathChange.ADDED);
                }
            }
            return changes;
        }

        private static SortedSet<String> paths(Path release) throws IOException {
            SortedSet<String> paths = new TreeSet<>();
            Files.walkFileTree(release, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    paths.add(ReleaseTree.path(release, file));
                    return FileVisitResult.CONTINUE;
                }
            });
            return paths;
        }

        @Override
        public void branch(String name, int release) throws IOException {
            copy(release(release), directory.resolve(name), flushed);
        }

        @Override
        public byte[] readOnBranch(String name, String path) throws IOException {
            return Files.readAllBytes(directory.resolve(name).resolve(path));
        }

        @Override
        public long diskBytes() throws IOException {
            return DiskBlocks.bytes(directory);
        }

        @Override
        public boolean upkeep() {
            return false;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
