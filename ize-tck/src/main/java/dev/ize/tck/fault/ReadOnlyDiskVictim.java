package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Writes a store to a disk of its own, makes the disk one that cannot be written, and does all that reads; says what came
 * of it.
 */
final class ReadOnlyDiskVictim {
    private static final int STEPS = 40;

    private final Subject subject;
    private final Path disk;

    private ReadOnlyDiskVictim(Subject subject, Path disk) {
        this.subject = subject;
        this.disk = disk;
    }

    /** A subject whose store lies right below the disk's root. */
    public static void main(String[] arguments) {
        try {
            Subject subject = Subject.parse(arguments);
            ReadOnlyDiskVictim victim = new ReadOnlyDiskVictim(
                    subject, Objects.requireNonNull(subject.store().getParent()));
            Lane lane = victim.write();
            victim.remount();
            victim.requireRefusal();
            Talk.say("result " + victim.read(lane));
        } catch (Exception | Error e) {
            Talk.sayWrong(e);
        }
    }

    private Lane write() {
        Lane lane = subject.lane(0, 0);
        try (FileSystemStorage storage = subject.open()) {
            while (lane.steps() < STEPS) {
                lane.run(storage);
            }
        }
        return lane;
    }

    private void remount() throws IOException, InterruptedException {
        int status = new ProcessBuilder("mount", "-o", "remount,ro", disk.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("The disk can still be written, mount ended with status " + status);
        }
    }

    /** Shows that the disk cannot be written. */
    private void requireRefusal() {
        try {
            Files.createFile(disk.resolve("file"));
        } catch (IOException e) {
            try {
                subject.open().close();
            } catch (StorageException refused) {
                return;
            }
            throw new AssertionError("A store was opened to be written on a disk that cannot be", e);
        }
        throw new AssertionError("The disk can still be written");
    }

    private String read(Lane lane) throws IOException {
        EngineProvider provider = subject.flawedProvider();
        StorageOptions options =
                StorageOptions.builder().mode(StorageOptions.OpenMode.READ_ONLY).build();
        Path copy = Files.createTempDirectory("copy");
        Subject copied = subject.at(copy);
        try (FileSystemStorage storage = provider.open(subject.store(), options)) {
            require(Survey.of(storage, lane));
            Survey.requireSound(storage);
            storage.dump(OutputStream.nullOutputStream(), DumpOptions.all(), Progress.NONE);
            storage.prune(KeepRules.builder().keepLast(1).build(), RemovalMode.DRY_RUN, Progress.NONE);
            storage.copyTo(copy, Progress.NONE);
        }
        try (FileSystemStorage storage = copied.open()) {
            require(Survey.of(storage, lane));
        } finally {
            Directories.delete(copy);
        }
        return "read, verified, dumped, copied steps=" + lane.steps();
    }

    private static void require(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new AssertionError("The store is not as its record: " + findings);
        }
    }
}
