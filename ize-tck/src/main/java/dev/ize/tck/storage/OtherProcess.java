package dev.ize.tck.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StoreLockedException;
import dev.ize.tck.engine.Threads;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A second Java process on this one's class path that does something with a store and says how that went. */
final class OtherProcess {
    static final String LOCKED = "locked";
    static final String OPENED = "opened";

    /** Lets the JVM optimise, which pays for tasks of more than some seconds. */
    static final String AT_FULL_SPEED = "-XX:TieredStopAtLevel=4";

    private OtherProcess() {}

    /** What is done there; its class has a constructor without arguments. */
    interface Task {
        /** Prints what is to be told to the process that waits for it. */
        void run(FileSystemStorageProvider provider, Path store) throws Exception;
    }

    /**
     * How a process ended.
     *
     * @param status its exit status; over 128 where a signal ended it
     * @param output what it printed
     */
    record End(int status, String output) {
        /** The last line that it printed. */
        String lastLine() {
            return output.lines().reduce((first, second) -> second).orElse("");
        }
    }

    /**
     * Opens a store in another process, with the provider that {@link java.util.ServiceLoader} would make there, and
     * closes it again.
     *
     * @return {@link #LOCKED}, {@link #OPENED}, or what else the process printed
     */
    static String open(FileSystemStorageProvider provider, Path store) throws IOException, InterruptedException {
        return run(provider, Opening.class, store).lastLine();
    }

    /**
     * As {@link #open}, by a process of root's to which the rights of files apply as to anyone. The test is skipped where
     * no such process can be made.
     */
    static String openWithoutReadingAll(FileSystemStorageProvider provider, Path store)
            throws IOException, InterruptedException {
        List<String> giveUp = List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search");
        assumeTrue(canRun(giveUp), "root reads everything, and here is no setpriv to give that up");
        ProcessBuilder builder = builder(provider, Opening.class, store);
        List<String> command = new ArrayList<>(giveUp);
        command.addAll(builder.command());
        return end(builder.command(command).start()).lastLine();
    }

    private static boolean canRun(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a task in another process to its end. */
    static End run(FileSystemStorageProvider provider, Class<? extends Task> task, Path store, String... jvmOptions)
            throws IOException, InterruptedException {
        return end(builder(provider, task, store, jvmOptions).start());
    }

    /** Runs a task in another process, whose locale environment variables set, to its end. */
    static End run(
            FileSystemStorageProvider provider, Class<? extends Task> task, Path store, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = builder(provider, task, store);
        builder.environment().putAll(environment);
        return end(builder.start());
    }

    /** Starts a task in another process and leaves that to the caller. */
    static Process start(FileSystemStorageProvider provider, Class<? extends Task> task, Path store)
            throws IOException {
        return builder(provider, task, store).start();
    }

    private static ProcessBuilder builder(
            FileSystemStorageProvider provider, Class<? extends Task> task, Path store, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(
                "-cp",
                classPath(provider),
                OtherProcess.class.getName(),
                provider.getClass().getName(),
                task.getName(),
                store.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Surefire's own class path may be a jar that only names the others; a provider may be loaded from beside it. */
    private static String classPath(FileSystemStorageProvider provider) {
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ClassLoader loader = provider.getClass().getClassLoader();
        Stream<String> beside = loader instanceof URLClassLoader urls
                ? Stream.of(urls.getURLs()).map(OtherProcess::file)
                : Stream.of();
        return Stream.concat(Stream.of(own), beside).collect(Collectors.joining(File.pathSeparator));
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }

    /** Waits for its end; a process whose test is interrupted, as when its time is up, is killed. */
    private static End end(Process process) throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Threads reader = new Threads()) {
            reader.start(
                    "output of " + process.pid(), () -> process.getInputStream().transferTo(printed));
            int status;
            try {
                status = process.waitFor();
            } finally {
                process.toHandle().destroyForcibly();
            }
            reader.join();
            return new End(status, printed.toString(StandardCharsets.UTF_8));
        }
    }

    /** Options as tests have them. */
    static StorageOptions options(FileSystemStorageProvider provider) {
        return StorageOptions.builder()
                .backend(provider.id())
                .durability(Durability.BUFFERED)
                .build();
    }

    /** Does the task that the second argument names, with the provider whose class the first one does. */
    public static void main(String[] arguments) throws Exception {
        FileSystemStorageProvider provider = made(arguments[0], FileSystemStorageProvider.class);
        made(arguments[1], Task.class).run(provider, Path.of(arguments[2]));
        System.out.flush();
    }

    private static <T> T made(String name, Class<T> type) throws ReflectiveOperationException {
        return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
    }

    /** Opens the store and closes it. */
    static final class Opening implements Task {
        @Override
        public void run(FileSystemStorageProvider provider, Path store) {
            try (FileSystemStorage storage = provider.open(store, options(provider))) {
                System.out.println(storage.branches().isEmpty() ? "empty" : OPENED);
            } catch (StoreLockedException e) {
                System.out.println(LOCKED);
            }
        }
    }
}
