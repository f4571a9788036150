package dev.ize.bench.plan;

/** What a workload works on, which says what its parameter names. */
public enum Family {
    /** A storage of Ize; the parameter {@code backend} names a provider. */
    STORAGE("backend"),
    /** An engine used bare, or a peer; the parameter {@code engine} names it. */
    FLOOR("engine");

    private final String subject;

    Family(String subject) {
        this.subject = subject;
    }

    /** The name of the parameter that says what is measured. */
    public String subject() {
        return subject;
    }
}
