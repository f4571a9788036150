package dev.ize.spi;

import java.util.Map;
import java.util.Objects;

/**
 * Sizes and counts of a store, counted when they are asked for.
 *
 * @param backend id of the engine
 * @param operations operations in the log, over all branches, also those of a stage under way
 * @param nodes nodes ever made, roughly: the highest number of one that has a record
 * @param branches live branches
 * @param snapshots snapshots
 * @param writtenBytes sum of the lengths of all contents that operations of the log wrote, before
 *     deduplication and compression
 * @param contentBytes bytes of what is stored of content before compression: distinct chunks, the nodes above them,
 *     and the tiny contents that lie in the log, each as often as it was written there
 * @param storedContentBytes bytes that these take after compression
 * @param diskBytes bytes that the engine's files take, by allocated blocks where the platform tells
 * @param recordsByKeyspace number of records in each keyspace, by name, in the order of the format
 */
public record StorageStatistics(
        String backend,
        long operations,
        long nodes,
        long branches,
        long snapshots,
        long writtenBytes,
        long contentBytes,
        long storedContentBytes,
        long diskBytes,
        Map<String, Long> recordsByKeyspace) {
    public StorageStatistics {
        Objects.requireNonNull(backend, "backend");
        recordsByKeyspace = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(recordsByKeyspace));
    }
}
