package dev.ize.cli.tree;

import dev.ize.spi.Entry;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a look at one path has shown.
 *
 * @param path the path
 * @param entry what is there; null if that could not be seen
 * @param file the same, if it is a file
 * @param before what the view has at the path
 * @param same whether the file has the content that the view has
 * @param failure why the path could not be looked at
 */
record Look(
        StorePath path,
        @Nullable LocalEntry entry,
        @Nullable LocalFile file,
        Optional<Entry> before,
        boolean same,
        @Nullable IOException failure)
        implements AutoCloseable {
    static Look failed(StorePath path, IOException failure) {
        return new Look(path, null, null, Optional.empty(), false, failure);
    }

    /** Gives back what was made ready of the file and not taken. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
