package dev.ize.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * A backend, found through {@link java.util.ServiceLoader}.
 *
 * <p>The class is public and has a public constructor without arguments that does no work and loads no
 * native code. Instances are stateless and may be used by any thread. Nothing but opening touches files.
 */
public interface FileSystemStorageProvider {
    /**
     * The backend's name in configuration and in {@code ize.properties}: lower-case letters, digits and
     * hyphens, never changed once stores exist.
     */
    String id();

    /** One line for people: the engine, its version and what it is good at. */
    String description();

    /**
     * Which of several found backends a new store takes where nothing is said: the one with the highest number,
     * and of those the first by id. The number means nothing else.
     */
    default int preference() {
        return 0;
    }

    /** This backend's options with every default in force. */
    BackendOptions defaultOptions();

    /**
     * Options from text, as a command line or file gives them; what is not named has its default.
     *
     * @throws StoreUnusableException for an unknown key, with the nearest known one, or a value that does
     *     not parse or is out of range, with what would do
     */
    BackendOptions parseOptions(Map<String, String> text);

    /**
     * Opens or makes the store in a directory. Called by {@link FileSystemStorages}, which has chosen this
     * backend; programs use {@link FileSystemStorages#open}.
     *
     * @return the open storage, which the caller closes; where this throws, nothing is left open
     * @throws StoreLockedException if it is open already
     * @throws StoreUnusableException if it cannot be opened as asked
     * @throws NameTakenException if there is a store and {@link StorageOptions.OpenMode#CREATE_NEW} was asked for
     * @throws CorruptStoreException if its data is damaged
     * @throws LostChangesException if it lacks changes that were durable, and that is not accepted
     * @throws WriteRefusedException if there is no room for a new store, which is not made then
     * @throws StorageFailedException if the engine fails; nothing that was acknowledged is touched
     */
    FileSystemStorage open(Path directory, StorageOptions options);
}
