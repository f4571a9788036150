package dev.ize.bench.history;

import java.io.IOException;
import java.nio.file.Path;

/** Something that keeps successive trees of files and gives them back. */
public interface Contender {
    /** What it is and what it promises. */
    ContenderDescription description();

    /** A new archive in an empty directory, which the caller closes. */
    Archive create(Path directory) throws IOException;
}
