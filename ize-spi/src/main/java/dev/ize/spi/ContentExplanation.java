package dev.ize.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What keeps a content stored, as {@link FileSystemStorage#explain} found it.
 *
 * @param hash what was asked for
 * @param objects number of stored objects of this hash: 0, 1, or 2 where the bytes of a chunk are those of a chunk
 *     tree's node. The empty content has none, nor has tiny content that lies in the operations that wrote it
 * @param storedBytes the size of those objects as stored, in bytes
 * @param containers number of nodes of chunk trees that the content is part of, directly or through other nodes
 * @param isLeased whether an open {@link StoredContent} or a change under way keeps it
 * @param holderCount number of versions of files that hold it, whole or as a part
 * @param holders the first of these, by file, and of each file and branch the newest first
 */
public record ContentExplanation(
        ContentHash hash,
        int objects,
        long storedBytes,
        long containers,
        boolean isLeased,
        long holderCount,
        List<Holder> holders) {
    /**
     * A version of a file.
     *
     * @param path one path of the file at that version; empty for a version that no view sees, as one of a change that
     *     is not published yet, and where damage hides it
     * @param since the point from which on the file had this version
     * @param until the sequence number at which it got the next one on that branch; empty: it has it still
     * @param isWhole whether the content is all of the file, and not a part of it
     */
    public record Holder(Optional<StorePath> path, Point since, OptionalLong until, boolean isWhole) {}

    public ContentExplanation {
        holders = List.copyOf(holders);
    }

    /** Whether nothing keeps it: it is not stored, or {@link FileSystemStorage#collect} removes it. */
    public boolean isFree() {
        return holderCount == 0 && !isLeased;
    }
}
