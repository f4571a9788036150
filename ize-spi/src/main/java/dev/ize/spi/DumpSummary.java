package dev.ize.spi;

import java.util.Objects;

/**
 * What a dump holds.
 *
 * @param base what a store must have for the dump to be loaded into it
 * @param end what it has then
 * @param changes number of changes
 * @param acts number of forks, snapshots and deletions
 * @param objects number of pieces of content, each of up to 1 MiB
 * @param bytes length of the dump, in bytes
 */
public record DumpSummary(StorePosition base, StorePosition end, long changes, long acts, long objects, long bytes) {
    public DumpSummary {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(end, "end");
    }
}
