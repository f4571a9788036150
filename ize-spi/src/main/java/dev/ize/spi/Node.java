package dev.ize.spi;

import java.util.Arrays;
import java.util.Objects;

/** A file, directory or symlink as it is at one point; nothing that happens later shows in it. */
public sealed interface Node permits Node.Directory, Node.File, Node.Symlink {
    /** Its identity. */
    NodeId id();

    /** Its mode, owner and times. */
    Attributes attributes();

    /** What it is, as its record type says too. */
    NodeKind kind();

    /**
     * A regular file.
     *
     * @param links number of entries that lead to it, at least 1
     * @param content what it holds
     */
    record File(NodeId id, Attributes attributes, int links, ContentReference content) implements Node {
        public File {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(attributes, "attributes");
            Objects.requireNonNull(content, "content");
        }

        /** Length of the content in bytes. */
        public long size() {
            return content.length();
        }

        @Override
        public NodeKind kind() {
            return NodeKind.FILE;
        }
    }

    /** A directory. */
    record Directory(NodeId id, Attributes attributes) implements Node {
        public Directory {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(attributes, "attributes");
        }

        @Override
        public NodeKind kind() {
            return NodeKind.DIRECTORY;
        }
    }

    /**
     * A symlink; the storage never follows it.
     *
     * @param links number of entries that lead to it, at least 1
     * @param target the bytes of its target, 1 to 4,096, any but NUL
     */
    record Symlink(NodeId id, Attributes attributes, int links, byte[] target) implements Node {
        /** Longest target in bytes; 4,096: Linux's {@code PATH_MAX}. */
        public static final int MAX_TARGET_BYTES = 4096;

        public Symlink {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(attributes, "attributes");
            target = target.clone();
        }

        @Override
        public byte[] target() {
            return target.clone();
        }

        @Override
        public NodeKind kind() {
            return NodeKind.SYMLINK;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Symlink link
                    && id.equals(link.id)
                    && attributes.equals(link.attributes)
                    && links == link.links
                    && Arrays.equals(target, link.target);
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, attributes, links, Arrays.hashCode(target));
        }
    }
}
