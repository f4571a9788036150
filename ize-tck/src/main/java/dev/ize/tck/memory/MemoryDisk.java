package dev.ize.tck.memory;

import dev.ize.core.engine.EngineAccess;
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

    private MemoryDisk(KeyspaceTrees state) {
        written = state;
        durable = state;
    }

    /**
     * The disk of a directory, for one engine until {@link #unmount}; where there is none, a new one, unless it is
     * only to be read.
     *
     * @throws IllegalStateException if an engine has it already, or the keyspaces are not those of before
     * @throws StoreUnusableException if its data is elsewhere, or there is none to be read
     */
    static MemoryDisk mount(Path directory, Set<Keyspace> keyspaces, EngineAccess access) {
        MemoryDisk disk = diskOf(directory, keyspaces, access);
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

    /** Makes a disk with a state in a directory that has none. */
    static synchronized void copy(Path directory, KeyspaceTrees state) throws IOException {
        make(directory.toRealPath(), state);
    }

    private static synchronized MemoryDisk diskOf(Path directory, Set<Keyspace> keyspaces, EngineAccess access) {
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
            if (access == EngineAccess.READ_ONLY) {
                throw new StoreUnusableException("There is no engine to be read here. directory=" + path);
            }
            return make(path, KeyspaceTrees.empty(keyspaces));
        } catch (IOException e) {
            throw new StoreUnusableException("The directory cannot be used. directory=" + directory, e);
        }
    }

    private static MemoryDisk make(Path path, KeyspaceTrees state) throws IOException {
        Files.createFile(path.resolve(MARKER), ownerOnly(path));
        MemoryDisk made = new MemoryDisk(state);
        DISKS.put(path, made);
        return made;
    }

    private static FileAttribute<?>[] ownerOnly(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
