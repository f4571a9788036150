package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One node of a {@link ChunkTree}, which describes its bytes.
 *
 * <p>What decodes is a valid node by itself: its size is bounded, its extents fit its level, and its lengths
 * add up to a long. That it fits its parent is checked where the two meet, in {@link TreeCursor}.
 */
final class TreeNode {
    private static final byte MAGIC = 'T';
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 5;
    private static final int MAX_EXTENT_BYTES = 1 + Varint.MAX_BYTES + ContentHash.BYTES;

    private static final byte CHUNK = 0;
    private static final byte HOLE = 1;
    private static final byte CHILD = 2;

    private final int level;
    private final List<Extent> extents;

    /** Where each extent ends, from the node's start. */
    private final long[] ends;

    TreeNode(int level, List<Extent> extents) {
        if (level < 0 || level > ChunkTree.MAX_LEVEL) {
            throw new IllegalArgumentException("level is out of range: level=" + level);
        }
        if (extents.isEmpty() || extents.size() > ChunkTree.MAX_EXTENTS) {
            throw new IllegalArgumentException("number of extents is out of range: extents=" + extents.size());
        }
        this.level = level;
        this.extents = List.copyOf(extents);
        this.ends = new long[extents.size()];
        long end = 0;
        for (int index = 0; index < ends.length; index++) {
            Extent extent = extents.get(index);
            if (extent instanceof Extent.Child != level > 0) {
                throw new IllegalArgumentException("extent is of another level: level=" + level);
            }
            end = Math.addExact(end, extent.length());
            ends[index] = end;
        }
    }

    int level() {
        return level;
    }

    List<Extent> extents() {
        return extents;
    }

    long length() {
        return ends[ends.length - 1];
    }

    /** Where an extent starts, from the node's start. */
    long start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** The extent that covers an offset from the node's start, which is less than its length. */
    int indexAt(long offset) {
        int found = Arrays.binarySearch(ends, offset);
        return found < 0 ? -found - 1 : found + 1;
    }

    byte[] encode() {
        ByteBuffer target = ByteBuffer.allocate(HEADER_BYTES + extents.size() * MAX_EXTENT_BYTES);
        target.put(MAGIC).put(VERSION).put((byte) level).putShort((short) extents.size());
        for (Extent extent : extents) {
            encode(extent, target);
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    static TreeNode decode(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || source.get() != MAGIC) {
            throw new CorruptStoreException("Not a tree node: bytes=" + bytes.length, null);
        }
        byte version = source.get();
        if (version != VERSION) {
            throw new CorruptStoreException(
                    "Unknown version of a tree node: version=" + version + " supported=" + VERSION, null);
        }
        int level = Byte.toUnsignedInt(source.get());
        int count = Short.toUnsignedInt(source.getShort());
        if (count > ChunkTree.MAX_EXTENTS) {
            throw new CorruptStoreException("Too many extents in a tree node: extents=" + count, null);
        }
        try {
            List<Extent> extents = new ArrayList<>(count);
            for (int index = 0; index < count; index++) {
                extents.add(decodeExtent(source));
            }
            if (source.hasRemaining()) {
                throw new CorruptStoreException("Bytes after a tree node: bytes=" + source.remaining(), null);
            }
            return new TreeNode(level, extents);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CorruptStoreException("Invalid tree node: level=" + level + " extents=" + count, e);
        }
    }

    private static void encode(Extent extent, ByteBuffer target) {
        if (extent instanceof Extent.Hole hole) {
            target.put(HOLE);
            Varint.put(target, hole.length());
        } else if (extent instanceof Extent.Chunk chunk) {
            target.put(CHUNK);
            Varint.put(target, chunk.length());
            target.put(chunk.hash().toByteArray());
        } else if (extent instanceof Extent.Child child) {
            target.put(CHILD);
            Varint.put(target, child.length());
            target.put(child.hash().toByteArray());
        }
    }

    private static Extent decodeExtent(ByteBuffer source) {
        if (!source.hasRemaining()) {
            throw new CorruptStoreException("A tree node is cut short", null);
        }
        byte kind = source.get();
        long length = Varint.get(source);
        return switch (kind) {
            case CHUNK -> new Extent.Chunk(length, decodeHash(source));
            case HOLE -> new Extent.Hole(length);
            case CHILD -> new Extent.Child(length, decodeHash(source));
            default -> throw new CorruptStoreException("Unknown kind of extent: kind=" + kind, null);
        };
    }

    private static ContentHash decodeHash(ByteBuffer source) {
        if (source.remaining() < ContentHash.BYTES) {
            throw new CorruptStoreException("A tree node is cut short", null);
        }
        byte[] hash = new byte[ContentHash.BYTES];
        source.get(hash);
        return ContentHash.of(hash);
    }
}
