package dev.ize.core;

import dev.ize.core.engine.CopyTarget;
import dev.ize.core.write.Watermark;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

/**
 * A store's directory: its properties, its lock, and the engine's own directory in it.
 *
 * <pre>
 * ize.properties   format, backend, store id, the backend's options; its presence makes the directory a store
 * creating         present while a store is being made; with its own text it lets data be emptied
 * lock             locked while the store is open; holds the owner's pid
 * watermark        the newest change or act that is known to be durable
 * data/            the engine's own
 * </pre>
 *
 * <p>Directories get mode 0700 and files 0600 where modes exist.
 */
final class StoreDirectory implements AutoCloseable {
    /** The format that this version writes, and the newest that it reads. Those before can be read. */
    static final int FORMAT = 2;

    private static final String CREATING_FILE = "creating";
    private static final String WATERMARK_FILE = "watermark";

    /** What makes a marker a marker: without it, a file of that name is somebody's own. */
    private static final String CREATING_TEXT = "A store of Ize, format " + FORMAT
            + ", is being made here. While this file is there, data may be emptied.\n";

    private static final String DATA_DIRECTORY = "data";

    private final Path directory;
    private final StoreLock lock;
    private final boolean isNew;

    private StoreDirectory(Path directory, StoreLock lock, boolean isNew) {
        this.directory = directory;
        this.lock = lock;
        this.isNew = isNew;
    }

    /**
     * Locks a store's directory and checks its properties, or begins to make a store.
     *
     * @throws StoreLockedException if the store is open already
     * @throws StoreUnusableException if there is no store that can be opened, and none may be made
     */
    static StoreDirectory open(Path path, String backend, OpenMode mode, Duration lockTimeout) {
        Path directory = path.toAbsolutePath();
        try {
            boolean exists = Files.exists(directory.resolve(FileSystemStorages.PROPERTIES_FILE));
            if (exists && mode == OpenMode.CREATE_NEW) {
                throw new NameTakenException("There is a store here already; open it. directory=" + directory);
            }
            if (!exists) {
                prepareNew(directory, mode);
            }
            StoreDirectory opened = new StoreDirectory(directory, StoreLock.take(directory, lockTimeout), !exists);
            try {
                opened.checkOrClean(backend);
            } catch (IOException | RuntimeException | Error e) {
                opened.close();
                throw e;
            }
            return opened;
        } catch (IOException e) {
            throw new StoreUnusableException(
                    "The store's directory cannot be used; check that it exists and may be read and written. directory="
                            + directory + " cause=" + e,
                    e);
        }
    }

    /**
     * Locks a store's directory to read it, and changes nothing in it but the lock.
     *
     * @throws StoreLockedException if the store is open already
     * @throws StoreUnusableException if there is no store that can be opened
     */
    static StoreDirectory openToRead(Path path, String backend, Duration lockTimeout) {
        Path directory = path.toAbsolutePath();
        Path properties = directory.resolve(FileSystemStorages.PROPERTIES_FILE);
        if (!Files.exists(properties)) {
            throw new StoreUnusableException("There is no store here; make one first. directory=" + directory);
        }
        try {
            StoreDirectory opened = new StoreDirectory(directory, StoreLock.takeToRead(directory, lockTimeout), false);
            try {
                opened.checkProperties(properties, backend, 1);
            } catch (IOException | RuntimeException | Error e) {
                opened.close();
                throw e;
            }
            return opened;
        } catch (IOException e) {
            throw new StoreUnusableException(
                    "The store's directory cannot be read; check that it exists and may be read. directory=" + directory
                            + " cause=" + e,
                    e);
        }
    }

    private static void prepareNew(Path directory, OpenMode mode) throws IOException {
        if (mode == OpenMode.EXISTING || mode == OpenMode.READ_ONLY) {
            throw new StoreUnusableException("There is no store here; make one first. directory=" + directory);
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new StoreUnusableException("This is no directory; choose another. path=" + directory);
        }
        if (!Files.exists(directory)) {
            DurableFiles.makeDirectory(directory);
        } else if (!mayBeEmptied(directory)) {
            throw new StoreUnusableException(
                    "The directory is not empty and holds no store; choose an empty one, or, if its "
                            + FileSystemStorages.PROPERTIES_FILE + " was lost, put that file back. directory="
                            + directory);
        }
    }

    /**
     * Whether the directory holds nothing, or what was left when making a store was not finished. The marker is
     * durable before anything else is made: half of it says so only where nothing else is.
     */
    private static boolean mayBeEmptied(Path directory) throws IOException {
        if (holdsOnly(directory, StoreLock.FILE)) {
            return true;
        }
        Path marker = directory.resolve(CREATING_FILE);
        if (!Files.isRegularFile(marker) || Files.size(marker) > CREATING_TEXT.length()) {
            return false;
        }
        String text = Files.readString(marker, StandardCharsets.ISO_8859_1);
        return text.equals(CREATING_TEXT)
                || (CREATING_TEXT.startsWith(text) && holdsOnly(directory, StoreLock.FILE, CREATING_FILE));
    }

