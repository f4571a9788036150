package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;

/** Compares floors with the acts that raised them, and looks for the points that were to be kept. */
record FloorCheck(EngineSnapshot snapshot, StoreOutline outline, Findings findings) {
    void run() {
        outline.floors.forEach(this::checkFloor);
        outline.keptPoints.keySet().stream()
                .filter(branch -> !outline.floors.containsKey(branch))
                .forEach(branch ->
                        reportFloor(branch, Kind.MISSING_RECORD, "Points were kept of a branch without a floor."));
    }

    private void checkFloor(long branch, FloorRecord floor) {
        StoreOutline.Act act = outline.prunings.get(branch);
        if (act == null || act.seq() != floor.act() || act.record().seq() != floor.floor()) {
            reportFloor(branch, Kind.DIFFERENT_RECORD, "A floor is not what the act that raised it says.");
        }
        KeptPoints kept = outline.kept(branch);
        long[] points = kept.points();
        if (points.length != floor.points() || !FloorRecord.digestOf(points).equals(floor.digest())) {
            String sentence = "The points that were kept are not those that the floor says. found=" + points.length
                    + " expected=" + floor.points();
            reportFloor(branch, points.length < floor.points() ? Kind.MISSING_RECORD : Kind.DIFFERENT_RECORD, sentence);
        }
        for (long point : points) {
            requireEnd(branch, point);
        }
        requireEnd(branch, floor.floor());
    }

    private void requireEnd(long branch, long seq) {
        if (seq == 0) {
            return;
        }
        byte[] key = Keys.operation(branch, seq);
        try {
            byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
            if (value == null || OperationRecord.decode(key, value).closing().isEmpty()) {
                String sentence = "The end of a change is missing at a point that was kept.";
                findings.report(Kind.MISSING_RECORD, Keyspaces.OPERATIONS, key, sentence, OutlineCheck.at(branch, seq));
            }
        } catch (CorruptStoreException | IllegalArgumentException e) {
            // The scan of the log reports it.
            findings.skip();
        }
    }

    private void reportFloor(long branch, Kind kind, String sentence) {
        findings.report(kind, Keyspaces.BRANCHES, Keys.floor(branch), sentence, List.of());
    }
}
