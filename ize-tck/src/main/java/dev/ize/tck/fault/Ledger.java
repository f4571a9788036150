package dev.ize.tck.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the processes that write one store have said, line by line, and so what the store owes. */
final class Ledger {
    private final boolean acknowledgedIsDurable;
    private List<Integer> durable = nothing();
    private List<Integer> acknowledged = nothing();
    private List<Integer> copied = nothing();
    private boolean copyIsThere;
    private String underWay = "writing";
    private final Counts counts;

    /** What several ledgers counted, for a report. */
    static final class Counts {
        private final Map<String, Integer> harmedAmid = new TreeMap<>();
        private int acknowledgements;
        private int stepsUnderWayFound;
        private int acknowledgedStepsLost;

        /** Harms counted by what was under way. */
        Map<String, Integer> harmedAmid() {
            return Collections.unmodifiableMap(harmedAmid);
        }

        @Override
        public String toString() {
            return "amid=" + harmedAmid + " acknowledgements=" + acknowledgements + " stepsUnderWayFoundWhole="
                    + stepsUnderWayFound + " acknowledgedStepsLost=" + acknowledgedStepsLost;
        }
    }

    /** @param acknowledgedIsDurable whether what is acknowledged survives the harm, or only what is synchronised */
    Ledger(boolean acknowledgedIsDurable, Counts counts) {
        this.acknowledgedIsDurable = acknowledgedIsDurable;
        this.counts = counts;
    }

    private static List<Integer> nothing() {
        return Collections.nCopies(Victim.LANES, 0);
    }

    /** Notes a line; lines of other kinds are passed over. */
    void read(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case Victim.OPENING -> underWay = "opening";
            case Victim.SETTLED -> forgetCopy();
            case Victim.CHECKED -> noteChecked(Owed.numbers(words[1]));
            case Victim.DONE -> noteDone(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case Victim.SYNCED -> durable = Owed.numbers(words[1]);
            case Victim.BEGUN -> noteBegun(Upkeep.valueOf(words[1]));
            case Victim.ENDED -> noteEnded(Upkeep.valueOf(words[1]));
            default -> {}
        }
    }

    /** Counts a harm, by what was under way when the newest line came. */
    void noteHarm() {
        counts.harmedAmid.merge(underWay, 1, Integer::sum);
    }

    Owed owed() {
        return new Owed(durable, acknowledged, copied, copyIsThere);
    }

    private void noteChecked(List<Integer> found) {
        for (int lane = 0; lane < found.size(); lane++) {
            counts.stepsUnderWayFound += Math.max(0, found.get(lane) - acknowledged.get(lane));
            counts.acknowledgedStepsLost += Math.max(0, acknowledged.get(lane) - found.get(lane));
        }
        durable = found;
        acknowledged = found;
        forgetCopy();
        underWay = "writing";
    }

    private void forgetCopy() {
        copied = nothing();
        copyIsThere = false;
    }

    private void noteDone(int lane, int steps) {
        List<Integer> more = new ArrayList<>(acknowledged);
        more.set(lane, steps);
        acknowledged = more;
        durable = acknowledgedIsDurable ? more : durable;
        counts.acknowledgements++;
    }

    private void noteBegun(Upkeep upkeep) {
        underWay = upkeep.name().toLowerCase(Locale.ROOT);
        copied = upkeep.makesACopy() ? acknowledged : copied;
    }

    private void noteEnded(Upkeep upkeep) {
        underWay = "writing";
        copyIsThere |= upkeep.makesACopy();
    }
}