    static boolean holdsOnly(Path directory, String... names) throws IOException {
        Set<String> allowed = Set.of(names);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!allowed.contains(entry.getFileName().toString())) {
                    return false;
                }
            }
        }
        return true;
    }

    private void checkOrClean(String backend) throws IOException {
        Path properties = directory.resolve(FileSystemStorages.PROPERTIES_FILE);
        if (!isNew) {
            checkProperties(properties, backend, FORMAT);
            Files.deleteIfExists(directory.resolve(CREATING_FILE));
            Files.deleteIfExists(directory.resolve(MigrationTarget.MARKER_FILE));
            return;
        }
        if (Files.exists(properties)) {
            throw new StoreLockedException(
                    "Another process made a store here meanwhile; open it. directory=" + directory);
        }
        if (!mayBeEmptied(directory)) {
            throw new StoreUnusableException(
                    "The directory was put to another use meanwhile; choose an empty one. directory=" + directory);
        }
        // Making the store was begun and not finished, here or by a process that died: nothing was acknowledged. A
        // whole marker stays as it is, since without one the data could not be known for a store's.
        if (holdsOnly(directory, StoreLock.FILE, CREATING_FILE)) {
            Path marker = directory.resolve(CREATING_FILE);
            DurableFiles.write(marker, CREATING_TEXT.getBytes(StandardCharsets.ISO_8859_1));
            DurableFiles.syncName(marker);
        }
        deleteRecursively(dataDirectory());
        Files.createDirectory(dataDirectory(), OwnerOnly.directory(directory));
    }

    private void checkProperties(Path file, String backend, int oldest) throws IOException {
        Properties properties;
        try {
            properties = StoreProperties.read(file);
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw new CorruptStoreException("The store's properties are damaged. file=" + file, e);
        }
        int format;
        try {
            format = Integer.parseInt(properties.getProperty("format", ""));
        } catch (NumberFormatException e) {
            throw new CorruptStoreException("The store's properties name no format. file=" + file, e);
        }
        if (format > FORMAT) {
            throw new StoreUnusableException(
                    "The store has a newer format than this version reads; use a newer version." + " directory="
                            + directory + " format=" + format + " supported=" + FORMAT);
        }
        if (format < 1) {
            throw new CorruptStoreException("The store's format is out of range. file=" + file, null);
        }
        if (format < oldest) {
            throw new StoreUnusableException(
                    "The store has an older format, in which nothing is written any more; open it"
                            + " to read, or migrate it to a new directory. directory=" + directory + " format=" + format
                            + " written=" + FORMAT);
        }
        String own = properties.getProperty("backend", "");
        if (!own.equals(backend)) {
            throw new StoreUnusableException("The store is of another backend; leave the backend out, or name its own."
                    + " directory=" + directory + " backend=" + own + " asked=" + backend);
        }
        if (!Files.isDirectory(dataDirectory())) {
            throw new CorruptStoreException("The store's data is missing. directory=" + dataDirectory(), null);
        }
    }

    Path directory() {
        return directory;
    }

    /** The engine's own directory. */
    Path dataDirectory() {
        return dataDirectory(directory);
    }

    static Path dataDirectory(Path directory) {
        return directory.resolve(DATA_DIRECTORY);
    }

    static Path watermarkFile(Path directory) {
        return directory.resolve(WATERMARK_FILE);
    }

    /** The store's id, which a copy on another engine has too. */
    String storeId() {
        Path file = directory.resolve(FileSystemStorages.PROPERTIES_FILE);
        String id = properties(file).getProperty("store-id", "");
        if (id.isBlank()) {
            throw new CorruptStoreException("The store's properties name no store-id. file=" + file, null);
        }
        return id;
    }

    /** The options of the backend that the store keeps, as text; none if it is being made. */
    Map<String, String> options() {
        Path file = directory.resolve(FileSystemStorages.PROPERTIES_FILE);
        return Files.exists(file) ? StoreProperties.options(properties(file)) : Map.of();
    }

    private static Properties properties(Path file) {
        try {
            return StoreProperties.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptStoreException("The store's properties are damaged. file=" + file, e);
        }
    }

    /** The store's watermark; who opens it closes it before the directory. */
    Watermark openWatermark() {
        Path file = watermarkFile(directory);
        try {
            return Watermark.open(file, OwnerOnly.file(file));
        } catch (IOException e) {
            throw new StoreUnusableException(
                    "The store's watermark cannot be used; check that it may be read and written. file=" + file, e);
        }
    }

    /** The store's watermark as it is; it is never moved. */
    Watermark openWatermarkToRead() {
        Path file = watermarkFile(directory);
        try {
            return Watermark.read(file);
        } catch (IOException e) {
            throw new StoreUnusableException(
                    "The store's watermark cannot be read; check its permissions. file=" + file, e);
        }
    }

    /** Whether the store is being made. */
    boolean isNew() {
        return isNew;
    }

    /** Makes the directory a store that keeps some options, once the engine holds its first records durably. */
    void finishCreation(String backend, Map<String, String> options) {
        finishCreation(backend, UUID.randomUUID().toString(), options);
    }

    /** Makes the directory a copy of a store with this id, once the engine holds its records durably. */
    void finishCreation(String backend, String storeId, Map<String, String> options) {
        try {
            CopyTarget.forceNames(dataDirectory());
            DurableFiles.syncName(directory);
            writeProperties(directory, backend, storeId, options);
            Files.deleteIfExists(directory.resolve(CREATING_FILE));
        } catch (IOException e) {
            throw new StoreUnusableException("The store's properties cannot be written. directory=" + directory, e);
        }
    }

    /** Writes what makes a directory a store. */
    static void writeProperties(Path directory, String backend, String storeId, Map<String, String> options)
            throws IOException {
        Path file = directory.resolve(FileSystemStorages.PROPERTIES_FILE);
        String text = "# A store of Ize; written once. The engine's files are in data.\n" + "format=" + FORMAT
                + "\nbackend=" + backend + "\nstore-id=" + storeId + "\n" + StoreProperties.text(options);
        DurableFiles.writeWhole(file, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        lock.close();
    }

    private static void deleteRecursively(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    deleteRecursively(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
