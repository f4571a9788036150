package dev.ize.core.engine;

/** Whether an engine may change its directory. */
public enum EngineAccess {
    /** The directory belongs to the engine, which makes and changes files there. */
    READ_WRITE,

    /**
     * The directory is left as it is: no file is made, changed, renamed or given another mode, and none needs to be
     * writable. {@link Engine#write}, {@link Engine#sync} and {@link Engine#compact} are refused.
     */
    READ_ONLY;

    /**
     * Refuses a call that changes the directory, or pretends to.
     *
     * @param call the name of the method, for the message
     * @throws UnsupportedOperationException if this is {@link #READ_ONLY}
     */
    public void requireWritable(String call) {
        if (this == READ_ONLY) {
            throw new UnsupportedOperationException("The engine was opened to read only. call=" + call);
        }
    }
}
