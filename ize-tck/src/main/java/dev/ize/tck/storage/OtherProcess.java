package dev.ize.tck.storage;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StoreLockedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A second Java process on this one's class path that opens a store and says how that went. */
final class OtherProcess {
    static final String LOCKED = "locked";
    static final String OPENED = "opened";

    private OtherProcess() {}

    /**
     * Opens a store in another process, with the provider that {@link java.util.ServiceLoader} would make there, and
     * closes it again.
     *
     * @return {@link #LOCKED}, {@link #OPENED}, or what else the process printed
     */
    static String open(FileSystemStorageProvider provider, Path store) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        provider.getClass().getName(),
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.lines().reduce((first, second) -> second).orElse("");
    }

    /** Opens the store that the second argument names with the provider whose class the first does. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        FileSystemStorageProvider provider = Class.forName(arguments[0])
                .asSubclass(FileSystemStorageProvider.class)
                .getConstructor()
                .newInstance();
        StorageOptions options = StorageOptions.builder().backend(provider.id()).build();
        try (FileSystemStorage storage = provider.open(Path.of(arguments[1]), options)) {
            System.out.println(storage.branches().isEmpty() ? "empty" : OPENED);
        } catch (StoreLockedException e) {
            System.out.println(LOCKED);
        }
    }
}
