package dev.ize.cli.tree;

import dev.ize.spi.Node;
import dev.ize.spi.NodeKind;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The disk as a checkout touches it. No step follows a symlink, replaces anything unless that was
 * asked for, or touches the store.
 */
final class CheckoutTarget {
    /** Times on file systems are coarser than nanoseconds, on FAT by two seconds; more than that is another time. */
    private static final Duration COARSEST_TIME = Duration.ofSeconds(2);

    private final Path store;
    private final boolean force;

    CheckoutTarget(Path store, boolean force) {
        this.store = store;
        this.force = force;
    }

    /**
     * Sees to it that nothing is at a path, or, for a directory, at most a directory.
     *
     * @throws FileAlreadyExistsException if something is and may not be replaced
     */
    void clear(Path file, NodeKind wanted) throws IOException {
        if (file.startsWith(store)) {
            throw new FileSystemException(file.toString(), null, "it would be written into the store");
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // Where two names of the view are one to the file system, what is there was written just now.
        if (!force || !file.toRealPath(LinkOption.NOFOLLOW_LINKS).toString().equals(file.toString())) {
            throw new FileAlreadyExistsException(file.toString());
        }
        boolean directory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        if (directory && wanted == NodeKind.DIRECTORY) {
            setMode(file, 0700);
        } else if (store.startsWith(file)) {
            throw new FileSystemException(file.toString(), null, "the store lies below it");
        } else {
            delete(file);
        }
    }

    /** Makes a directory that only its owner can use, unless it is there. */
    void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, onlyOwner(directory, "rwx------"));
        }
    }

    /** Makes a file that only its owner can use, and fails if anything is there. */
    SeekableByteChannel createFile(Path file) throws IOException {
        return Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                onlyOwner(file, "rw-------"));
    }

    /**
     * Gives an entry its modification time and mode.
     *
     * @return whether it took the time
     */
    static boolean setAttributes(Path file, Node node) throws IOException {
        Instant modified = node.attributes().modified();
        BasicFileAttributeView times =
                Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        times.setTimes(FileTime.from(modified), null, null);
        // Java sets what lies before 1970 or after 2262 to the nearest that it can.
        boolean unusual = modified.getEpochSecond() < 0 || modified.getEpochSecond() > Integer.MAX_VALUE;
        boolean taken = !unusual
                || Duration.between(
                                        modified,
                                        times.readAttributes()
                                                .lastModifiedTime()
                                                .toInstant())
                                .abs()
                                .compareTo(COARSEST_TIME)
                        < 0;
        // Last, since a mode may forbid everything else.
        if (node.kind() != NodeKind.SYMLINK) {
            setMode(file, node.attributes().mode());
        }
        return taken;
    }

    private static void setMode(Path file, int mode) throws IOException {
        if (LocalAttributes.isUnix(file)) {
            Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static FileAttribute<?>[] onlyOwner(Path file, String permissions) {
        return LocalAttributes.isUnix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void delete(Path top) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
