package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.verify.Findings.Found;
import dev.ize.core.write.Overlay;
import dev.ize.spi.BranchId;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.NodeId;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationFinding.Place;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the root's first version, which no operation of the log wrote: it is as old as the store. Once the main branch
 * was pruned, it is a version below a floor like others.
 */
record RootCheck(EngineSnapshot snapshot, StoreOutline outline, Findings findings, Repairs repairs) {
    private static final long MAIN = BranchId.MAIN.value();

    void run() {
        BranchOutline main = outline.branch(MAIN);
        if (main != null && !main.kept().isPruned()) {
            outline.counters.ifPresent(this::check);
        }
    }

    private void check(CountersRecord counters) {
        NodeRecord expected = NodeRecord.firstRoot(counters.createdAt());
        byte[] key = Keys.firstRoot();
        byte[] value = snapshot.get(Keyspaces.NODES, key);
        if (value == null) {
            report(Kind.MISSING_RECORD, key, expected, "The root's first version is missing.");
            return;
        }
        try {
            if (!NodeRecord.decode(key, value).equals(expected)) {
                report(Kind.DIFFERENT_RECORD, key, expected, "The root's first version is not that of a new store.");
            }
        } catch (CorruptStoreException | IllegalArgumentException e) {
            report(Kind.DAMAGED_RECORD, key, expected, Damage.describe(e));
        }
    }

    private void report(Kind kind, byte[] key, NodeRecord expected, String sentence) {
        Place place = new Place(Optional.of(StorePath.ROOT), new Point(BranchId.MAIN, 0));
        Found found = findings.report(kind, Keyspaces.NODES, key, sentence, List.of(place));
        findings.doubt(new Effect.OfNode(NodeId.ROOT.value()));
        repairs.offer(found, overlay -> rewrite(overlay, key, expected));
    }

    private static boolean rewrite(Overlay overlay, byte[] key, NodeRecord expected) {
        if (KeptPoints.floorIn(overlay, MAIN) >= 0) {
            return false;
        }
        overlay.put(Keyspaces.NODES, key, expected.encode(key));
        return true;
    }
}
