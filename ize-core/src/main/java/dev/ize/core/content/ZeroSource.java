package dev.ize.core.content;

/** Zeros, as many as said. */
final class ZeroSource implements ByteSource {
    private long remaining;

    ZeroSource(long length) {
        this.remaining = length;
    }

    @Override
    public long skipZeros(long max) {
        long skipped = Math.min(max, remaining);
        remaining -= skipped;
        return skipped;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return remaining == 0 ? -1 : 0;
    }
}
