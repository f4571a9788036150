package dev.ize.bench.storage;

import dev.ize.spi.Change;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;

/**
 * One large file of text.
 *
 * @param mebibytes its length
 */
record LargeFile(int mebibytes) implements Recipe {
    static final String NAME = "large-file";
    static final StorePath FILE = StorePath.of("/large");

    @Override
    public void fill(FileSystemStorage storage) {
        try (StoredContent content = storage.store(new Text(1, (long) mebibytes << 20))) {
            storage.mainBranch().apply(Change.by("bench").create(FILE, content).build());
        }
    }

    @Override
    public String toString() {
        return NAME + " " + mebibytes;
    }
}
