package dev.ize.cli.tree;

import dev.ize.spi.Attributes;
import dev.ize.spi.NodeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a local file system says of an entry, symlinks not followed.
 *
 * @param kind what it is; empty for sockets, devices and pipes
 * @param mode the twelve permission bits; empty where the system has none
 * @param modified time of the last change of the content
 * @param changed time of the last change of anything, where the system has it; only good for comparing
 * @param size length in bytes
 * @param identity equal for two entries that are one file; its own where the system has none
 */
record LocalAttributes(
        Optional<NodeKind> kind, OptionalInt mode, Instant modified, Instant changed, long size, Object identity) {
    private static final int TYPE = 0170000;

    LocalAttributes {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(changed, "changed");
        Objects.requireNonNull(identity, "identity");
    }

    /** Whether a file system tells modes and inodes. */
    static boolean isUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    static LocalAttributes read(Path path) throws IOException {
        return isUnix(path) ? unix(path) : basic(path);
    }

    private static LocalAttributes unix(Path path) throws IOException {
        Map<String, Object> all =
                Files.readAttributes(path, "unix:mode,lastModifiedTime,ctime,size,fileKey", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) get(all, "mode");
        Optional<NodeKind> kind = switch (mode & TYPE) {
            case 0100000 -> Optional.of(NodeKind.FILE);
            case 0040000 -> Optional.of(NodeKind.DIRECTORY);
            case 0120000 -> Optional.of(NodeKind.SYMLINK);
            default -> Optional.empty();
        };
        return new LocalAttributes(
                kind,
                OptionalInt.of(mode & Attributes.MAX_MODE),
                ((FileTime) get(all, "lastModifiedTime")).toInstant(),
                ((FileTime) get(all, "ctime")).toInstant(),
                (Long) get(all, "size"),
                get(all, "fileKey"));
    }

    private static Object get(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    private static LocalAttributes basic(Path path) throws IOException {
        BasicFileAttributes all = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Optional<NodeKind> kind = all.isOther()
                ? Optional.empty()
                : Optional.of(
                        all.isSymbolicLink()
                                ? NodeKind.SYMLINK
                                : all.isDirectory() ? NodeKind.DIRECTORY : NodeKind.FILE);
        Object key = all.fileKey();
        return new LocalAttributes(
                kind,
                OptionalInt.empty(),
                all.lastModifiedTime().toInstant(),
                all.lastModifiedTime().toInstant(),
                all.size(),
                key == null ? path.toAbsolutePath() : key);
    }
}
