package dev.ize.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A local tree that changes at random, in every way that a person's tree does. */
final class RandomTree {
    private static final String[] NAMES = {"a", "b", "B", "a.b", "c-d", "ü", "日", "x y", "-2h", "@1"};

    private final Path root;
    private final Random random;

    RandomTree(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    void change(int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            change();
        }
    }

    private void change() throws IOException {
        Path at = any(true).resolve(NAMES[random.nextInt(NAMES.length)]);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                delete(at);
                Files.write(at, content());
            }
            case 3, 4 -> {
                if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                    delete(at);
                    Files.createDirectory(at);
                }
            }
            case 5 -> {
                delete(at);
                Files.createSymbolicLink(at, Path.of("to/" + random.nextInt(5)));
            }
            case 6 -> delete(any(false));
            case 7, 8 -> move(any(false), at);
            case 9 -> LocalFiles.setModified(any(false), "20" + (10 + random.nextInt(80)) + "-01-01T00:00:00.5Z");
            case 10 -> setMode(any(false));
            default -> append(any(false));
        }
    }

    private byte[] content() {
        // Few different ones, so that equal contents meet; sometimes large ones, of several chunks.
        int kind = random.nextInt(8);
        byte[] bytes = new byte[kind == 0 ? 0 : kind == 1 ? 1_500_000 : kind * 100];
        new Random(kind + 10L * random.nextInt(2)).nextBytes(bytes);
        return bytes;
    }

    private void move(Path from, Path to) throws IOException {
        if (!from.equals(root) && !to.startsWith(from) && !from.startsWith(to)) {
            delete(to);
            Files.move(from, to);
        }
    }

    private void setMode(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            LocalFiles.setMode(file, random.nextBoolean() ? 0700 : 0755);
        }
    }

    private static void append(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        }
    }

    private void delete(Path file) throws IOException {
        if (file.equals(root)) {
            return;
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(file)) {
                for (Path child : children.toList()) {
                    delete(child);
                }
            }
        }
        Files.deleteIfExists(file);
    }

    private Path any(boolean directory) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(file -> !directory || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .forEach(all::add);
        }
        return all.get(random.nextInt(all.size()));
    }
}
