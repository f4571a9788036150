package dev.ize.bench.storage;

import dev.ize.spi.FileSystemStorage;
import java.util.Arrays;

/**
 * What a store holds before something is measured on it. Two stores of one recipe hold the same.
 *
 * <p>A recipe is written as its name and its sizes, separated by spaces, so that another process can follow it.
 */
interface Recipe {
    /** Fills a fresh store. */
    void fill(FileSystemStorage storage);

    /** The recipe as text, which {@link #parse} understands. */
    @Override
    String toString();

    /** The recipe of a text. */
    static Recipe parse(String text) {
        String[] words = text.split(" ");
        int[] sizes = Arrays.stream(words)
                .skip(1)
                .filter(word -> word.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .toArray();
        return switch (words[0]) {
            case SmallFiles.NAME -> new SmallFiles(sizes[0]);
            case FileVersions.NAME -> new FileVersions(sizes[0]);
            case LargeFile.NAME -> new LargeFile(sizes[0]);
            case FileTree.NAME -> new FileTree(sizes[0]);
            case TwoStates.NAME -> new TwoStates(sizes[0]);
            case ListedDirectory.NAME ->
                new ListedDirectory(ListingBenchmark.Beside.valueOf(words[1]), sizes[0], sizes[1], sizes[2]);
            default -> throw new IllegalArgumentException("No such recipe: " + text);
        };
    }
}
