package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.Point;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Ways to open stores wrongly. */
final class WrongOpening {
    private static final String LOCK_FILE = "lock";

    private WrongOpening() {}

    static AlteredProvider forgettingSnapshots() {
        return new AlteredProvider((right, directory, options) -> {
            FileSystemStorage storage = right.open(directory, options);
            storage.snapshots().stream().map(Snapshot::name).forEach(storage::deleteSnapshot);
            return storage;
        });
    }

    static AlteredProvider startingItsNumbersAnew() {
        return new AlteredProvider((right, directory, options) -> {
            FileSystemStorage storage = right.open(directory, options);
            long start = storage.mainBranch().head().point().sequence();
            return AlteredStorage.of(storage, call -> {
                Object answer = call.proceed();
                if (call.is("Branch.apply")) {
                    AppliedChange applied = (AppliedChange) answer;
                    Point point =
                            new Point(applied.point().branch(), applied.point().sequence() - start);
                    return new AppliedChange(point, applied.effectiveTime(), applied.operations());
                }
                return answer;
            });
        });
    }

    static AlteredProvider tellingAnotherBackend() {
        return AlteredProvider.altering(
                () -> call -> call.is("FileSystemStorage.backend") ? "another" : call.proceed());
    }

    static AlteredProvider makingWhatMustExist() {
        return takingOneModeForAnother(OpenMode.EXISTING, OpenMode.CREATE_IF_MISSING);
    }

    static AlteredProvider openingWhatMustBeNew() {
        return takingOneModeForAnother(OpenMode.CREATE_NEW, OpenMode.CREATE_IF_MISSING);
    }

    private static AlteredProvider takingOneModeForAnother(OpenMode asked, OpenMode taken) {
        return new AlteredProvider((right, directory, options) -> right.open(
                directory,
                options.mode() == asked ? options.toBuilder().mode(taken).build() : options));
    }

    static AlteredProvider clearingTheDirectory() {
        return new AlteredProvider((right, directory, options) -> {
            if (Files.isDirectory(directory) && !isStore(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return right.open(directory, options);
        });
    }

    static AlteredProvider refusingEmptyDirectories() {
        return new AlteredProvider((right, directory, options) -> {
            if (Files.isDirectory(directory) && !isStore(directory)) {
                throw new StoreUnusableException("The directory exists. directory=" + directory);
            }
            return right.open(directory, options);
        });
    }

    static AlteredProvider overlookingTheBackend() {
        return overlookingProperty("backend", new AlteredProvider().id());
    }

    static AlteredProvider overlookingTheFormat() {
        return overlookingProperty("format", "2");
    }

    private static AlteredProvider overlookingProperty(String key, String value) {
        return new AlteredProvider((right, directory, options) -> {
            if (isStore(directory)) {
                Path file = directory.resolve(FileSystemStorages.PROPERTIES_FILE);
                Properties properties = new Properties();
                try (var in = Files.newInputStream(file)) {
                    properties.load(in);
                }
                properties.setProperty(key, value);
                try (var out = Files.newOutputStream(file)) {
                    properties.store(out, null);
                }
            }
            return right.open(directory, options);
        });
    }

    private static boolean isStore(Path directory) {
        return Files.exists(directory.resolve(FileSystemStorages.PROPERTIES_FILE));
    }

    static AlteredProvider ignoringUnknownOptions() {
        return new AlteredProvider() {
            @Override
            public BackendOptions parseOptions(Map<String, String> text) {
                return super.parseOptions(Map.of());
            }
        };
    }

    static AlteredProvider tellingOptionsThatItDoesNotKnow() {
        return new AlteredProvider() {
            @Override
            public BackendOptions defaultOptions() {
                BackendOptions right = super.defaultOptions();
                return new BackendOptions() {
                    @Override
                    public String backend() {
                        return right.backend();
                    }

                    @Override
                    public Map<String, String> asText() {
                        return Map.of("cache", "1 MiB");
                    }
                };
            }
        };
    }

    static AlteredProvider lettingOthersReadItsFiles() {
        return new AlteredProvider((right, directory, options) -> {
            FileSystemStorage storage = right.open(directory, options);
            Files.setPosixFilePermissions(
                    directory.resolve(FileSystemStorages.PROPERTIES_FILE),
                    PosixFilePermissions.fromString("rw-r--r--"));
            return storage;
        });
    }

    /** The second open gives what the first did. */
    static AlteredProvider openingTwice() {
        return openingTwiceUnless((first, second) -> false);
    }

    static AlteredProvider knowingStoresByTheirNames() {
        return openingTwiceUnless(Path::equals);
    }

    private interface Sameness {
        boolean isKnown(Path first, Path second);
    }

    private static AlteredProvider openingTwiceUnless(Sameness sameness) {
        Map<Path, Path> names = new HashMap<>();
        Map<Path, FileSystemStorage> open = new HashMap<>();
        return new AlteredProvider((right, directory, options) -> {
            try {
                FileSystemStorage storage = right.open(directory, options);
                names.put(directory.toRealPath(), directory);
                open.put(directory.toRealPath(), storage);
                return storage;
            } catch (StoreLockedException e) {
                Path real = directory.toRealPath();
                if (sameness.isKnown(names.get(real), directory)) {
                    throw e;
                }
                return open.get(real);
            }
        });
    }

    /** POSIX drops a process's locks on a file when the process closes any descriptor of it. */
    static AlteredProvider losingItsLockToASecondOpen() {
        return new AlteredProvider((right, directory, options) -> {
            try {
                return right.open(directory, options);
            } catch (StoreLockedException e) {
                FileChannel.open(directory.resolve(LOCK_FILE)).close();
                throw e;
            }
        });
    }

    static AlteredProvider notWaitingForALock() {
        return new AlteredProvider((right, directory, options) -> right.open(
                directory, options.toBuilder().lockTimeout(Duration.ZERO).build()));
    }

    static AlteredProvider takingALockFileForALock() {
        return new AlteredProvider((right, directory, options) -> {
            Path file = directory.resolve(LOCK_FILE);
            String own = "pid=" + ProcessHandle.current().pid();
            if (Files.exists(file) && !Files.readString(file).strip().equals(own)) {
                throw new StoreLockedException("There is a lock file. file=" + file);
            }
            return right.open(directory, options);
        });
    }

    static AlteredProvider failingWhereInterrupted() {
        return new AlteredProvider((right, directory, options) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("The channel was closed by an interrupt");
            }
            return right.open(directory, options);
        });
    }

    /** What each open of a store leaks. */
    private interface Leak {
        Object leave(Path directory, int number) throws IOException;
    }

    static AlteredProvider leakingADescriptor() {
        return leaking((directory, number) -> FileChannel.open(directory.resolve(FileSystemStorages.PROPERTIES_FILE)));
    }

    static AlteredProvider leavingAFile() {
        return leaking((directory, number) -> Files.createFile(directory.resolve("session-" + number)));
    }

    static AlteredProvider leakingAThread() {
        return leaking((directory, number) -> sleeping("left by open " + number));
    }

    private static AlteredProvider leaking(Leak leak) {
        List<Object> left = new ArrayList<>();
        return new AlteredProvider((right, directory, options) -> {
            FileSystemStorage storage = right.open(directory, options);
            left.add(leak.leave(directory, left.size()));
            return storage;
        });
    }

    private static Thread sleeping(String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(1).toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
