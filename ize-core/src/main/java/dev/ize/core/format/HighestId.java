package dev.ize.core.format;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;

/** The highest id in a keyspace whose keys begin with one: the next one that is given out is above it. */
public final class HighestId {
    /** Ids are below this: a key beyond it is damaged or forged. */
    public static final long LIMIT = 1L << 60;

    /** Records that are looked at: a last key that damage has made lower must not have ids given out again. */
    private static final int LAST_RECORDS = 4;

    private HighestId() {}

    /** 0 if there is none. */
    public static long in(EngineSnapshot snapshot, Keyspace keyspace) {
        long highest = 0;
        try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], Keys.number(LIMIT))) {
            for (int i = 0; i < LAST_RECORDS && cursor.previous(); i++) {
                byte[] key = cursor.key();
                if (key.length >= Long.BYTES) {
                    highest = Math.max(highest, Keys.longAt(key, 0));
                }
            }
        }
        return highest;
    }
}
