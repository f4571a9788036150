package dev.ize.spi;

/**
 * A dump does not go on where a store is: the store has not got the changes on which the dump is based, or has gone
 * its own way. While a load is under way, that something else was written; what was loaded before stays.
 */
public final class DumpMismatchException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final transient StorePosition base;
    private final transient StorePosition actual;

    /** The message begins with what is wrong and ends with both positions. */
    public DumpMismatchException(String problem, StorePosition base, StorePosition actual) {
        super(problem + " base=" + base + " store=" + actual, null);
        this.base = base;
        this.actual = actual;
    }

    /** Where the dump goes on. */
    public StorePosition base() {
        return base;
    }

    /** Where the store is. */
    public StorePosition actual() {
        return actual;
    }
}
