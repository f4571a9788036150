package dev.ize.tck.memory;

import dev.ize.core.engine.Keyspace;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What an in-memory engine leaves behind at close and finds at the next open of the same directory, within
 * one process.
 *
 * <p>A marker file ties the directory to its disk. A directory that was deleted, or made anew under the
 * same name, has no marker and starts empty; one that comes from another process, or is a copy, is refused.
 *
 * <p><i>Threads:</i> any may look a disk up; its state is written by the engine's one writer and read by all.
 */
final class MemoryDisk {
    private static final String MARKER = "memory-engine";
    private static final Map<Path, MemoryDisk> DISKS = new HashMap<>();

    private final AtomicBoolean mounted = new AtomicBoolean();
    private volatile KeyspaceTrees written;
    private volatile KeyspaceTrees durable;

    private MemoryDisk(Set<Keyspace> keyspaces) {
        written = KeyspaceTrees.empty(keyspaces);
        durable = written;
    }

    /**
     * The disk of a directory, a new one where there is none, for one engine until {@link #unmount}.
     *
     * @throws IllegalStateException if an engine has it already, or the keyspaces are not those of before
     */
    static MemoryDisk mount(Path directory, Set<Keyspace> keyspaces) {
        MemoryDisk disk = diskOf(directory, keyspaces);
        if (!disk.written.keyspaces().equals(keyspaces)) {
            throw new IllegalStateException("The directory was first opened with other keyspaces. declared=" + keyspaces
                    + " there=" + disk.written.keyspaces());
        }
        if (!disk.mounted.compareAndSet(false, true)) {
            throw new IllegalStateException("The directory is open already. directory=" + directory);
        }
        return disk;
    }

    KeyspaceTrees written() {
        return written;
    }

    void write(KeyspaceTrees state) {
        written = state;
    }

    /** Makes what is written survive a power cut. */
    void flush() {
        durable = written;
    }

    /** Takes back what was not flushed. */
    void losePower() {
        written = durable;
    }

    void unmount() {
        mounted.set(false);
    }

    private static synchronized MemoryDisk diskOf(Path directory, Set<Keyspace> keyspaces) {
        DISKS.keySet().removeIf(path -> !Files.exists(path.resolve(MARKER)));
        try {
            Path path = directory.toRealPath();
            MemoryDisk known = DISKS.get(path);
            if (known != null) {
                return known;
            }
            if (Files.exists(path.resolve(MARKER))) {
                throw new StoreUnusableException(
                        "The data of an in-memory engine ends with its process and cannot be copied. directory="
                                + path);
            }
            Files.createFile(path.resolve(MARKER), ownerOnly(path));
            MemoryDisk made = new MemoryDisk(keyspaces);
            DISKS.put(path, made);
            return made;
        } catch (IOException e) {
            throw new StoreUnusableException("The directory cannot be used. directory=" + directory, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
