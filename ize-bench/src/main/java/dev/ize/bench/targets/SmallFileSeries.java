package dev.ize.bench.targets;

import dev.ize.bench.storage.Text;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Files of at most 4 KiB of text at depth 5, a hundred in a directory, each with a new content in every version.
 *
 * @param files how many
 * @param versions how many states of all of them
 */
record SmallFileSeries(int files, int versions) {
    static final int MAX_FILE_BYTES = 4096;

    private static final int MIN_FILE_BYTES = 256;
    private static final int EDITED_BYTES = 40;
    private static final int FILES_A_DIRECTORY = 100;

    /** Where a file is, without the leading slash. */
    static String name(int file) {
        return "a/b/c/directory-" + file / FILES_A_DIRECTORY + "/file-" + file;
    }

    static StorePath path(int file) {
        return StorePath.of("/" + name(file));
    }

    /** A file's content: its text, in which each version has edited one place more than the one before, up to ten. */
    static byte[] content(int file, int version) {
        SplittableRandom random = new SplittableRandom(file);
        byte[] bytes = Text.bytes(file, random.nextInt(MIN_FILE_BYTES, MAX_FILE_BYTES + 1));
        for (int edit = Math.max(0, version - 9); edit <= version; edit++) {
            SplittableRandom place = new SplittableRandom(31L * file + edit);
            byte[] edited = Text.bytes(1_000_003L * file + edit + 1, EDITED_BYTES);
            int start = place.nextInt(bytes.length - EDITED_BYTES);
            System.arraycopy(edited, 0, bytes, start, EDITED_BYTES);
        }
        ByteBuffer.wrap(bytes).putInt(file).putInt(version);
        return bytes;
    }

    /** Records all versions, a change each, and gives the points after them. */
    List<Point> record(Branch branch) {
        Change.Builder directories = Change.by("bench");
        for (String directory : List.of("/a", "/a/b", "/a/b/c")) {
            directories.createDirectory(StorePath.of(directory));
        }
        for (int file = 0; file < files; file += FILES_A_DIRECTORY) {
            directories.createDirectory(path(file).parent().orElseThrow());
        }
        branch.apply(directories.build());
        List<Point> points = new ArrayList<>();
        for (int version = 0; version < versions; version++) {
            Change.Builder change = Change.by("bench");
            for (int file = 0; file < files; file++) {
                Content content = Content.of(content(file, version));
                if (version == 0) {
                    change.create(path(file), content);
                } else {
                    change.replace(path(file), content);
                }
            }
            points.add(branch.apply(change.build()).point());
        }
        return points;
    }

    /** Writes one version into an empty directory. */
    void write(int version, Path directory) throws IOException {
        for (int file = 0; file < files; file++) {
            Path target = directory.resolve(name(file));
            if (file % FILES_A_DIRECTORY == 0) {
                Files.createDirectories(target.getParent());
            }
            Files.write(target, content(file, version));
        }
    }
}
