package dev.ize.bench.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The space that a directory's files take. */
public final class DiskBlocks {
    private DiskBlocks() {}

    /** The sum of all lengths, each rounded up to whole blocks of the file system; directories take one. */
    public static long bytes(Path directory) throws IOException {
        long block = Files.getFileStore(directory).getBlockSize();
        long blocks = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                long length = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : block;
                blocks += (length + block - 1) / block;
            }
        }
        return blocks * block;
    }
}
