package dev.ize.spi;

/**
 * Content that a storage holds, for use in changes of that storage.
 *
 * <p>From {@link FileSystemStorage#store}: kept until the handle is closed, whether or not a change uses it,
 * and for as long as any version refers to it. From {@link View#content}: kept as long as the view's point
 * is. Closing it after the change that uses it was applied, or without one, is always right.
 *
 * <p><i>Threads:</i> any. <i>Life cycle:</i> closing twice does nothing; a closed handle is refused by
 * changes.
 */
public non-sealed interface StoredContent extends Content, AutoCloseable {
    /** What is held. */
    ContentReference reference();

    @Override
    default long length() {
        return reference().length();
    }

    @Override
    void close();
}
