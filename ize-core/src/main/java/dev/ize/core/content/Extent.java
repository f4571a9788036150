package dev.ize.core.content;

import dev.ize.spi.ContentHash;

/** A stretch of content, as a tree node lists it. */
sealed interface Extent {
    /** Length in bytes, at least 1. */
    long length();

    /** Bytes that are stored. */
    record Chunk(long length, ContentHash hash) implements Extent {
        public Chunk {
            if (length < 1 || length > Chunker.MAX_CHUNK_BYTES) {
                throw new IllegalArgumentException("chunk length is out of range: length=" + length);
            }
        }
    }

    /** Zeros that are not stored. */
    record Hole(long length) implements Extent {
        public Hole {
            if (length < Chunker.MIN_HOLE_BYTES) {
                throw new IllegalArgumentException("hole is too short: length=" + length);
            }
        }
    }

    /** All that a node of the next lower level lists. */
    record Child(long length, ContentHash hash) implements Extent {
        public Child {
            if (length < 1) {
                throw new IllegalArgumentException("child is empty: length=" + length);
            }
        }
    }
}
