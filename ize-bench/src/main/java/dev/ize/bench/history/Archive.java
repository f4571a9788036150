package dev.ize.bench.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What a contender has recorded. Releases are numbered from 0 in the order in which they were recorded.
 *
 * <p>For one thread.
 */
public interface Archive extends AutoCloseable {
    /** Records a release as the next one, from its directory; done when it survives what the contender promises. */
    void record(Release release) throws IOException;

    /** A file's bytes at a release. */
    byte[] read(int release, String path) throws IOException;

    /** The releases in which a path came, went, or got other bytes or another kind. */
    SortedSet<Integer> history(String path) throws IOException;

    /** Writes a release into an empty directory. */
    void checkOut(int release, Path directory) throws IOException;

    /** What became of each path from one release to another. */
    SortedMap<String, PathChange> difference(int before, int after) throws IOException;

    /** Makes a branch at a release. */
    void branch(String name, int release) throws IOException;

    /** A file's bytes on a branch. */
    byte[] readOnBranch(String name, String path) throws IOException;

    /** Space on disk, by blocks. */
    long diskBytes() throws IOException;

    /** Packs or compacts what is kept; false if there is nothing of the kind. */
    boolean upkeep() throws IOException;

    @Override
    void close() throws IOException;
}
