package dev.ize.cli;

import dev.ize.spi.Change;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A working directory with a tree to record and a store of some backend. */
final class Workspace {
    final Path directory;
    final Path tree;

    private Workspace(Path directory, Path tree) {
        this.directory = directory;
        this.tree = tree;
    }

    static Workspace make(Path directory, String backend) throws IOException {
        return make(InstantSource.system(), directory, backend);
    }

    /** A store never goes back behind the time at which it was made. */
    static Workspace make(InstantSource clock, Path directory, String backend) throws IOException {
        // JUnit's path may hold a symlink, as on macOS.
        Path real = directory.toRealPath();
        CommandRun.at(clock, real, "init", "--backend", backend).done();
        return new Workspace(real, Files.createDirectory(real.resolve("tree")));
    }

    Path store() {
        return directory.resolve(".ize");
    }

    Path out(String name) {
        return directory.resolve(name);
    }

    /** Runs a command in the working directory. */
    CommandRun ize(String... args) {
        return CommandRun.in(directory, args);
    }

    /** Applies a change that the command has no words for. */
    void apply(Consumer<Change.Builder> operations) {
        try (FileSystemStorage storage = FileSystemStorages.open(store(), StorageOptions.defaults())) {
            Change.Builder change = Change.by("bob").message("by program");
            operations.accept(change);
            storage.mainBranch().apply(change.build());
        }
    }
}
