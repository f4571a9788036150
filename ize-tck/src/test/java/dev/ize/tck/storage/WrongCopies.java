package dev.ize.tck.storage;

import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorageOptions.OpenMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Ways to copy stores, and to open them to read, wrongly. */
final class WrongCopies {
    private static final String COPY = "FileSystemStorage.copyTo";

    private WrongCopies() {}

    /** A copy is what a dump holds that was made before the last two changes. */
    static AlteredProvider missingTheNewestChange() {
        return new AlteredProvider((right, directory, options) -> {
            byte[][] dumps = new byte[2][];
            return AlteredStorage.of(right.open(directory, options), call -> {
                if (call.is("Branch.apply")) {
                    synchronized (dumps) {
                        dumps[0] = dumps[1];
                        dumps[1] = dump(call.storage());
                    }
                }
                byte[] older;
                synchronized (dumps) {
                    older = dumps[0] == null ? dumps[1] : dumps[0];
                }
                if (!call.is(COPY) || older == null) {
                    return call.proceed();
                }
                StorageOptions fresh =
                        options.toBuilder().mode(OpenMode.CREATE_NEW).build();
                try (FileSystemStorage copy = right.open(call.argument(0, Path.class), fresh)) {
                    copy.load(new ByteArrayInputStream(older), Progress.NONE);
                }
                return null;
            });
        });
    }

    private static byte[] dump(FileSystemStorage storage) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        storage.dump(out, DumpOptions.all(), Progress.NONE);
        return out.toByteArray();
    }

    static AlteredProvider copyingOverWhatIsThere() {
        return Answers.replaced(COPY, call -> {
            Path target = call.argument(0, Path.class);
            if (Files.exists(target)) {
                try (Stream<Path> files = Files.walk(target)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return call.proceed();
        });
    }

    static AlteredProvider keepingACopyThatWasEnded() {
        return Answers.replaced(COPY, call -> {
            try {
                return call.proceed();
            } catch (IllegalStateException e) {
                call.proceed(call.arguments()[0], Progress.NONE);
                throw e;
            }
        });
    }

    static AlteredProvider seemingToWrite() {
        List<String> writes = List.of(
                "Branch.apply",
                "FileSystemStorage.fork",
                "FileSystemStorage.deleteBranch",
                "FileSystemStorage.createSnapshot",
                "FileSystemStorage.deleteSnapshot",
                "FileSystemStorage.sync",
                "FileSystemStorage.compact");
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (UnsupportedOperationException e) {
                if (writes.contains(call.name())) {
                    return null;
                }
                throw e;
            }
        });
    }

    static AlteredProvider touchingWhatItIsToRead() {
        return new AlteredProvider((right, directory, options) -> {
            FileSystemStorage storage = right.open(directory, options);
            if (options.mode() == OpenMode.READ_ONLY) {
                Files.writeString(directory.resolve("last-read"), "now");
            }
            return storage;
        });
    }

    static AlteredProvider makingWhatItIsToRead() {
        return new AlteredProvider((right, directory, options) -> {
            if (options.mode() == OpenMode.READ_ONLY && isMissing(directory)) {
                right.open(
                                directory,
                                options.toBuilder().mode(OpenMode.CREATE_NEW).build())
                        .close();
            }
            return right.open(directory, options);
        });
    }

    private static boolean isMissing(Path directory) throws IOException {
        return Files.notExists(directory);
    }
}
