package dev.ize.bench.targets;

import dev.ize.bench.storage.Text;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A file of 1 KiB at depth 5 that gets new contents, a change for each. For one thread. */
final class DurableFile {
    private static final int FILE_BYTES = 1024;
    private static final byte[] TEXT = Text.bytes(1, 1 << 20);
    private static final StorePath DIRECTORY = StorePath.of("/a/b/c/d");

    private final Branch branch;
    private final StorePath file;
    private final int number;
    private final SplittableRandom random;
    private long written;
    private byte[] newest;

    private DurableFile(Branch branch, int number) {
        this.branch = branch;
        this.number = number;
        this.file = DIRECTORY.resolve("file-" + number);
        this.random = new SplittableRandom(number);
        this.newest = next();
        branch.apply(Change.by("bench").create(file, Content.of(newest)).build());
    }

    /** So many files in a fresh store. */
    static DurableFile[] in(FileSystemStorage storage, int count) {
        Change.Builder directories = Change.by("bench");
        for (String directory : new String[] {"/a", "/a/b", "/a/b/c", "/a/b/c/d"}) {
            directories.createDirectory(StorePath.of(directory));
        }
        storage.mainBranch().apply(directories.build());
        DurableFile[] files = new DurableFile[count];
        for (int i = 0; i < count; i++) {
            files[i] = new DurableFile(storage.mainBranch(), i);
        }
        return files;
    }

    /** Text that was never written before: it starts with numbers of its own. */
    private byte[] next() {
        int start = random.nextInt(TEXT.length - FILE_BYTES);
        byte[] bytes = Arrays.copyOfRange(TEXT, start, start + FILE_BYTES);
        ByteBuffer.wrap(bytes).putInt(number).putLong(++written);
        return bytes;
    }

    void overwrite() {
        newest = next();
        branch.apply(Change.by("bench").replace(file, Content.of(newest)).build());
    }

    /** Compares what is there with what was written last. */
    void check() {
        if (!Arrays.equals(branch.head().read(file), newest)) {
            throw new IllegalStateException("A file has not the content that was acknowledged last: " + file);
        }
    }
}
