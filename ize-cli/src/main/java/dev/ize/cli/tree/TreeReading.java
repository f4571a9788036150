package dev.ize.cli.tree;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/**
 * How a local tree is read.
 *
 * @param leaveOut what is no part of it
 * @param reread whether to read files too that nothing has touched since a recording read them
 * @param clock the wall clock, which tells how old a file's last change is
 */
public record TreeReading(LeaveOut leaveOut, boolean reread, InstantSource clock) {
    public TreeReading {
        Objects.requireNonNull(leaveOut, "leaveOut");
        Objects.requireNonNull(clock, "clock");
    }

    /** What is known of the files of a directory, which the store in another directory remembers. */
    StatCache cache(Path store, Path root) throws java.io.IOException {
        return StatCache.of(store, root, clock.instant(), !reread);
    }
}
