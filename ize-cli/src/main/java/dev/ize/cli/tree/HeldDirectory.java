package dev.ize.cli.tree;

import dev.ize.spi.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A directory that is held open. Its entries are found, moved and removed in what was opened, wherever it is
 * now.
 *
 * <p>Two attributes cannot be set that way and are set by the path, after a look that it still leads to this
 * directory: the bits of the mode beyond {@code 0777}, and, before Java 22 or so, what a time has below the
 * microsecond.
 */
final class HeldDirectory implements TargetDirectory {
    private static final int PERMISSIONS = 0777;

    private final Path path;
    private final SecureDirectoryStream<Path> held;

    HeldDirectory(Path path, SecureDirectoryStream<Path> held) {
        this.path = path;
        this.held = held;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Set<ByteBuffer> names() throws IOException {
        Set<ByteBuffer> names = new HashSet<>();
        try (SecureDirectoryStream<Path> itself =
                held.newDirectoryStream(path.getFileSystem().getPath("."))) {
            for (Path child : itself) {
                names.add(ByteBuffer.wrap(LocalNames.bytes(child.getFileName())));
            }
        }
        return names;
    }

    @Override
    public boolean holds(Path name) throws IOException {
        try {
            attributes(name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public boolean holdsDirectory(Path name) throws IOException {
        try {
            return attributes(name).isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private BasicFileAttributes attributes(Path name) throws IOException {
        return held.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public void remove(Path name) throws IOException {
        remove(held, name);
    }

    /** Holds one directory a level open, so that it ends with an error where the system allows too few. */
    private static void remove(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        if (!parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory()) {
            parent.deleteFile(name);
            return;
        }
        try (SecureDirectoryStream<Path> directory = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : directory) {
                remove(directory, child.getFileName());
            }
        }
        parent.deleteDirectory(name);
    }

    @Override
    public void take(TargetDirectory from, Path entry, Path name) throws IOException {
        ((HeldDirectory) from).held.move(entry, held, name);
    }

    @Override
    public TargetDirectory enter(Path name) throws IOException {
        return new HeldDirectory(path.resolve(name), held.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void restrict() throws IOException {
        if (LocalAttributes.isUnix(path)) {
            posix().setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override
    public boolean setAttributes(Node node) throws IOException {
        BasicFileAttributeView times = held.getFileAttributeView(BasicFileAttributeView.class);
        FileTime modified = FileTime.from(node.attributes().modified());
        times.setTimes(modified, null, null);
        if (!times.readAttributes().lastModifiedTime().equals(modified) && leadsHere()) {
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(modified, null, null);
        }
        boolean taken = CheckoutTarget.isTaken(node, times.readAttributes().lastModifiedTime());
        if (LocalAttributes.isUnix(path)) {
            setMode(node.attributes().mode());
        }
        return taken;
    }

    private void setMode(int mode) throws IOException {
        if ((mode & ~PERMISSIONS) == 0) {
            posix().setPermissions(permissions(mode));
        } else if (leadsHere()) {
            CheckoutTarget.setMode(path, mode);
        } else {
            throw new FileSystemException(path.toString(), null, "another directory was put in its place");
        }
    }

    private PosixFileAttributeView posix() {
        return held.getFileAttributeView(PosixFileAttributeView.class);
    }

    private boolean leadsHere() throws IOException {
        Object here = held.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        try {
            Object there = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            return Objects.equals(here, there);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** In the order of {@code rwxrwxrwx}, in which the values are declared. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = new HashSet<>();
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
