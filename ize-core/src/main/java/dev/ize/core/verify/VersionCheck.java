package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads every version of nodes, names and attributes: each decodes, refers to content that is there, and is counted
 * for the comparison with the log.
 */
final class VersionCheck {
    private final Survey survey;
    private final VersionTally tally;
    private final UnloggedCheck unlogged;
    private final PrunedVersions pruned;
    private final PathFinder paths;
    private final ContentLocationCheck contents;

    VersionCheck(Survey survey, VersionTally tally, LostContent lost) {
        this.survey = survey;
        this.tally = tally;
        this.unlogged = new UnloggedCheck(survey);
        this.paths = new PathFinder(survey.outline());
        this.pruned = new PrunedVersions(survey, paths);
        this.contents = new ContentLocationCheck(survey, lost, paths);
    }

    void run(Keyspace keyspace, Counts.Sort sort, String step) {
        long total =
                survey.outline().counters.map(counters -> counters.nextNode()).orElse(-1L);
        survey.scan().each(keyspace, survey.meter(step, total), true, (snapshot, key, cursor) -> {
            survey.counts().add(sort);
            visit(snapshot, keyspace, key, cursor);
        });
    }

    private void visit(EngineSnapshot snapshot, Keyspace keyspace, byte[] key, Cursor cursor) {
        VersionKey version = VersionKey.parse(keyspace, key).orElse(null);
        if (version == null) {
            survey.findings().report(Kind.MALFORMED_KEY, keyspace, key, "No record has such a key.", List.of());
            return;
        }
        count(snapshot, key, version);
        NodeRecord node;
        try {
            node = decode(keyspace, key, cursor.value());
        } catch (CorruptStoreException | IllegalArgumentException e) {
            survey.findings()
                    .report(Kind.DAMAGED_RECORD, keyspace, key, Damage.describe(e), paths.places(snapshot, version));
            return;
        }
        if (node != null) {
            node.findContent().ifPresent(content -> contents.check(snapshot, key, version, content));
        }
    }

    /** Versions up to a head are compared with the log by their number; of newer ones each is looked up. */
    void count(EngineSnapshot snapshot, byte[] key, VersionKey version) {
        BranchOutline branch = survey.outline().branch(version.branch());
        if (branch != null && branch.isPruned(version.seq())) {
            pruned.check(snapshot, key, version, branch);
        } else if (branch == null || !branch.isFixed(version.seq()) || version.seq() == 0) {
            unlogged.check(snapshot, key, version);
        } else {
            tally.present(version.branch(), version.keyspace());
        }
        pruned.pass(version);
    }

    /** The versions below floors, which no log names. */
    PrunedVersions pruned() {
        return pruned;
    }

    private static @Nullable NodeRecord decode(Keyspace keyspace, byte[] key, byte[] value) {
        if (keyspace.equals(Keyspaces.NODES)) {
            return NodeRecord.decode(key, value);
        }
        if (keyspace.equals(Keyspaces.NAMES)) {
            NamesRecord.decode(key, value);
        } else {
            ByteReader in = Checksum.open(keyspace, key, value);
            if (in.u8() != 0) {
                in.sized();
            }
            in.finish();
        }
        return null;
    }

    /** Finds what is there beyond the log, where the numbers differ. */
    void findUnlogged() {
        for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.ENTRIES, Keyspaces.NAMES, Keyspaces.XATTRS)) {
            unlogged.run(keyspace, tally.unequal(keyspace));
        }
    }
}
