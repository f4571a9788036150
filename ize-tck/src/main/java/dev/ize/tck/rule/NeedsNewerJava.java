package dev.ize.tck.rule;

import org.opentest4j.TestAbortedException;

/** A test has nothing to show on this Java, whatever the backend does. Reports tell it from tests that were skipped. */
public final class NeedsNewerJava extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    private NeedsNewerJava(int feature, String what) {
        super(what + " needs Java " + feature + ", and this is "
                + Runtime.version().feature() + ".");
    }

    /** Ends a test here if this Java is older than the one that has something; {@code what} begins a sentence. */
    public static void unless(int feature, String what) {
        if (Runtime.version().feature() < feature) {
            throw new NeedsNewerJava(feature, what);
        }
    }
}
