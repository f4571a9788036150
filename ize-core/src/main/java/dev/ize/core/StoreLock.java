package dev.ize.core;

import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory open once: in this process by a registry of real paths, since locks do not keep a process from
 * itself, and among processes by a locked file that holds the owner's pid.
 */
final class StoreLock implements AutoCloseable {
    static final String FILE = "lock";

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path realPath;
    private @Nullable FileChannel channel;
    private boolean held;

    private StoreLock(Path directory) throws IOException {
        this.directory = directory;
        this.realPath = directory.toRealPath();
    }

    /**
     * Locks a directory.
     *
     * @param timeout how long to wait for one that is locked
     * @throws StoreLockedException if it is still locked then
     */
    static StoreLock take(Path directory, Duration timeout) throws IOException {
        return take(directory, timeout, false);
    }

    private static StoreLock take(Path directory, Duration timeout, boolean unwritable) throws IOException {
        StoreLock lock = new StoreLock(directory);
        long start = System.nanoTime();
        long patience = (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
        try {
            while (!(unwritable ? lock.tryLockToRead() : lock.tryLock())) {
                if (System.nanoTime() - start >= patience) {
                    throw new StoreLockedException("The store is open already; close it there first. directory="
                            + directory + " owner=" + lock.owner());
                }
                LockSupport.parkNanos(5_000_000);
            }
            return lock;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Locks a directory to read it: as {@link #take} does where the lock file can be written, else shared with others who
     * cannot write it either, else not at all, where there is no file to lock and none can be made.
     */
    static StoreLock takeToRead(Path directory, Duration timeout) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.exists(file) ? Files.isWritable(file) : Files.isWritable(directory)) {
            return take(directory, timeout);
        }
        return take(directory, timeout, true);
    }

    private boolean tryLock() throws IOException {
        if (!OPEN.add(realPath)) {
            return false;
        }
        boolean locked = false;
        try {
            Path file = directory.resolve(FILE);
            FileChannel opened = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                    OwnerOnly.file(file));
            try {
                // Far behind the pid, so that others can read that where locks are mandatory.
                FileLock lock = opened.tryLock(Long.MAX_VALUE - 1, 1, false);
                locked = lock != null;
            } catch (OverlappingFileLockException e) {
                locked = false;
            } finally {
                if (!locked) {
                    opened.close();
                }
            }
            if (locked) {
                channel = opened;
                held = true;
                byte[] pid = ("pid=" + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
                opened.truncate(0);
                opened.write(ByteBuffer.wrap(pid), 0);
            }
            return locked;
        } finally {
            if (!locked) {
                OPEN.remove(realPath);
            }
        }
    }

    private boolean tryLockToRead() throws IOException {
        if (!OPEN.add(realPath)) {
            return false;
        }
        held = true;
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return true;
        }
        FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
        channel = opened;
        try {
            if (opened.tryLock(Long.MAX_VALUE - 1, 1, true) != null) {
                return true;
            }
        } catch (OverlappingFileLockException e) {
            // Another class loader of this process has it; it counts as another process.
        }
        close();
        return false;
    }

    /**
     * Who has the store open. Where that is this process, its lock file must not be read: on POSIX a process loses
     * its locks on a file as soon as it closes any descriptor of it.
     */
    private String owner() {
        if (!OPEN.add(realPath)) {
            return "pid=" + ProcessHandle.current().pid() + " (this process)";
        }
        try {
            String text = Files.readString(directory.resolve(FILE)).trim();
            return text.isEmpty() ? "unknown" : text;
        } catch (IOException e) {
            return "unknown";
        } finally {
            OPEN.remove(realPath);
        }
    }

    @Override
    public void close() {
        if (!held) {
            return;
        }
        held = false;
        FileChannel open = channel;
        channel = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new StoreUnusableException("The store's lock cannot be released. directory=" + directory, e);
        } finally {
            OPEN.remove(realPath);
        }
    }
}
