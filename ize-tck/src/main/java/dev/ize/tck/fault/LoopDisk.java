package dev.ize.tck.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A disk that can lose its power: a file system of its own in a file, mounted over a loop device.
 *
 * <p>The power cut is the file system's own shutdown, without the flush of its log: from that moment every call that
 * needs the disk fails, and what had not been written is lost when the disk is unmounted. Close it, or it stays
 * mounted.
 */
final class LoopDisk implements AutoCloseable {
    /** Sparse; XFS takes no less than 300 MB. */
    private static final long BYTES = 2L << 30;

    private static final int UNMOUNT_TRIES = 2_000;
    private static final long PAUSE_NANOS = 50_000_000;

    private final FileSystem fileSystem;
    private final Path image;
    private final Path mountPoint;
    private boolean mounted;

    /** File systems that can be shut down. */
    enum FileSystem {
        XFS("mkfs.xfs", "-f"),
        EXT4("mkfs.ext4", "-F");

        private final String maker;

        /** The option that has the maker take a file for a device. */
        private final String force;

        FileSystem(String maker, String force) {
            this.maker = maker;
            this.force = force;
        }
    }

    /** An empty file system below an existing directory, not mounted. */
    LoopDisk(FileSystem fileSystem, Path directory) throws IOException {
        this.fileSystem = fileSystem;
        this.image = directory.resolve("disk.img");
        this.mountPoint = Files.createDirectories(directory.resolve("disk"));
        erase();
    }

    /** What this system lacks for such disks, in words; empty if nothing. */
    static Optional<String> missing() {
        try {
            if (!new String(output("id", "-u"), StandardCharsets.UTF_8).trim().equals("0")) {
                return Optional.of("mounting needs root");
            }
            for (String program : List.of("mkfs.xfs", "mkfs.ext4", "xfs_io", "mount", "umount", "losetup")) {
                if (output("sh", "-c", "command -v " + program).length == 0) {
                    return Optional.of("there is no " + program + " (Debian: xfsprogs, e2fsprogs, mount)");
                }
            }
            if (!Files.exists(Path.of("/dev/loop-control"))) {
                return Optional.of("there are no loop devices");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no commands can be run: " + e);
        }
    }

    private static byte[] output(String... command) throws IOException {
        return new ProcessBuilder(command).start().getInputStream().readAllBytes();
    }

    /** Where the file system's root is while it is mounted. */
    Path root() {
        return mountPoint;
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    /** Makes the file system anew, empty, and unmounts the old one if it is mounted. */
    void erase() throws IOException {
        close();
        Files.deleteIfExists(image);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        run(fileSystem.maker, "-q", fileSystem.force, image.toString());
    }

    void mount() {
        run("mount", "-o", "loop", image.toString(), mountPoint.toString());
        mounted = true;
    }

    /** Cuts the power. */
    void cut() {
        run("xfs_io", "-x", "-c", "shutdown", mountPoint.toString());
    }

    /** Has the system begin to write a part of a file to the disk, as it may do with any part at any time. */
    void writeBack(Path file, long offset, long length) {
        run("xfs_io", "-r", "-c", "sync_range -w -a " + offset + " " + length, file.toString());
    }

    /** Flushes a file that is nobody's, and with it what the file system then flushes of itself. */
    void flushAnotherFile() {
        run(
                "xfs_io",
                "-f",
                "-c",
                "pwrite -q 0 4096",
                "-c",
                "fsync",
                mountPoint.resolve("other").toString());
    }

    /**
     * Unmounts the disk, for all: processes that used it may still be ending, and one that has mounts of its own, as the
     * test of full disks makes them, has a copy of this one too, which keeps the file system as it is until it ends.
     */
    void unmount() {
        awaitSuccess("umount", mountPoint.toString());
        awaitSuccess("sh", "-c", "test -z \"$(losetup -j \"$0\")\"", image.toString());
        mounted = false;
    }

    private static void awaitSuccess(String... command) {
        for (int i = 1; tryTo(command).isPresent(); i++) {
            if (i == UNMOUNT_TRIES) {
                throw new AssertionError("The disk cannot be unmounted: " + Arrays.toString(command));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        if (mounted) {
            unmount();
        }
    }

    private static void run(String... command) {
        tryTo(command).ifPresent(said -> {
            throw new AssertionError(Arrays.toString(command) + " fails: " + said);
        });
    }

    /** Runs a command; what it said if it failed. */
    private static Optional<String> tryTo(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while waiting for " + command[0], e);
        }
    }
}
