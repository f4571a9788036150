package dev.ize.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Finds backends and opens stores.
 *
 * <p>Backends come from {@link ServiceLoader}, by the class loader of this class and the thread's context class
 * loader; of two with one id the first counts, by this class's loader before the context's. A provider that cannot be
 * loaded hides no other; {@link #discover()} tells what kept it out. Each call looks anew. Any thread may call.
 */
public final class FileSystemStorages {
    /** Name of the file that makes a directory a store and names its backend. */
    public static final String PROPERTIES_FILE = "ize.properties";

    /** System property that names the backend of new stores; blank is as if it were not set. */
    public static final String BACKEND_PROPERTY = "ize.backend";

    /** Environment variable that names the backend of new stores, after the system property; likewise. */
    public static final String BACKEND_VARIABLE = "IZE_BACKEND";

    private FileSystemStorages() {}

    /**
     * The backends found.
     *
     * @param providers those that can be used, in the order of their ids
     * @param failures one sentence for each that cannot, with the cause, in the order in which they were met
     */
    public record Discovery(List<FileSystemStorageProvider> providers, List<String> failures) {
        public Discovery {
            providers = List.copyOf(providers);
            failures = List.copyOf(failures);
        }
    }

    /** All backends that can be found. Loads their provider classes and no engine. */
    public static Discovery discover() {
        BackendDiscovery discovery = new BackendDiscovery();
        return new Discovery(discovery.providers(), discovery.failures());
    }

    /**
     * Opens the store in a directory, or makes one, as the options say.
     *
     * <p>An existing store's backend is in its {@value #PROPERTIES_FILE}. For a new one it is, in this order:
     * that of the options, the system property {@value #BACKEND_PROPERTY}, the environment variable {@value
     * #BACKEND_VARIABLE}, the found backend with the highest {@link FileSystemStorageProvider#preference()}.
     *
     * @throws StoreUnusableException if no such backend is found, with those that are and what kept others
     *     out; if there is no store and none may be made; if the store is of another backend than asked for or
     *     of a newer format
     * @return the open storage, which the caller closes; where this throws, nothing is left open
     * @throws StoreLockedException if it is open already
     * @throws NameTakenException if there is a store and {@link StorageOptions.OpenMode#CREATE_NEW} was asked for
     * @throws CorruptStoreException if its data is damaged
     * @throws LostChangesException if it lacks changes that were durable, and that is not accepted
     * @throws WriteRefusedException if there is no room for a new store, which is not made then
     * @throws StorageFailedException if the engine fails; nothing that was acknowledged is touched
     */
    public static FileSystemStorage open(Path directory, StorageOptions options) {
        Optional<String> existing = backendOf(directory);
        if (existing.isPresent() && options.backend().isPresent() && !existing.equals(options.backend())) {
            throw new StoreUnusableException("The store is of another backend; leave the backend out, or name its own."
                    + " directory=" + directory + " backend=" + existing.get() + " asked="
                    + options.backend().get());
        }
        if (existing.isEmpty() && options.mode() == StorageOptions.OpenMode.EXISTING) {
            throw new StoreUnusableException("There is no store here; make one first. directory=" + directory);
        }
        FileSystemStorageProvider provider =
                existing.map(FileSystemStorages::provider).orElseGet(() -> providerOfNewStore(options));
        return provider.open(directory, options);
    }

    /**
     * The backend of that id.
     *
     * @throws StoreUnusableException if there is none, with those that are found and what kept others out
     */
    public static FileSystemStorageProvider provider(String id) {
        Discovery discovery = discover();
        return discovery.providers().stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new StoreUnusableException(
                        "No backend '" + id + "' is on the class path; " + describe(discovery)));
    }

    /**
     * The backend that the store in a directory says it is of; empty if there is no store.
     *
     * @throws CorruptStoreException if the file that says it cannot be understood
     * @throws StoreUnusableException if it cannot be read
     */
    public static Optional<String> backendOf(Path directory) {
        Path file = directory.resolve(PROPERTIES_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new StoreUnusableException("The store's properties cannot be read. file=" + file, e);
        } catch (IllegalArgumentException e) {
            throw new CorruptStoreException("The store's properties are damaged. file=" + file, e);
        }
        String backend = properties.getProperty("backend");
        if (backend == null || backend.isBlank()) {
            throw new CorruptStoreException("The store's properties name no backend. file=" + file, null);
        }
        return Optional.of(backend.trim());
    }

    /**
     * The backend that a new store would get; see {@link #open}.
     *
     * @throws StoreUnusableException if no such backend is found
     */
    public static FileSystemStorageProvider providerOfNewStore(StorageOptions options) {
        Optional<String> id = options.backend()
                .filter(text -> !text.isBlank())
                .or(() -> Optional.ofNullable(System.getProperty(BACKEND_PROPERTY))
                        .filter(text -> !text.isBlank()))
                .or(() -> Optional.ofNullable(System.getenv(BACKEND_VARIABLE)).filter(text -> !text.isBlank()));
        if (id.isPresent()) {
            return provider(id.get());
        }
        Discovery discovery = discover();
        return discovery.providers().stream()
                .max(Comparator.comparingInt(FileSystemStorageProvider::preference)
                        .thenComparing(FileSystemStorageProvider::id, Comparator.reverseOrder()))
                .orElseThrow(
                        () -> new StoreUnusableException("No backend is on the class path; " + describe(discovery)));
    }

    private static String describe(Discovery discovery) {
        List<String> ids = discovery.providers().stream()
                .map(FileSystemStorageProvider::id)
                .toList();
        String found = ids.isEmpty() ? "add one's jar." : "found: " + String.join(", ", ids) + ".";
        return discovery.failures().isEmpty() ? found : found + " Kept out: " + String.join("; ", discovery.failures());
    }
}
