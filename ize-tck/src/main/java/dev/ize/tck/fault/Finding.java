package dev.ize.tck.fault;

/**
 * Something that a store shows and should not.
 *
 * @param kind what is wrong with it
 * @param text where, for people
 */
record Finding(Kind kind, String text) {
    /** Ways in which a store is not as its record, from the worst on. */
    enum Kind {
        /** Bytes or names that nobody wrote there were returned. */
        WRONG,
        /** Something that was acknowledged is not there, and nothing says so. */
        LOST,
        /** Something is there that was taken back or never acknowledged. */
        SURPLUS,
        /** A call threw what its contract does not allow. */
        UNTYPED,
        /** A call said that it cannot answer. */
        REPORTED
    }

    @Override
    public String toString() {
        return kind + " " + text;
    }
}
