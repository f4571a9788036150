package dev.ize.spi;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a change: what a program asks for, and what the log gives back.
 *
 * <p>An operation that writes content or makes a node carries the node's modification time; where it is
 * empty, the storage fills in the change's effective time, so that it is always present in the log. Content
 * in the log is a {@link ContentReference}. Edges are POSIX's, as each record says; a path that is not what
 * the operation needs is a {@link ChangeRefusedException}.
 */
public sealed interface Operation {
    /** The path that the operation is about; for a rename or link, the new one. */
    StorePath path();

    /** Makes a file at a free path. */
    record CreateFile(StorePath path, Content content, int mode, Optional<Instant> modified) implements Operation {
        public CreateFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(modified, "modified");
            checkMode(mode);
        }
    }

    /**
     * Writes bytes into a file from an offset on; past its end the gap reads as zeros. The file may grow to
     * 2^63 − 1 bytes.
     */
    record WriteFile(StorePath path, long offset, Content content, Optional<Instant> modified) implements Operation {
        public WriteFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(modified, "modified");
            if (offset < 0) {
                throw new IllegalArgumentException("offset must not be negative: " + offset);
            }
        }
    }

    /** Sets a file's size: cuts it, or extends it with zeros. */
    record TruncateFile(StorePath path, long size, Optional<Instant> modified) implements Operation {
        public TruncateFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(modified, "modified");
            if (size < 0) {
                throw new IllegalArgumentException("size must not be negative: " + size);
            }
        }
    }

    /** Gives a file a whole new content; the node, its mode and its links stay. */
    record ReplaceContent(StorePath path, Content content, Optional<Instant> modified) implements Operation {
        public ReplaceContent {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(modified, "modified");
        }
    }

    /** Removes a file's entry; the file lives on at its other links. */
    record DeleteFile(StorePath path) implements Operation {
        public DeleteFile {
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Moves a file or symlink. An existing file or symlink at the new path is replaced in the same
     * operation, and lives on at its other links; if both paths are links of one node, nothing happens.
     */
    record RenameFile(StorePath from, StorePath path) implements Operation {
        public RenameFile {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(path, "path");
        }
    }

    /** Makes a directory at a free path. */
    record CreateDirectory(StorePath path, int mode, Optional<Instant> modified) implements Operation {
        public CreateDirectory {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(modified, "modified");
            checkMode(mode);
        }
    }

    /** Removes an empty directory. */
    record DeleteDirectory(StorePath path) implements Operation {
        public DeleteDirectory {
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Moves a directory with all that is in it. An empty directory at the new path is replaced; a path below
     * the directory itself is refused; its own path does nothing. Paths below may become longer than {@link
     * StorePath#MAX_BYTES}; what is there can be read and listed, and not be named in an operation.
     */
    record RenameDirectory(StorePath from, StorePath path) implements Operation {
        public RenameDirectory {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(path, "path");
        }
    }

    /** Sets the mode of a file, directory (the root too) or symlink; 0 to {@link Attributes#MAX_MODE}. */
    record SetPermissions(StorePath path, int mode) implements Operation {
        public SetPermissions {
            Objects.requireNonNull(path, "path");
            checkMode(mode);
        }
    }

    /** Sets times of a node; what is empty stays. */
    record SetTimestamps(StorePath path, Optional<Instant> modified, Optional<Instant> accessed) implements Operation {
        public SetTimestamps {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(modified, "modified");
            Objects.requireNonNull(accessed, "accessed");
        }
    }

    /** Sets owner and group of a node, as unsigned 32-bit numbers. */
    record SetOwnership(StorePath path, int owner, int group) implements Operation {
        public SetOwnership {
            Objects.requireNonNull(path, "path");
        }
    }

    /** Makes a symlink at a free path; its target is 1 to 4,096 bytes without NUL and is not looked at. */
    record CreateSymlink(StorePath path, byte[] target, Optional<Instant> modified) implements Operation {
        public CreateSymlink {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(modified, "modified");
            target = target.clone();
            if (target.length == 0 || target.length > Node.Symlink.MAX_TARGET_BYTES) {
                throw new IllegalArgumentException("target must have 1-4096 bytes: " + target.length);
            }
            for (byte b : target) {
                if (b == 0) {
                    throw new IllegalArgumentException("target must not contain NUL");
                }
            }
        }

        @Override
        public byte[] target() {
            return target.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CreateSymlink that
                    && path.equals(that.path)
                    && modified.equals(that.modified)
                    && Arrays.equals(target, that.target);
        }

        @Override
        public int hashCode() {
            return Objects.hash(path, modified, Arrays.hashCode(target));
        }
    }

    /** Removes a symlink's entry. */
    record DeleteSymlink(StorePath path) implements Operation {
        public DeleteSymlink {
            Objects.requireNonNull(path, "path");
        }
    }

    /** Makes a further entry, at a free path, for an existing file or symlink. */
    record CreateHardLink(StorePath existing, StorePath path) implements Operation {
        public CreateHardLink {
            Objects.requireNonNull(existing, "existing");
            Objects.requireNonNull(path, "path");
        }
    }

    /** Sets an extended attribute of a node: a name of 1 to 255 bytes, a value of up to 64 KiB. */
    record SetExtendedAttribute(StorePath path, Name name, byte[] value) implements Operation {
        /** Longest value in bytes; 64 KiB: the limit of Linux ({@code XATTR_SIZE_MAX}). */
        public static final int MAX_VALUE_BYTES = 64 << 10;

        public SetExtendedAttribute {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(name, "name");
            value = value.clone();
            if (value.length > MAX_VALUE_BYTES) {
                throw new IllegalArgumentException("value must have at most 65536 bytes: " + value.length);
            }
        }

        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SetExtendedAttribute that
                    && path.equals(that.path)
                    && name.equals(that.name)
                    && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Objects.hash(path, name, Arrays.hashCode(value));
        }
    }

    /** Removes an extended attribute that exists. */
    record RemoveExtendedAttribute(StorePath path, Name name) implements Operation {
        public RemoveExtendedAttribute {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * Swaps two existing entries of any kinds in one step; refused where one lies below the other; a path
     * with itself, or two links of one node, does nothing.
     */
    record ExchangeEntries(StorePath other, StorePath path) implements Operation {
        public ExchangeEntries {
            Objects.requireNonNull(other, "other");
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Makes the entry at a path, with all below it, what the source path was at a point; content is not
     * copied. What is at the path and was not there goes; where the source did not exist, the path is
     * removed. A node that is still at its path keeps its identity.
     *
     * <p>It never stands in the log: the storage writes out the operations that bring the state back, so that
     * the log refers to no point that could be pruned. An entry that would change and whose path has become longer
     * than {@link StorePath#MAX_BYTES} is an {@link InvalidNameException}, and nothing is restored.
     */
    record Restore(StorePath path, Point point, StorePath source) implements Operation {
        public Restore {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(point, "point");
            Objects.requireNonNull(source, "source");
        }
    }

    private static void checkMode(int mode) {
        if (mode < 0 || mode > Attributes.MAX_MODE) {
            throw new IllegalArgumentException("mode must be in 0-07777: " + Integer.toOctalString(mode));
        }
    }
}
