package dev.ize.core.verify;

import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directories that the paths of neighbouring operations of one branch lead to, so that not each operation walks
 * down from the root.
 */
final class DirectoryCache {
    private static final int MAX_PATHS = 4096;

    private final Map<StorePath, Long> nodes = new HashMap<>();
    private long branch;

    /** To be called before an operation is looked at. */
    void enter(long ofBranch) {
        if (ofBranch != branch) {
            nodes.clear();
            branch = ofBranch;
        }
    }

    /** To be called after an operation was looked at: after some, paths lead elsewhere. */
    void leave(Operation operation) {
        boolean moves = operation instanceof Operation.RenameDirectory
                || operation instanceof Operation.DeleteDirectory
                || operation instanceof Operation.ExchangeEntries;
        if (moves) {
            nodes.clear();
        }
    }

    @Nullable
    Long find(StorePath directory) {
        return nodes.get(directory);
    }

    void keep(StorePath directory, long node) {
        if (nodes.size() >= MAX_PATHS) {
            nodes.clear();
        }
        nodes.put(directory, node);
    }
}
