package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalTreeTest {
    private final Problems problems = new Problems();

    @TempDir
    private Path top;

    @Test
    void everyEntryComesInTheOrderOfStorePaths() throws IOException {
        // Parts of directories, directories of several parts, and more directories than are listed ahead.
        writeTree(top, new Random(28), 3);
        writeFiles(Files.createDirectory(top.resolve("wide")), 700);

        List<StorePath> met = walk(path -> false);

        assertThat(met).isEqualTo(expected(path -> true));
        assertThat(problems.count()).isZero();
    }

    @Test
    void directoryWithMoreNamesThanAreListedAheadComesWhole() throws IOException {
        writeFiles(Files.createDirectory(top.resolve("a")), 3);
        writeFiles(Files.createDirectory(top.resolve("b")), 4097);
        writeFiles(Files.createDirectory(top.resolve("c")), 3);

        List<StorePath> met = walk(path -> false);

        assertThat(met).isEqualTo(expected(path -> true));
    }

    @Test
    void deepTreeComesWhole() throws IOException {
        Path directory = top;
        for (int i = 0; i < 300; i++) {
            Files.createDirectory(directory.resolve("b"));
            Files.createDirectory(directory.resolve("c"));
            directory = Files.createDirectory(directory.resolve("a"));
        }

        List<StorePath> met = walk(path -> false);

        assertThat(met).isEqualTo(expected(path -> true));
    }

    @Test
    void whatIsBelowADirectoryCanBePassedOver() throws IOException {
        writeTree(top, new Random(11), 3);
        Predicate<StorePath> passed = path -> path.toString().endsWith("directory-1");

        List<StorePath> met = walk(passed);

        assertThat(met)
                .isEqualTo(expected(path -> Stream.iterate(
                                path.parent(),
                                each -> each.isPresent(),
                                each -> each.get().parent())
                        .noneMatch(parent -> passed.test(parent.get()))));
    }

    @Test
    void interruptIsKeptAndEndsNothing() throws IOException {
        writeTree(top, new Random(2026), 2);

        Thread.currentThread().interrupt();
        List<StorePath> met = walk(path -> false);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(met).isEqualTo(expected(path -> true));
    }

    @Test
    void noThreadIsLeft() throws Exception {
        writeTree(top, new Random(5), 3);

        walk(path -> false);

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("ize-ahead")) {
                thread.join(60_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    private List<StorePath> walk(Predicate<StorePath> passed) throws IOException {
        List<StorePath> met = new ArrayList<>();
        try (AheadThreads threads = new AheadThreads()) {
            LocalTree tree =
                    new LocalTree(top, StorePath.ROOT, LeaveOut.of(List.of(), top.resolve("none")), problems, threads);
            while (tree.hasNext()) {
                StorePath path = tree.next().path();
                met.add(path);
                if (passed.test(path)) {
                    tree.skipBelow(path);
                }
            }
        }
        return met;
    }

    private List<StorePath> expected(Predicate<StorePath> wanted) throws IOException {
        List<StorePath> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(top)) {
            all.map(each -> StorePath.of("/" + top.relativize(each).toString().replace('\\', '/')))
                    .filter(wanted)
                    .forEach(paths::add);
        }
        Collections.sort(paths);
        return paths;
    }

    private static void writeTree(Path directory, Random random, int depth) throws IOException {
        writeFiles(directory, random.nextInt(10));
        for (int i = 0; depth > 0 && i < 1 + random.nextInt(12); i++) {
            writeTree(Files.createDirectory(directory.resolve("directory-" + i)), random, depth - 1);
        }
    }

    private static void writeFiles(Path directory, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.createFile(directory.resolve("file-" + i));
        }
    }
}
