package dev.ize.spi;

/**
 * The store was cut short or put back: it lacks changes that are known to have been durable. Nothing was changed.
 * The best way on is a backup; {@link StorageOptions#acceptLoss()} opens what is left.
 */
public final class LostChangesException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final long newest;
    private final long durable;

    /**
     * @param newest see {@link #newest()}
     * @param durable see {@link #durable()}
     */
    public LostChangesException(String message, long newest, long durable) {
        super(message, null);
        this.newest = newest;
        this.durable = durable;
    }

    /** The number of the newest change or administrative act that the store has; 0: none. */
    public long newest() {
        return newest;
    }

    /** The number of the one that was durable and is not there as it was. */
    public long durable() {
        return durable;
    }
}
