package dev.ize.core.write;

/**
 * Tells whether the calling thread's stack has room for work that must not be cut short by its overflow: a write that
 * ends in the middle stops the storage, however little its caller had to do with that.
 */
final class StackRoom {
    /** Each takes 80 bytes and more, compiled; a write was seen to take some 10 KB. */
    private static final int FRAMES = 800;

    private StackRoom() {}

    static boolean isEnough() {
        try {
            return (descend(FRAMES, 1, 2, 3, 4, 5, 6) | 1) != 0;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /** What it gives keeps its arguments on the stack until the one below is back. */
    private static long descend(int left, long a, long b, long c, long d, long e, long f) {
        long below = left == 0 ? 0 : descend(left - 1, b, c, d, e, f, a + left);
        return below ^ a ^ b ^ c ^ d ^ e ^ f;
    }
}
