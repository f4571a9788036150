package dev.ize.core.content;

/**
 * The rolling hash that says where a chunk may end: {@code h = (h << 1) + TABLE[byte]}.
 *
 * <p>A byte's share leaves the hash after 64 shifts, so the hash is a function of the last 64 bytes. Its
 * high bits depend on all of them; a boundary is where the high bits are zero. The scheme is that of Xia et
 * al., "FastCDC" (2016), whose two masks of different strictness also keep chunk lengths close together.
 *
 * <p>The table and the masks are part of the format.
 */
final class GearHash {
    /** How many bytes back the hash reaches: one a bit. */
    static final int WINDOW_BYTES = 64;

    /** A boundary in a chunk that is still short: 18 zero bits, one position in 256 Ki. */
    static final int STRICT_SHIFT = 64 - 18;

    /** A boundary in a chunk that is long enough: 15 zero bits, one position in 32 Ki. */
    static final int LOOSE_SHIFT = 64 - 15;

    /** What a byte adds, by its unsigned value: the first 256 numbers of {@link SplitMix64}. */
    static final long[] TABLE = new long[256];

    /** "IzeChunk" in ASCII. Under it no window of 64 equal bytes is a boundary. */
    private static final long SEED = 0x497A_6543_6875_6E6BL;

    static {
        for (int value = 0; value < TABLE.length; value++) {
            TABLE[value] = SplitMix64.at(SEED, value);
        }
    }

    private GearHash() {}
}
