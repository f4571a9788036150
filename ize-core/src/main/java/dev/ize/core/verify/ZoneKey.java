package dev.ize.core.verify;

import dev.ize.core.format.Keys;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of a record in the live or dead zone of ENTRIES, taken apart.
 *
 * @param zone {@link Keys#LIVE} or {@link Keys#DEAD}
 * @param death seq at which it ended; 0 in the live zone
 */
record ZoneKey(int zone, long parent, long branch, long death, Name name) {
    private static final int LIVE_NAME = 17;
    private static final int DEAD_NAME = 25;

    /** Empty if no record has such a key. */
    static Optional<ZoneKey> parse(byte[] key) {
        int zone = key.length > Long.BYTES ? key[Long.BYTES] : -1;
        int start = zone == Keys.LIVE ? LIVE_NAME : DEAD_NAME;
        if ((zone != Keys.LIVE && zone != Keys.DEAD) || key.length <= start) {
            return Optional.empty();
        }
        try {
            Name name = Name.of(Arrays.copyOfRange(key, start, key.length));
            long death = zone == Keys.DEAD ? ~Keys.longAt(key, LIVE_NAME) : 0;
            return Optional.of(new ZoneKey(zone, Keys.longAt(key, 0), Keys.longAt(key, Long.BYTES + 1), death, name));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    byte[] toBytes() {
        return zone == Keys.LIVE ? Keys.live(parent, branch, name) : Keys.dead(parent, branch, death, name);
    }
}
