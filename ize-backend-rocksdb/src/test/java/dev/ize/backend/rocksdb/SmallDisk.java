package dev.ize.backend.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory, for tests of disks that are full or forbid something. */
final class SmallDisk implements AutoCloseable {
    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Mounts one in a directory, or skips the test where this process may not. */
    static SmallDisk mount(Path directory, String mountOptions) throws Exception {
        Path path = Files.createDirectory(directory.resolve("disk"));
        int exit;
        try {
            exit = new ProcessBuilder("mount", "-t", "tmpfs", "-o", mountOptions, "tmpfs", path.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            exit = -1;
        }
        Assumptions.assumeTrue(exit == 0, "this process may not mount a tmpfs");
        return new SmallDisk(path);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try {
            int exit = new ProcessBuilder("umount", path.toString()).start().waitFor();
            if (exit != 0) {
                throw new IOException("umount " + path + " ended with " + exit);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while unmounting " + path, e);
        }
    }
}
