package dev.ize.cli.tree;

import dev.ize.spi.Node;
import dev.ize.spi.NodeKind;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/**
 * The disk as a checkout touches it. No step follows a symlink, replaces anything unless that was
 * asked for, or touches the store.
 *
 * <p>Each entry is made in a directory of the checkout's own, under a name that nobody else knows and only the
 * owner may enter, and is moved to its place when it is complete: so that bytes and symlinks never go through
 * a name in the tree that somebody may exchange meanwhile, and no half-written file ever stands there.
 *
 * <p>For one thread, but that {@link #file} and the static methods are for any.
 */
final class CheckoutTarget implements AutoCloseable {
    /** The mode of what is being written. */
    static final int ONLY_OWNER = 0700;

    private static final String STAGING_PREFIX = ".ize-checkout-";

    /** Times on file systems are coarser than nanoseconds, on FAT by two seconds; more than that is another time. */
    private static final Duration COARSEST_TIME = Duration.ofSeconds(2);

    private final Path store;
    private final boolean force;
    private final TargetDirectory root;
    private final TargetDirectory staging;
    private long staged;

    /**
     * Makes the directory in which entries are made.
     *
     * @param store the store's directory, by its real path
     * @param force whether to replace what is in the way
     */
    CheckoutTarget(TargetDirectory root, Path store, boolean force) throws IOException {
        this.store = store;
        this.force = force;
        this.root = root;
        Path directory = Files.createTempDirectory(root.path(), STAGING_PREFIX);
        this.staging = root.enter(directory.getFileName());
    }

    /** Whether to replace what is in the way. */
    boolean force() {
        return force;
    }

    /**
     * Sees to it that nothing is at a place, or, for a directory, at most a directory.
     *
     * @throws FileAlreadyExistsException if something is and may not be replaced
     */
    void clear(WrittenDirectory directory, Path name, NodeKind wanted) throws IOException {
        Path file = directory.target().path().resolve(name);
        if (file.startsWith(store)) {
            throw new FileSystemException(file.toString(), null, "it would be written into the store");
        }
        if (!directory.target().holds(name)) {
            return;
        }
        if (!force || !directory.heldBefore(name)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (wanted == NodeKind.DIRECTORY && directory.target().holdsDirectory(name)) {
            return;
        }
        if (store.startsWith(file)) {
            throw new FileSystemException(file.toString(), null, "the store lies below it");
        }
        directory.target().remove(name);
    }

    /** Makes a directory that only its owner can use, unless it is there, and opens it. */
    TargetDirectory directory(TargetDirectory parent, Path name) throws IOException {
        if (parent.holdsDirectory(name)) {
            TargetDirectory directory = parent.enter(name);
            directory.restrict();
            return directory;
        }
        Path made = stage();
        Files.createDirectory(made, onlyOwner(made, "rwx------"));
        place(made, parent, name);
        return parent.enter(name);
    }

    /** Where the next entry is to be made, which is then placed or discarded. */
    Path stage() {
        return staging.path().resolve(Long.toString(staged++));
    }

    /** Makes an empty file that only its owner can use. */
    static SeekableByteChannel file(Path made) throws IOException {
        return Files.newByteChannel(
                made,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                onlyOwner(made, "rw-------"));
    }

    /** Moves an entry that was made to its place. */
    void place(Path made, TargetDirectory parent, Path name) throws IOException {
        parent.take(staging, made.getFileName(), name);
    }

    /** Removes an entry that has not been placed, if it was made. */
    void discard(Path made) throws IOException {
        if (staging.holds(made.getFileName())) {
            staging.remove(made.getFileName());
        }
    }

    private static FileAttribute<?>[] onlyOwner(Path file, String permissions) {
        return LocalAttributes.isUnix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Gives a file, directory or symlink its modification time and mode, by its path.
     *
     * @return whether it took the time
     */
    static boolean setAttributes(Path file, Node node) throws IOException {
        BasicFileAttributeView times =
                Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        times.setTimes(FileTime.from(node.attributes().modified()), null, null);
        boolean taken = !isUnusual(node) || isTaken(node, times.readAttributes().lastModifiedTime());
        // Last, since a mode may forbid everything else.
        if (node.kind() != NodeKind.SYMLINK) {
            setMode(file, node.attributes().mode());
        }
        return taken;
    }

    /** Whether a time that was read back is a node's, as well as file systems hold times. */
    static boolean isTaken(Node node, FileTime found) {
        Duration off = Duration.between(node.attributes().modified(), found.toInstant());
        return !isUnusual(node) || off.abs().compareTo(COARSEST_TIME) < 0;
    }

    /** Whether a time may be none that the file system holds: Java sets what lies before 1970 or after 2262 to the nearest. */
    private static boolean isUnusual(Node node) {
        long second = node.attributes().modified().getEpochSecond();
        return second < 0 || second > Integer.MAX_VALUE;
    }

    static void setMode(Path file, int mode) throws IOException {
        if (LocalAttributes.isUnix(file)) {
            Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Removes the directory in which entries were made. */
    @Override
    public void close() throws IOException {
        staging.close();
        root.remove(staging.path().getFileName());
    }
}
