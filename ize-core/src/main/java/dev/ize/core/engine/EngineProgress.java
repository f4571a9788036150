package dev.ize.core.engine;

/**
 * Hears how far a long call of an engine has come.
 *
 * <p>It is called on the thread of that call, first with nothing done and last, if the call succeeds, with all of
 * it. What it throws ends the call as a failure would, and is thrown from it.
 */
@FunctionalInterface
public interface EngineProgress {
    /** Hears nothing. */
    EngineProgress NONE = (doneBytes, totalBytes) -> {};

    /**
     * Told now and then.
     *
     * @param doneBytes never less than the time before and never more than {@code totalBytes}
     * @param totalBytes an estimate, the same throughout one call
     */
    void reached(long doneBytes, long totalBytes);
}
