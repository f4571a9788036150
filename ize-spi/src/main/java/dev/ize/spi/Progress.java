package dev.ize.spi;

/**
 * Hears how far long work has come.
 *
 * <p>It is called by one thread at a time, which may not be the one that asked for the work, and last when a step is
 * done. How often depends on the work: after each piece of it, which may be thousands of times a second, so it must be
 * quick. What it throws ends the work where it is, in a state that the work's own documentation describes, and is
 * thrown to the caller; that is how work is cancelled. It may read the storage; what else it may not call is said where
 * the work is.
 */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (step, done, total) -> {};

    /**
     * Told now and then.
     *
     * @param step what is being done, in a few words for people, such as {@code "checking content"}
     * @param done how much of the step is done, in bytes, records or numbers of the store, as the work counts; never
     *     less than the time before in the same step
     * @param total how much there is to do in the step, in the same unit, or −1 where that is not known; an estimate
     */
    void reached(String step, long done, long total);
}
