package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of {@link Chunker} and {@link ChunkTree} once more, over arrays, byte by byte and level by level:
 * slow, and too plain to be wrong in the same way.
 */
final class FormatByTheBook {
    private FormatByTheBook() {}

    static ContentReference reference(byte[] content) {
        return reference(extents(content));
    }

    static List<Extent> extents(byte[] content) {
        List<Extent> extents = new ArrayList<>();
        int start = 0;
        while (start < content.length) {
            int zeros = zeros(content, start);
            if (zeros >= Chunker.MIN_HOLE_BYTES) {
                extents.add(new Extent.Hole(zeros));
                start += zeros;
            } else {
                int end = chunkEnd(content, start);
                byte[] chunk = Arrays.copyOfRange(content, start, end);
                extents.add(new Extent.Chunk(chunk.length, ContentHash.ofContent(chunk)));
                start = end;
            }
        }
        return extents;
    }

    static ContentReference reference(List<Extent> extents) {
        if (extents.isEmpty()) {
            return ContentReference.EMPTY;
        }
        if (extents.size() == 1 && extents.get(0) instanceof Extent.Chunk chunk) {
            return new ContentReference(chunk.hash(), Form.BYTES, chunk.length());
        }
        List<Extent> nodes = nodes(0, extents);
        for (int level = 1; nodes.size() > 1; level++) {
            nodes = nodes(level, nodes);
        }
        Extent.Child root = (Extent.Child) nodes.get(0);
        return new ContentReference(root.hash(), Form.TREE, root.length());
    }

    /** Says after every byte whether the chunk ends here, or ended where the present run of zeros began. */
    private static int chunkEnd(byte[] content, int start) {
        long hash = 0;
        int run = 0;
        for (int end = start + 1; ; end++) {
            int length = end - start;
            byte last = content[end - 1];
            hash = (hash << 1) + GearHash.TABLE[last & 0xFF];
            run = last == 0 ? run + 1 : 0;
            if (run == Chunker.MIN_HOLE_BYTES) {
                return end - run;
            }
            int zeroBits = length < Chunker.NORMAL_CHUNK_BYTES ? 18 : 15;
            boolean boundary = length >= Chunker.MIN_CHUNK_BYTES && hash >>> (64 - zeroBits) == 0;
            boolean longest = length == Chunker.MAX_CHUNK_BYTES || end % Chunker.SECTION_BYTES == 0;
            if (boundary || longest || end == content.length) {
                return end;
            }
        }
    }

    private static int zeros(byte[] content, int start) {
        int end = start;
        while (end < content.length && content[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static List<Extent> nodes(int level, List<Extent> extents) {
        List<Extent> nodes = new ArrayList<>();
        List<Extent> group = new ArrayList<>();
        long offset = 0;
        for (Extent extent : extents) {
            group.add(extent);
            offset += extent.length();
            boolean boundary = group.size() >= 2 && SplitMix64.at(offset, level) % 128 == 0;
            if (boundary || group.size() == 512) {
                nodes.add(child(level, group));
                group = new ArrayList<>();
            }
        }
        if (!group.isEmpty()) {
            nodes.add(child(level, group));
        }
        return nodes;
    }

    private static Extent child(int level, List<Extent> group) {
        TreeNode node = new TreeNode(level, group);
        return new Extent.Child(node.length(), ContentHash.ofContent(node.encode()));
    }
}
