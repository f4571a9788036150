package dev.ize.spi;

/**
 * How thoroughly a store is verified, and what is done about what is found.
 *
 * @param quick whether the bytes of content are left unread; that each content exists is checked in any case
 * @param repair whether what follows from the log and the content is written anew where it is found wrong
 * @param maxFindings findings kept with their details, at least 1; those beyond are counted. Default
 *     {@value #DEFAULT_MAX_FINDINGS}
 */
public record VerificationOptions(boolean quick, boolean repair, int maxFindings) {
    /** Findings that are kept where nothing else is said: more than anyone reads. */
    public static final int DEFAULT_MAX_FINDINGS = 1000;

    public VerificationOptions {
        if (maxFindings < 1) {
            throw new IllegalArgumentException("maxFindings must be positive: " + maxFindings);
        }
    }

    /** Reads everything and changes nothing. */
    public static VerificationOptions full() {
        return new VerificationOptions(false, false, DEFAULT_MAX_FINDINGS);
    }

    /** Reads everything but the bytes of content, and changes nothing. */
    public static VerificationOptions withoutContentBytes() {
        return new VerificationOptions(true, false, DEFAULT_MAX_FINDINGS);
    }

    /** These options, with repair. */
    public VerificationOptions repairing() {
        return new VerificationOptions(quick, true, maxFindings);
    }

    /** These options, with another number of findings kept. */
    public VerificationOptions keeping(int findings) {
        return new VerificationOptions(quick, repair, findings);
    }
}
