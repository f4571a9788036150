package dev.ize.backend.mvstore;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.LongSupplier;
import org.h2.mvstore.MVStore;

/**
 * The directory of one MVStore: a data file, and for a moment the draft of one.
 *
 * <p>A new data file is filled and flushed under another name and then renamed. So a data file that exists is
 * complete: one that is empty or short has lost something, and is never taken for a new one.
 */
final class StoreDirectory {
    static final String DATA_FILE = "data.mv";
    static final String DRAFT_FILE = "data.mv.new";

    private final Path directory;

    StoreDirectory(Path directory) {
        this.directory = directory;
    }

    /** The data file, made first if there is none. */
    Path dataFile(Set<Keyspace> keyspaces, MvStoreOptions options) throws IOException {
        Path data = directory.resolve(DATA_FILE);
        if (!Files.exists(data)) {
            Path draft = createDraft();
            try (DataFile file = UninterruptibleFile.open(draft)) {
                fill(file, keyspaces, options);
            }
            publishDraft();
            forceNames();
        }
        // A crash during a compaction leaves one.
        removeDraft();
        return data;
    }

    /** An empty draft of a data file, in the place of any other. */
    Path createDraft() throws IOException {
        removeDraft();
        return createPrivate(directory.resolve(DRAFT_FILE));
    }

    /** Puts the draft, which is durable, in the place of the data file; {@link #forceNames} makes that durable. */
    void publishDraft() throws IOException {
        Files.move(directory.resolve(DRAFT_FILE), directory.resolve(DATA_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    void forceNames() throws IOException {
        CopyTarget.forceNames(directory);
    }

    Path draftFile() {
        return directory.resolve(DRAFT_FILE);
    }

    void removeDraft() throws IOException {
        Files.deleteIfExists(directory.resolve(DRAFT_FILE));
    }

    /**
     * The data file of a directory that is only read.
     *
     * @throws StoreUnusableException if there is none
     */
    Path presentDataFile() {
        Path data = directory.resolve(DATA_FILE);
        if (!Files.exists(data)) {
            throw new StoreUnusableException("There is no data file to be read. path=" + data);
        }
        return data;
    }

    /** An empty data file, for one that fills it before anyone opens it. */
    Path createDataFile() throws IOException {
        return createPrivate(directory.resolve(DATA_FILE));
    }

    /** Makes the maps in a new file, durably, and closes it. */
    static void fill(DataFile file, Set<Keyspace> keyspaces, MvStoreOptions options) throws IOException {
        DataFileStore fileStore = DataFileStore.create(file, options);
        MVStore store = openStore(fileStore);
        try {
            KeyspaceMaps.create(store, keyspaces);
            store.commit();
            fileStore.recordDurable();
        } finally {
            store.closeImmediately();
        }
    }

    /** MVStore over its file, as this backend uses it: nothing is written but by a commit, no thread is started. */
    static MVStore openStore(DataFileStore file) {
        return new MVStore.Builder()
                .adoptFileStore(file)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
    }

    /** Free bytes on the disk, as far as the platform tells; more than enough where it does not. */
    LongSupplier usableBytes() throws IOException {
        FileStore disk = Files.getFileStore(directory);
        return () -> {
            try {
                return disk.getUsableSpace();
            } catch (IOException e) {
                return Long.MAX_VALUE;
            }
        };
    }

    /** @throws CorruptStoreException if the data file is too short to hold anything */
    static void checkLength(DataFile file) throws IOException {
        long min = CommitRing.RING_BYTES + 3L * CommitRing.BLOCK_BYTES;
        if (file.length() < min) {
            throw new CorruptStoreException(
                    "The data file has been cut short. bytes=" + file.length() + " minBytes=" + min, null);
        }
    }

    private Path createPrivate(Path file) throws IOException {
        FileAttribute<?>[] attributes = Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return Files.createFile(file, attributes);
    }
}
