package dev.ize.bench.history;

import dev.ize.spi.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a directory holds as far as every contender keeps it: files and symlinks, their bytes, and whether a file can be
 * executed. Git keeps no other modes, no times and no empty directories, so these are not compared.
 *
 * @param directory where it is
 * @param files what is there by its path, whose names are separated by slashes
 */
public record ReleaseTree(Path directory, SortedMap<String, TreeFile> files) {
    /** What a path is. */
    public enum Kind {
        FILE,
        EXECUTABLE,
        SYMLINK
    }

    /**
     * One file or symlink.
     *
     * @param kind which of them
     * @param size length of the bytes or the target
     * @param hash SHA-256 of the bytes or the target
     */
    public record TreeFile(Kind kind, long size, ContentHash hash) {}

    public ReleaseTree {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Reads a directory, which leaves it in the page cache. */
    public static ReleaseTree of(Path directory) throws IOException {
        SortedMap<String, TreeFile> files = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return isLeftOut(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                files.put(path(directory, file), treeFile(file, attributes));
                return FileVisitResult.CONTINUE;
            }
        });
        return new ReleaseTree(directory, files);
    }

    /** Whether a directory is a repository's own, which git takes into no other. */
    static boolean isLeftOut(Path directory) {
        return directory.endsWith(".git");
    }

    /** The path of a file below a directory, with slashes. */
    static String path(Path directory, Path file) {
        return directory
                .relativize(file)
                .toString()
                .replace(file.getFileSystem().getSeparator(), "/");
    }

    private static TreeFile treeFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            byte[] target = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
            return new TreeFile(Kind.SYMLINK, target.length, ContentHash.ofContent(target));
        }
        byte[] bytes = Files.readAllBytes(file);
        Kind kind = Files.isExecutable(file) ? Kind.EXECUTABLE : Kind.FILE;
        return new TreeFile(kind, bytes.length, ContentHash.ofContent(bytes));
    }

    /** The length of all files and targets. */
    public long bytes() {
        return files.values().stream().mapToLong(TreeFile::size).sum();
    }

    /** What became of each path that another release has otherwise. */
    SortedMap<String, PathChange> changesTo(ReleaseTree later) {
        SortedMap<String, PathChange> changes = new TreeMap<>();
        for (String path : allPaths(later)) {
            TreeFile before = files.get(path);
            TreeFile after = later.files.get(path);
            if (before == null) {
                changes.put(path, PathChange.ADDED);
            } else if (after == null) {
                changes.put(path, PathChange.REMOVED);
            } else if (!before.equals(after)) {
                changes.put(path, PathChange.MODIFIED);
            }
        }
        return changes;
    }

    /** Where a directory that should hold the same does not, comparing byte for byte. */
    public Optional<String> firstMismatch(Path other) throws IOException {
        ReleaseTree found = of(other);
        for (String path : allPaths(found)) {
            TreeFile expected = files.get(path);
            TreeFile actual = found.files.get(path);
            if (expected == null || actual == null) {
                return Optional.of(path + (actual == null ? " is missing" : " should not be there"));
            }
            if (expected.kind() != actual.kind()) {
                return Optional.of(path + " is a " + actual.kind() + ", not a " + expected.kind());
            }
            boolean equal = expected.kind() == Kind.SYMLINK
                    ? expected.equals(actual)
                    : Files.mismatch(directory.resolve(path), other.resolve(path)) == -1;
            if (!equal) {
                return Optional.of(path + " has other bytes");
            }
        }
        return Optional.empty();
    }

    private Set<String> allPaths(ReleaseTree other) {
        Set<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(other.files.keySet());
        return paths;
    }
}
