package dev.ize.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is wrong in a store.
 *
 * @param kind what sort of wrong
 * @param description what was found, for people: a sentence, then the record's keyspace and key in hex
 * @param places where in the trees it shows, as far as that is known: a few of them, in no order
 * @param repaired whether it was put right
 */
public record VerificationFinding(Kind kind, String description, List<Place> places, boolean repaired) {
    /** The sorts of findings. */
    public enum Kind {
        /** The engine cannot read on in a keyspace; what lies behind was not checked. */
        UNREADABLE_KEYSPACE,
        /** A key that no record has. */
        MALFORMED_KEY,
        /** A record does not match its checksum or does not decode. */
        DAMAGED_RECORD,
        /** A record that must be there is not. */
        MISSING_RECORD,
        /** A record that nothing in the log wrote. */
        UNLOGGED_RECORD,
        /** A record that says something else than the log. */
        DIFFERENT_RECORD,
        /** An operation that cannot have been done to the tree before it. */
        IMPOSSIBLE_OPERATION,
        /** A change whose records do not make a whole. */
        BROKEN_CHANGE,
        /** A link of a branch's chain or the store's that does not follow from what it links. */
        BROKEN_CHAIN,
        /** A branch or snapshot that leads to a point that does not exist. */
        MISSING_POINT,
        /** A directory's listing differs from the versions of its entries. */
        WRONG_LISTING,
        /** Content that is referred to and is not there. */
        MISSING_CONTENT,
        /** Content that does not decode or does not match its hash. */
        DAMAGED_CONTENT
    }

    /**
     * A place in the trees of a store.
     *
     * @param path the path there, where it could be told
     * @param point the point from which on it shows
     */
    public record Place(Optional<StorePath> path, Point point) {
        public Place {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(point, "point");
        }
    }

    public VerificationFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(description, "description");
        places = List.copyOf(places);
    }
}
