package dev.ize.tck.fault;

/** How much of a fault test runs: a sample in the normal build, or everything when asked for. */
enum Form {
    SHORT,
    LONG;

    /** System property whose value {@code long} asks for the long form. */
    static final String PROPERTY = "ize.fault";

    /** System property that names the seed to start from. */
    static final String SEED_PROPERTY = "ize.seed";

    static Form chosen() {
        return "long".equals(System.getProperty(PROPERTY)) ? LONG : SHORT;
    }

    /** The number of runs in this form. */
    int runs(int shortRuns, int longRuns) {
        return this == SHORT ? shortRuns : longRuns;
    }

    /** The seed of this run: the one that was named, or the same in every short form and a fresh one in a long. */
    static long seed() {
        return Long.getLong(SEED_PROPERTY, chosen() == SHORT ? 1 : System.nanoTime() & 0xffff_ffffL);
    }

    /** Says what a test ran, for people and for a table of what was shown. */
    static void report(String test, String backend, String what) {
        System.out.println("fault: " + test + " backend=" + backend + " form=" + chosen() + " " + what);
    }
}
