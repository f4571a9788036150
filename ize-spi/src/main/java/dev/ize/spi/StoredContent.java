package dev.ize.spi;

/**
 * Content that a storage holds, for use in changes of that storage.
 *
 * <p>It is kept until the handle is closed or nothing refers to the handle any more, whether or not a change uses
 * it, and for as long as any version has it. Content of up to 1 MiB may be in memory until a change uses it. Closing
 * the handle after the change that uses it was applied, or without one, is always right; a change that was given it
 * and has not ended may fail if it is closed before.
 *
 * <p><i>Threads:</i> any. <i>Life cycle:</i> closing twice does nothing, nor does it after the storage was closed; a
 * closed handle is refused by changes as {@link ChangeRefusedException.Reason#CONTENT_UNAVAILABLE}.
 */
public non-sealed interface StoredContent extends Content, AutoCloseable {
    /** What is held; known also when the handle is closed. */
    ContentReference reference();

    @Override
    default long length() {
        return reference().length();
    }

    @Override
    void close();
}
