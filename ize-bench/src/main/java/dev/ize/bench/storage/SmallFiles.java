package dev.ize.bench.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;

/**
 * Small files at depth 5, a hundred in a directory, in ten versions each, and a lineage of sixteen forks of the newest.
 *
 * @param files how many
 */
record SmallFiles(int files) implements Recipe {
    static final String NAME = "small-files";

    /** Length of each file, in bytes. */
    static final int FILE_BYTES = 1024;

    /** States of all files. After each of them there is a snapshot, {@code version-0} first. */
    static final int VERSIONS = 10;

    /** Length of the lineage; its branches are {@code fork-1} to {@code fork-16}. */
    static final int FORKS = 16;

    private static final int FILES_A_DIRECTORY = 100;
    private static final StorePath TOP = StorePath.of("/a/b/c");

    @Override
    public void fill(FileSystemStorage storage) {
        Branch main = storage.mainBranch();
        Change.Builder directories = Change.by("bench");
        directories.createDirectory(StorePath.of("/a")).createDirectory(StorePath.of("/a/b"));
        directories.createDirectory(TOP);
        for (int i = 0; i < files; i += FILES_A_DIRECTORY) {
            directories.createDirectory(directory(i));
        }
        main.apply(directories.build());
        for (int version = 0; version < VERSIONS; version++) {
            Change.Builder change = Change.by("bench");
            for (int i = 0; i < files; i++) {
                Content content = Content.of(Text.bytes((long) version * files + i, FILE_BYTES));
                if (version == 0) {
                    change.create(path(i), content);
                } else {
                    change.replace(path(i), content);
                }
            }
            main.apply(change.build());
            storage.createSnapshot("version-" + version, main.head(), "");
        }
        Branch branch = main;
        for (int depth = 1; depth <= FORKS; depth++) {
            branch = storage.fork("fork-" + depth, branch.head());
        }
    }

    /** Where a file is. */
    static StorePath path(int file) {
        return directory(file).resolve("file-" + file);
    }

    private static StorePath directory(int file) {
        return TOP.resolve("directory-" + file / FILES_A_DIRECTORY);
    }

    @Override
    public String toString() {
        return NAME + " " + files;
    }
}
