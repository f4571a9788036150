package dev.ize.core.engine;

/**
 * The size of an engine's data.
 *
 * @param diskBytes bytes that its files take on the disk, by allocated blocks where the platform tells
 * @param liveBytes bytes of them that hold current data, or −1 where the engine does not know
 */
public record EngineStatistics(long diskBytes, long liveBytes) {}
