package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.Keyspace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Engines whose cursors move wrongly within their range. */
final class WrongMoves {
    private static final int KEYS_OF_A_PAGE = 4_096;

    private WrongMoves() {}

    static Engine seekingAfterTheKey(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            @Override
            public boolean seekAtOrAfter(byte[] key) {
                return cursor.seekAtOrAfter(key) && (!Arrays.equals(cursor.key(), key) || cursor.next());
            }
        });
    }

    static Engine seekingBeforeInclusively(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            @Override
            public boolean seekBefore(byte[] key) {
                return (cursor.seekAtOrAfter(key) && Arrays.equals(cursor.key(), key)) || cursor.seekBefore(key);
            }
        });
    }

    static Engine stayingWhenItTurnsRound(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            private boolean positioned;
            private boolean upwards;

            @Override
            public boolean seekAtOrAfter(byte[] key) {
                return moved(true, cursor.seekAtOrAfter(key));
            }

            @Override
            public boolean seekBefore(byte[] key) {
                return moved(false, cursor.seekBefore(key));
            }

            @Override
            public boolean next() {
                return moved(true, (positioned && !upwards) || cursor.next());
            }

            @Override
            public boolean previous() {
                return moved(false, (positioned && upwards) || cursor.previous());
            }

            private boolean moved(boolean up, boolean found) {
                upwards = up;
                positioned = found;
                return found;
            }
        });
    }

    static Engine skippingTheLastKeyDownwards(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            private boolean positioned;

            @Override
            public boolean previous() {
                positioned = (positioned || cursor.previous()) && cursor.previous();
                return positioned;
            }
        });
    }

    static Engine stayingAtTheEnd(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            @Override
            public boolean next() {
                return cursor.next() || !cursor.previous();
            }
        });
    }

    static Engine keepingTheKeyItLeft(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            private byte @Nullable [] left;

            @Override
            public byte[] key() {
                try {
                    left = cursor.key();
                } catch (IllegalStateException e) {
                    if (left == null) {
                        throw e;
                    }
                }
                return left.clone();
            }
        });
    }

    static Engine givingAValueOnce(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            private byte @Nullable [] given;

            @Override
            public byte[] value() {
                byte[] key = cursor.key();
                boolean again = Arrays.equals(key, given);
                given = key;
                return again ? Bytes.EMPTY : cursor.value();
            }
        });
    }

    static Engine losingAKeyAtTheEdgeOfAPage(Engine right) {
        return withMoves(right, cursor -> new ForwardingCursor(cursor) {
            private int steps;

            @Override
            public boolean previous() {
                boolean atTheEdge = ++steps % KEYS_OF_A_PAGE == 0;
                return cursor.previous() && (!atTheEdge || cursor.previous());
            }
        });
    }

    /** Has one cursor a keyspace in each snapshot, for all who ask. */
    static Engine sharingACursor(Engine right) {
        return WrongRanges.withSnapshots(right, snapshot -> new ForwardingSnapshot(snapshot) {
            private final Map<Keyspace, Cursor> shared = new HashMap<>();

            @Override
            public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
                return shared.computeIfAbsent(keyspace, absent -> snapshot.cursor(keyspace, from, to));
            }
        });
    }

    private static Engine withMoves(Engine right, UnaryOperator<Cursor> alteration) {
        return WrongRanges.withCursors(
                right, (snapshot, keyspace, from, to) -> alteration.apply(snapshot.cursor(keyspace, from, to)));
    }
}
