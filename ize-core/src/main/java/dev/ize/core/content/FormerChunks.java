package dev.ize.core.content;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of an earlier content, to store those of a later one against: for each chunk the one that lies where it
 * would lie if nothing had been inserted or removed since the last chunk that both have.
 *
 * <p>For one thread; holds no snapshot. Memory: some hundred bytes for each chunk.
 */
public final class FormerChunks {
    /** Content that is longer has none: its chunks would take too much memory. */
    private static final long MAX_BYTES = 1L << 30;

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<ContentHash, Integer> places = new HashMap<>();
    private Optional<ContentHash> root = Optional.empty();
    private long position;
    private Optional<ContentHash> node = Optional.empty();

    /** A chunk, and the node that lists it; holes are left out. */
    private record Piece(long start, long end, ContentHash hash, Optional<ContentHash> node) {}

    private FormerChunks() {}

    /** Nothing to store against. */
    public static FormerChunks none() {
        return new FormerChunks();
    }

    /**
     * Those of a stored content.
     *
     * @param store reads its nodes
     * @throws dev.ize.spi.CorruptStoreException if they cannot be read
     */
    public static FormerChunks of(ChunkStore store, ContentReference former) {
        FormerChunks chunks = new FormerChunks();
        if (former.length() == 0 || former.length() > MAX_BYTES) {
            return chunks;
        }
        if (former.form() == Form.BYTES) {
            chunks.add(former.hash(), former.length(), Optional.empty());
        } else {
            chunks.root = Optional.of(former.hash());
            chunks.addAll(store, former.hash());
        }
        return chunks;
    }

    private void addAll(ChunkStore store, ContentHash hash) {
        for (NodeOutline.Child child :
                NodeOutline.of(store.read(Form.TREE, hash)).children()) {
            if (child.form() == Form.BYTES) {
                add(child.hash(), child.length(), Optional.of(hash));
            } else {
                addAll(store, child.hash());
            }
        }
    }

    private void add(ContentHash hash, long length, Optional<ContentHash> listedBy) {
        long start = pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).end();
        places.putIfAbsent(hash, pieces.size());
        pieces.add(new Piece(start, start + length, hash, listedBy));
    }

    /** The former chunk that the next chunk of the content resembles, as far as can be told. */
    public Optional<ContentHash> chunk(ContentHash hash, int length) {
        Integer same = places.get(hash);
        Piece piece = same != null ? pieces.get(same) : find(length);
        if (piece == null) {
            return Optional.empty();
        }
        position = same != null ? piece.end() : position + length;
        node = piece.node();
        return Optional.of(piece.hash());
    }

    /** The former node that a node above the chunks of late resembles. */
    public Optional<ContentHash> node(byte[] raw) {
        return NodeOutline.of(raw).level() == 0 && node.isPresent() ? node : root;
    }

    /** The piece that shares most with so many bytes from the position on. */
    private @org.jspecify.annotations.Nullable Piece find(int length) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pieces.get(middle).end() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Piece best = null;
        long shared = 0;
        for (int i = low; i < pieces.size() && pieces.get(i).start() < position + length; i++) {
            Piece piece = pieces.get(i);
            long own = Math.min(piece.end(), position + length) - Math.max(piece.start(), position);
            if (own > shared) {
                best = piece;
                shared = own;
            }
        }
        return best;
    }
}
