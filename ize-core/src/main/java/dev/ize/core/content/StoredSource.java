package dev.ize.core.content;

/** A range of stored content. Holes stay holes. */
final class StoredSource implements ByteSource {
    private final TreeCursor cursor;
    private final long end;
    private long position;

    /** The bytes between two positions, read through the cursor, which is this source's from here on. */
    StoredSource(TreeCursor cursor, long start, long end) {
        this.cursor = cursor;
        this.position = start;
        this.end = end;
    }

    @Override
    public long skipZeros(long max) {
        long skipped = 0;
        while (position < end && skipped < max && extentHere() instanceof Extent.Hole) {
            long step = Math.min(max - skipped, leftInExtent());
            position += step;
            skipped += step;
        }
        return skipped;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (position >= end) {
            return -1;
        }
        if (extentHere() instanceof Extent.Hole) {
            return 0;
        }
        int count = (int) Math.min(length, leftInExtent());
        System.arraycopy(cursor.chunk(), (int) (position - cursor.position()), buffer, offset, count);
        position += count;
        return count;
    }

    private Extent extentHere() {
        cursor.seek(position);
        return cursor.extent();
    }

    private long leftInExtent() {
        return Math.min(end, cursor.position() + cursor.extent().length()) - position;
    }
}
