package dev.ize.cli.tree;

import dev.ize.cli.output.Printable;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names in a local directory, in the order of store paths, and what is at each, which is read a {@link Part} at a time, on
 * any thread.
 */
final class DirectoryListing {
    /** Names of a part: a millisecond's work for the system. */
    private static final int PART_NAMES = 256;

    private final StorePath path;
    private final Path directory;
    private final Name[] names;
    private final LeaveOut leaveOut;
    private final Part first;

    /**
     * What is at some of the names.
     *
     * @param items those that are there, in order
     * @param problems why others are left out
     */
    record Part(List<LocalTree.Item> items, Problems problems) {}

    private DirectoryListing(StorePath path, Path directory, Name[] names, LeaveOut leaveOut, Problems problems) {
        this.path = path;
        this.directory = directory;
        this.names = names;
        this.leaveOut = leaveOut;
        this.first = read(0, problems);
    }

    /**
     * Reads a directory's names, and the first part.
     *
     * @param maxNames how many names it may have; null comes of one that has more
     */
    static @Nullable DirectoryListing read(StorePath path, Path directory, LeaveOut leaveOut, int maxNames)
            throws IOException {
        Problems problems = new Problems();
        List<Name> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (names.size() == maxNames) {
                    return null;
                }
                byte[] bytes = LocalNames.bytes(child.getFileName());
                try {
                    names.add(Name.of(bytes));
                } catch (InvalidNameException e) {
                    problems.add(Printable.of(directory) + "/" + Printable.of(bytes), "its name is not UTF-8");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (UncheckedIOException e) {
            throw Problems.unwrap(e);
        }
        Name[] sorted = names.toArray(Name[]::new);
        Arrays.sort(sorted);
        return new DirectoryListing(path, directory, sorted, leaveOut, problems);
    }

    StorePath path() {
        return path;
    }

    Part first() {
        return first;
    }

    int parts() {
        return Math.max(1, (names.length + PART_NAMES - 1) / PART_NAMES);
    }

    /** Reads what is at the names of a part, from 0. */
    Part read(int part) {
        return read(part, new Problems());
    }

    private Part read(int part, Problems problems) {
        int from = part * PART_NAMES;
        int to = Math.min(names.length, from + PART_NAMES);
        List<LocalTree.Item> items = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            LocalTree.Item item = item(names[i], problems);
            if (item != null) {
                items.add(item);
            }
        }
        return new Part(items, problems);
    }

    private LocalTree.@Nullable Item item(Name name, Problems problems) {
        StorePath child;
        try {
            child = path.resolve(name);
        } catch (InvalidNameException e) {
            problems.add(path + "/" + name, "its path is over " + StorePath.MAX_BYTES + " bytes");
            return null;
        }
        try {
            return item(child, directory.resolve(LocalNames.name(directory, name)), problems);
        } catch (NoSuchFileException e) {
            // Gone since the directory was listed: as if it had been gone before.
            return null;
        } catch (IOException e) {
            problems.add(child, e);
            return new LocalTree.Item(child, Optional.empty());
        }
    }

    private LocalTree.Item item(StorePath child, Path file, Problems problems) throws IOException {
        LocalAttributes attributes = LocalAttributes.read(file);
        Optional<NodeKind> kind = attributes.kind();
        boolean isDirectory = kind.filter(NodeKind.DIRECTORY::equals).isPresent();
        if (leaveOut.matches(child, isDirectory) || (isDirectory && leaveOut.isStore(attributes))) {
            return new LocalTree.Item(child, Optional.empty());
        }
        if (kind.isEmpty()) {
            problems.add(child, "sockets, devices and pipes are not recorded");
            return new LocalTree.Item(child, Optional.empty());
        }
        return new LocalTree.Item(child, Optional.of(new LocalEntry(child, file, kind.get(), attributes)));
    }
}
