package dev.ize.core.content;

/**
 * Steele, Lea and Flood's SplitMix64 ("Fast splittable pseudorandom number generators", 2014): the k-th
 * number of a seed, by arithmetic alone. Part of the format: it fills the table that cuts chunks and decides
 * where tree nodes end.
 */
final class SplitMix64 {
    /** The odd number nearest to 2^64 divided by the golden ratio. */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix64() {}

    /** The number at an index, counted from 0, of the sequence that the seed begins. */
    static long at(long seed, int index) {
        long z = seed + (index + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
