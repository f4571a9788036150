package dev.ize.bench.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;

/**
 * One small file in many versions, made by changes of up to a thousand operations.
 *
 * @param versions how many
 */
record FileVersions(int versions) implements Recipe {
    static final String NAME = "versions";
    static final StorePath FILE = StorePath.of("/file");

    private static final int FILE_BYTES = 256;
    private static final int VERSIONS_A_CHANGE = 1000;

    @Override
    public void fill(FileSystemStorage storage) {
        Branch main = storage.mainBranch();
        int made = 0;
        while (made < versions) {
            Change.Builder change = Change.by("bench");
            int end = Math.min(versions, made + VERSIONS_A_CHANGE);
            for (; made < end; made++) {
                Content content = Content.of(Text.bytes(made, FILE_BYTES));
                if (made == 0) {
                    change.create(FILE, content);
                } else {
                    change.replace(FILE, content);
                }
            }
            main.apply(change.build());
        }
    }

    @Override
    public String toString() {
        return NAME + " " + versions;
    }
}
