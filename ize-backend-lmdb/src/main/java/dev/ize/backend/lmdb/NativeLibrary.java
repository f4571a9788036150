package dev.ize.backend.lmdb;

import dev.ize.spi.StoreUnusableException;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Env;

/**
 * LMDB's native library, which lmdbjava unpacks and loads when its classes are first used.
 *
 * <p>Both lmdbjava and jffi below it unpack a library to the directory for temporary files. The JVM gives a
 * class one chance: after a failure every later open fails too, so the first cause is kept to be shown.
 */
final class NativeLibrary {
    private static @Nullable Throwable failure;
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library, once in the life of the process.
     *
     * @throws StoreUnusableException if it cannot be loaded here, with what to do
     */
    static synchronized void load() {
        if (failure == null && !loaded) {
            tryToLoad();
        }
        if (failure != null) {
            throw new StoreUnusableException(
                    "LMDB's native library could not be loaded: " + rootOf(failure)
                            + ". If the directory for temporary files is mounted noexec or cannot be written, name another"
                            + " with -Djava.io.tmpdir=..., or one for these libraries alone with -Dlmdbjava.extract.dir=..."
                            + " and -Djffi.extract.dir=..., then start again. java.io.tmpdir="
                            + System.getProperty("java.io.tmpdir") + " os=" + System.getProperty("os.name") + "/"
                            + System.getProperty("os.arch"),
                    failure);
        }
    }

    /** lmdbjava looks for the library through the thread's context class loader, which may not see it. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // the one cause that there is: see above
    private static void tryToLoad() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Env.class.getClassLoader());
        try {
            Class.forName("org.lmdbjava.Library", true, Env.class.getClassLoader());
            loaded = true;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            failure = e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
