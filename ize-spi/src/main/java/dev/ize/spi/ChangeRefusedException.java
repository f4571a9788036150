package dev.ize.spi;

/**
 * A change that does not fit the tree as it is: the change is refused whole and leaves no trace.
 *
 * <p>The reasons are POSIX's for the same calls on a file system.
 */
public final class ChangeRefusedException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** Why an operation does not fit. */
    public enum Reason {
        /** The path, or a directory above it, does not exist. */
        NOT_FOUND,
        /** The path to be created exists. */
        EXISTS,
        /** A path component that must be a directory is none. */
        NOT_A_DIRECTORY,
        /** The operation is for files or symlinks and the path is a directory. */
        IS_A_DIRECTORY,
        /** The operation needs a regular file. */
        NOT_A_FILE,
        /** The operation needs a symlink. */
        NOT_A_SYMLINK,
        /** The directory to be deleted or replaced has entries. */
        NOT_EMPTY,
        /** A directory would be moved below itself. */
        INTO_ITSELF,
        /** The operation is not possible on the root directory. */
        ROOT,
        /** The extended attribute to be removed does not exist. */
        NO_SUCH_ATTRIBUTE,
        /** A size, offset or value beyond its limit, or an edit whose chunks are more than fit one batch. */
        TOO_LARGE,
        /** The content handed in belongs to another storage, is closed, or is a bare reference. */
        CONTENT_UNAVAILABLE
    }

    private final Reason reason;
    private final transient StorePath path;
    private final int operationIndex;

    /** The message begins with the explanation and ends with the rest. */
    public ChangeRefusedException(Reason reason, StorePath path, int operationIndex, String explanation) {
        super(explanation + " path=" + path + " reason=" + reason + " operation=" + operationIndex, null);
        this.reason = reason;
        this.path = path;
        this.operationIndex = operationIndex;
    }

    /** Why it does not fit. */
    public Reason reason() {
        return reason;
    }

    /** The path at which the operation failed. */
    public StorePath path() {
        return path;
    }

    /** The position of the failed operation in its change as it was given, from 0; a restore counts as one. */
    public int operationIndex() {
        return operationIndex;
    }
}
