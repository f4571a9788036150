package dev.ize.spi;

/** What an acknowledged write survives. */
public enum Durability {
    /** A power cut: the bytes have been flushed to the device before the call returns. */
    SYNC,
    /**
     * The death of the process. A power cut may lose the newest changes, each whole, and never corrupts
     * the store; {@link FileSystemStorage#sync()} makes all of them durable. An engine with no safe weaker
     * mode treats this as {@link #SYNC}.
     */
    BUFFERED
}
