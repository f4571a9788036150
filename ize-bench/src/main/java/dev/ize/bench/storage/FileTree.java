package dev.ize.bench.storage;

import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import java.util.Optional;

/**
 * Tiny files, a thousand in a directory, made by one change.
 *
 * @param files how many
 */
record FileTree(int files) implements Recipe {
    static final String NAME = "tree";

    private static final int FILE_BYTES = 32;
    private static final int FILES_A_DIRECTORY = 1000;

    @Override
    public void fill(FileSystemStorage storage) {
        try (StagedChange stage = storage.mainBranch().stage("bench", "", "")) {
            for (int i = 0; i < files; i++) {
                if (i % FILES_A_DIRECTORY == 0) {
                    stage.add(new Operation.CreateDirectory(
                            directory(i), Change.DEFAULT_DIRECTORY_MODE, Optional.empty()));
                }
                Content content = Content.of(Text.bytes(i, FILE_BYTES));
                stage.add(new Operation.CreateFile(path(i), content, Change.DEFAULT_FILE_MODE, Optional.empty()));
            }
            stage.publish();
        }
    }

    /** Where a file is. */
    static StorePath path(int file) {
        return directory(file).resolve("file-" + file);
    }

    /** The directory of a file. */
    static StorePath directory(int file) {
        return StorePath.ROOT.resolve("directory-" + file / FILES_A_DIRECTORY);
    }

    @Override
    public String toString() {
        return NAME + " " + files;
    }
}
