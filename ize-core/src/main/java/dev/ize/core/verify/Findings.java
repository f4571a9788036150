package dev.ize.core.verify;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Effect;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationFinding.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a verification has found so far: one finding a record, of which the first are kept and all are counted.
 *
 * <p>It also knows what of the trees is in doubt: where a version is missing or wrong, the versions after it cannot be
 * judged, and are not reported for it.
 */
final class Findings {
    /** Records and entries that are remembered; beyond it a record may count twice, and all is in doubt. */
    private static final int MAX_REMEMBERED = 100_000;

    private final int maxKept;
    private final List<Found> kept = new ArrayList<>();
    private final Map<String, Found> records = new HashMap<>();
    private final Set<Keyspace> keyspaces = new HashSet<>();
    private final Set<Effect> doubtful = new HashSet<>();
    private long count;
    private long repaired;
    private long unchecked;

    Findings(int maxKept) {
        this.maxKept = maxKept;
    }

    /** A finding while places may be added to it and it may be put right. */
    static final class Found {
        private final String record;
        private final Kind kind;
        private final String description;
        private final List<Place> places;
        private boolean repaired;

        private Found(Kind kind, String record, String sentence, List<Place> places) {
            this.record = record;
            this.kind = kind;
            this.description = sentence + " " + record;
            this.places = new ArrayList<>(places);
        }

        List<Place> places() {
            return places;
        }

        private VerificationFinding toFinding() {
            return new VerificationFinding(kind, description, places, repaired);
        }
    }

    /** How a finding names a record. */
    static String name(Keyspace keyspace, byte[] key) {
        return "keyspace=" + keyspace.name() + " key=" + HexFormat.of().formatHex(key);
    }

    /** Whether nothing is wrong with the records of some keyspaces. */
    boolean areWhole(Keyspace... which) {
        return Arrays.stream(which).noneMatch(keyspaces::contains);
    }

    boolean isKnown(Keyspace keyspace, byte[] key) {
        return records.containsKey(name(keyspace, key));
    }

    /** Reports a finding about a record; where there is one already, that one stands. */
    Found report(Kind kind, Keyspace keyspace, byte[] key, String sentence, List<Place> places) {
        keyspaces.add(keyspace);
        return add(suspect(kind, keyspace, key, sentence, places));
    }

    /** A finding that counts only once it is added. */
    Found suspect(Kind kind, Keyspace keyspace, byte[] key, String sentence, List<Place> places) {
        return new Found(kind, name(keyspace, key), sentence, places);
    }

    Found add(Found found) {
        Found known = records.get(found.record);
        if (known != null) {
            return known;
        }
        if (records.size() < MAX_REMEMBERED) {
            records.put(found.record, found);
        }
        count++;
        if (kept.size() < maxKept) {
            kept.add(found);
        }
        return found;
    }

    /** Says that what an effect left in the trees cannot be relied upon. */
    void doubt(Effect effect) {
        if (doubtful.size() < MAX_REMEMBERED) {
            doubtful.add(effect);
        }
    }

    boolean isDoubtful(Effect effect) {
        return doubtful.size() >= MAX_REMEMBERED || doubtful.contains(effect);
    }

    /** Counts something that damage elsewhere has kept from being checked. */
    void skip() {
        unchecked++;
    }

    long unchecked() {
        return unchecked;
    }

    void markRepaired(Found found) {
        if (!found.repaired) {
            found.repaired = true;
            repaired++;
        }
    }

    long count() {
        return count;
    }

    long repaired() {
        return repaired;
    }

    List<VerificationFinding> toList() {
        return kept.stream().map(Found::toFinding).toList();
    }
}
