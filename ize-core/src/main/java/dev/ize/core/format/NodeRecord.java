package dev.ize.core.format;

import dev.ize.spi.Attributes;
import dev.ize.spi.Change;
import dev.ize.spi.NodeKind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a node.
 *
 * @param kind what it is; a tombstone keeps it
 * @param links number of entries that lead to it; 0: a tombstone, and the rest is not stored
 * @param attributes mode, owner, times; null for a tombstone
 * @param content a file's content; null for others and for a tombstone
 * @param target a symlink's target; null for others and for a tombstone
 */
public record NodeRecord(
        NodeKind kind,
        int links,
        @Nullable Attributes attributes,
        @Nullable ContentLocation content,
        byte @Nullable [] target) {
    /** A file of one link. */
    public static NodeRecord file(Attributes attributes, ContentLocation content) {
        return new NodeRecord(NodeKind.FILE, 1, attributes, content, null);
    }

    /** A directory, which has one link; the root too. */
    public static NodeRecord directory(Attributes attributes) {
        return new NodeRecord(NodeKind.DIRECTORY, 1, attributes, null, null);
    }

    /** The root of a store as it is made, before its first change. */
    public static NodeRecord firstRoot(Instant createdAt) {
        return directory(new Attributes(Change.DEFAULT_DIRECTORY_MODE, 0, 0, createdAt, createdAt));
    }

    /** A symlink of one link. */
    public static NodeRecord symlink(Attributes attributes, byte[] target) {
        return new NodeRecord(NodeKind.SYMLINK, 1, attributes, null, target);
    }

    /** Whether the node has died. */
    public boolean isTombstone() {
        return links == 0;
    }

    /**
     * The attributes of a node that lives.
     *
     * @throws IllegalStateException if this is a tombstone
     */
    public Attributes liveAttributes() {
        if (attributes == null) {
            throw new IllegalStateException("A tombstone has no attributes");
        }
        return attributes;
    }

    /**
     * The content of a file that lives.
     *
     * @throws IllegalStateException if this is none
     */
    public ContentLocation fileContent() {
        if (content == null) {
            throw new IllegalStateException("Only a living file has content");
        }
        return content;
    }

    /**
     * The target of a symlink that lives, not copied.
     *
     * @throws IllegalStateException if this is none
     */
    public byte[] linkTarget() {
        if (target == null) {
            throw new IllegalStateException("Only a living symlink has a target");
        }
        return target;
    }

    /** This version with other attributes. */
    public NodeRecord with(Attributes changed) {
        return new NodeRecord(kind, links, changed, content, target);
    }

    /** This version with another number of links; with none, a tombstone. */
    public NodeRecord withLinks(int changed) {
        return changed == 0
                ? new NodeRecord(kind, 0, null, null, null)
                : new NodeRecord(kind, changed, attributes, content, target);
    }

    /** This version with other content. */
    public NodeRecord with(ContentLocation changed) {
        return new NodeRecord(kind, links, attributes, changed, target);
    }

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter().u8(Codes.of(kind)).varint(links);
        if (attributes != null) {
            boolean sameTimes = attributes.accessed().equals(attributes.modified());
            out.u8(sameTimes ? 0 : 1)
                    .varint(attributes.mode())
                    .varint(Integer.toUnsignedLong(attributes.owner()))
                    .varint(Integer.toUnsignedLong(attributes.group()))
                    .instant(attributes.modified());
            if (!sameTimes) {
                out.instant(attributes.accessed());
            }
        }
        if (content != null) {
            content.encode(out);
        }
        if (target != null) {
            out.sized(target);
        }
        return Checksum.seal(Keyspaces.NODES, key, out);
    }

    /** The record under a key. */
    public static NodeRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.NODES, key, value);
        NodeKind kind = Codes.nodeKind(in);
        int links = in.smallVarint();
        NodeRecord record = new NodeRecord(kind, 0, null, null, null);
        if (links > 0) {
            Attributes attributes = decodeAttributes(in);
            record = new NodeRecord(
                    kind,
                    links,
                    attributes,
                    kind == NodeKind.FILE ? ContentLocation.decode(in) : null,
                    kind == NodeKind.SYMLINK ? in.sized() : null);
        }
        in.finish();
        return record;
    }

    /** The location of a file's content, if this is a living file. */
    public Optional<ContentLocation> findContent() {
        return Optional.ofNullable(content);
    }

    private static Attributes decodeAttributes(ByteReader in) {
        boolean sameTimes = in.u8() == 0;
        int mode = in.smallVarint();
        if (mode > Attributes.MAX_MODE) {
            throw in.damaged("mode out of range");
        }
        int owner = (int) in.varint();
        int group = (int) in.varint();
        var modified = in.instant();
        return new Attributes(mode, owner, group, modified, sameTimes ? modified : in.instant());
    }
}
