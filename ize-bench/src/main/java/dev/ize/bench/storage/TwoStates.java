package dev.ize.bench.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import java.util.Optional;

/**
 * A tree, and the tree after as many operations, in equal parts new contents, renames, deletions and new files, each on a
 * file of its own. The snapshots {@code before} and {@code after} name the two.
 *
 * @param operations how many lie between; the tree has as many files before
 */
record TwoStates(int operations) implements Recipe {
    static final String NAME = "two-states";
    static final String BEFORE = "before";
    static final String AFTER = "after";

    @Override
    public void fill(FileSystemStorage storage) {
        new FileTree(operations).fill(storage);
        Branch main = storage.mainBranch();
        storage.createSnapshot(BEFORE, main.head(), "");
        try (StagedChange stage = main.stage("bench", "", "")) {
            for (int i = 0; i < operations; i++) {
                stage.add(operation(i));
            }
            stage.publish();
        }
        storage.createSnapshot(AFTER, main.head(), "");
    }

    private static Operation operation(int number) {
        StorePath file = FileTree.path(number);
        StorePath directory = FileTree.directory(number);
        Content content = Content.of("state after, of file " + number);
        return switch (number % 4) {
            case 0 -> new Operation.ReplaceContent(file, content, Optional.empty());
            case 1 -> new Operation.RenameFile(file, directory.resolve("renamed-" + number));
            case 2 -> new Operation.DeleteFile(file);
            default ->
                new Operation.CreateFile(
                        directory.resolve("new-" + number), content, Change.DEFAULT_FILE_MODE, Optional.empty());
        };
    }

    @Override
    public String toString() {
        return NAME + " " + operations;
    }
}
