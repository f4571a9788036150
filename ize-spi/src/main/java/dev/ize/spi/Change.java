package dev.ize.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One or many operations that take place together or not at all, with who made them and why.
 *
 * <p>A value: building it reads and writes nothing, and it may be applied again after a {@link
 * RetryableException}. All operations of a change are held in memory; for more than fits, see {@link
 * Branch#stage}. A text that is too long and a change without operations are an {@link IllegalArgumentException}; a
 * text that is no well-formed Unicode is an {@link InvalidNameException}.
 *
 * @param author who made it, for people; up to 1,024 bytes of UTF-8
 * @param message why, for people; up to 64 KiB of UTF-8
 * @param session what it belongs to, for programs; up to 1,024 bytes of UTF-8
 * @param preconditions what must hold on the branch's head when the change's turn comes; the first in their order
 *     that does not is thrown
 * @param operations at least one, in the order in which they take effect
 */
public record Change(
        String author, String message, String session, List<Precondition> preconditions, List<Operation> operations) {
    /** Longest author and session, in bytes of UTF-8; 1,024, by design: room for any address or key. */
    public static final int MAX_AUTHOR_BYTES = 1024;

    /** Longest message, in bytes of UTF-8; 64 KiB, by design: it lies in the record that closes the change. */
    public static final int MAX_MESSAGE_BYTES = 64 << 10;

    /** Mode of a file for which none is given: POSIX's 0666 under the usual umask of 022. */
    public static final int DEFAULT_FILE_MODE = 0644;

    /** Mode of a directory for which none is given: POSIX's 0777 under the usual umask of 022. */
    public static final int DEFAULT_DIRECTORY_MODE = 0755;

    /** What must hold before a change takes effect. */
    public sealed interface Precondition {}

    /** The branch's head is this point, else {@link HeadMovedException}. */
    public record HeadIs(Point point) implements Precondition {
        public HeadIs {
            Objects.requireNonNull(point, "point");
        }
    }

    /** The path holds a regular file of this content, else {@link PreconditionFailedException}. */
    public record ContentIs(StorePath path, ContentReference content) implements Precondition {
        public ContentIs {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(content, "content");
        }
    }

    /** Nothing is at the path, else {@link PreconditionFailedException}. */
    public record IsAbsent(StorePath path) implements Precondition {
        public IsAbsent {
            Objects.requireNonNull(path, "path");
        }
    }

    public Change {
        checkDescription(author, message, session);
        preconditions = List.copyOf(preconditions);
        operations = List.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("A change needs at least one operation");
        }
    }

    /**
     * Checks what describes a change, as for {@link Branch#stage}.
     *
     * @throws IllegalArgumentException for a text that is too long
     * @throws InvalidNameException for a text with a lone surrogate
     */
    public static void checkDescription(String author, String message, String session) {
        checkText("author", author, MAX_AUTHOR_BYTES);
        checkText("message", message, MAX_MESSAGE_BYTES);
        checkText("session", session, MAX_AUTHOR_BYTES);
    }

    private static void checkText(String what, String text, int maxBytes) {
        int bytes = Name.encode(text).length;
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(what + " must have at most " + maxBytes + " bytes: " + bytes);
        }
    }

    /** Starts a change by an author. */
    public static Builder by(String author) {
        return new Builder(author);
    }

    /**
     * Collects the operations of a change, in the order in which they are added; not for use by several threads. It
     * may go on after {@link #build()}, whose changes do not see what is added later.
     */
    public static final class Builder {
        private final String author;
        private String message = "";
        private String session = "";
        private final List<Precondition> preconditions = new ArrayList<>();
        private final List<Operation> operations = new ArrayList<>();

        private Builder(String author) {
            this.author = Objects.requireNonNull(author, "author");
        }

        /** Why; empty where it is not called. */
        public Builder message(String text) {
            message = text;
            return this;
        }

        /** What the change belongs to; empty where it is not called. */
        public Builder session(String text) {
            session = text;
            return this;
        }

        /** The change takes effect only if the head is still this point. */
        public Builder expectHead(Point point) {
            preconditions.add(new HeadIs(point));
            return this;
        }

        /** The change takes effect only if the path holds this content. */
        public Builder expectContent(StorePath path, ContentReference content) {
            preconditions.add(new ContentIs(path, content));
            return this;
        }

        /** The change takes effect only if nothing is at the path. */
        public Builder expectAbsent(StorePath path) {
            preconditions.add(new IsAbsent(path));
            return this;
        }

        /** Adds any operation. */
        public Builder add(Operation operation) {
            operations.add(Objects.requireNonNull(operation, "operation"));
            return this;
        }

        /** Makes a file of mode 0644. */
        public Builder create(StorePath path, Content content) {
            return add(new Operation.CreateFile(path, content, DEFAULT_FILE_MODE, Optional.empty()));
        }

        /** Writes bytes into a file. */
        public Builder write(StorePath path, long offset, Content content) {
            return add(new Operation.WriteFile(path, offset, content, Optional.empty()));
        }

        /** Gives a file a whole new content. */
        public Builder replace(StorePath path, Content content) {
            return add(new Operation.ReplaceContent(path, content, Optional.empty()));
        }

        /** Sets a file's size. */
        public Builder truncate(StorePath path, long size) {
            return add(new Operation.TruncateFile(path, size, Optional.empty()));
        }

        /** Removes a file's entry. */
        public Builder delete(StorePath path) {
            return add(new Operation.DeleteFile(path));
        }

        /** Moves a file or symlink. */
        public Builder rename(StorePath from, StorePath to) {
            return add(new Operation.RenameFile(from, to));
        }

        /** Makes a directory of mode 0755. */
        public Builder createDirectory(StorePath path) {
            return add(new Operation.CreateDirectory(path, DEFAULT_DIRECTORY_MODE, Optional.empty()));
        }

        /** Removes an empty directory. */
        public Builder deleteDirectory(StorePath path) {
            return add(new Operation.DeleteDirectory(path));
        }

        /** Moves a directory. */
        public Builder renameDirectory(StorePath from, StorePath to) {
            return add(new Operation.RenameDirectory(from, to));
        }

        /** Sets a node's mode. */
        public Builder setPermissions(StorePath path, int mode) {
            return add(new Operation.SetPermissions(path, mode));
        }

        /** Sets a node's modification time. */
        public Builder setModified(StorePath path, Instant modified) {
            return add(new Operation.SetTimestamps(path, Optional.of(modified), Optional.empty()));
        }

        /** Makes a symlink. */
        public Builder createSymlink(StorePath path, String target) {
            return add(new Operation.CreateSymlink(path, Name.encode(target), Optional.empty()));
        }

        /** Removes a symlink's entry. */
        public Builder deleteSymlink(StorePath path) {
            return add(new Operation.DeleteSymlink(path));
        }

        /** Makes a further entry for a file or symlink. */
        public Builder link(StorePath existing, StorePath path) {
            return add(new Operation.CreateHardLink(existing, path));
        }

        /** Swaps two entries. */
        public Builder exchange(StorePath one, StorePath other) {
            return add(new Operation.ExchangeEntries(one, other));
        }

        /** Brings a path back to what it was at a point. */
        public Builder restore(StorePath path, Point point) {
            return add(new Operation.Restore(path, point, path));
        }

        /** Whether no operation was added yet. */
        public boolean isEmpty() {
            return operations.isEmpty();
        }

        /**
         * The change.
         *
         * @throws IllegalArgumentException if it has no operation or a text that is too long
         * @throws InvalidNameException for a text with a lone surrogate
         */
        public Change build() {
            return new Change(author, message, session, preconditions, operations);
        }
    }
}
