package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.prune.Tally;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.NodeId;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Judges the versions at or below floors, whose operations are gone: each is the newest at some point that was kept, an
 * entry leads to a node that is there and knows of it, and there are as many as the sweep has left. What a version says
 * beside that cannot be known any more.
 */
final class PrunedVersions {
    private final Survey survey;
    private final PathFinder paths;
    private final Tally tally = new Tally();

    /** The version before this one in its keyspace, which is newer if it is of the same thing and branch. */
    private @Nullable VersionKey passed;

    PrunedVersions(Survey survey, PathFinder paths) {
        this.survey = survey;
        this.paths = paths;
    }

    /** Notes a version that was looked at, whatever came of it. */
    void pass(VersionKey version) {
        passed = version;
    }

    void check(EngineSnapshot snapshot, byte[] key, VersionKey version, BranchOutline branch) {
        if (!survey.outline().isSwept(branch.id())) {
            return;
        }
        tally.add(branch.id(), version.keyspace(), key);
        if (!branch.kept().sees(version.seq(), newerThan(version))) {
            survey.findings()
                    .report(
                            Kind.UNLOGGED_RECORD,
                            version.keyspace(),
                            key,
                            "A record below the floor shows at no point that was kept.",
                            paths.places(snapshot, version));
        }
    }

    private long newerThan(VersionKey version) {
        VersionKey above = passed;
        if (above == null
                || above.branch() != version.branch()
                || !above.effect().equals(version.effect())) {
            return Long.MAX_VALUE;
        }
        return above.seq();
    }

    /** Checks that the node of an entry is there, at the first point that was kept at which the entry shows. */
    void checkEntry(EngineSnapshot snapshot, VersionKey version, EntryRecord entry) {
        BranchOutline branch = survey.outline().branch(version.branch());
        if (branch == null || !branch.isPruned(version.seq()) || entry.isTombstone()) {
            return;
        }
        KeptPoints kept = branch.kept();
        OptionalLong point = kept.firstAtOrAbove(version.seq());
        if (point.isEmpty() || !kept.sees(version.seq(), nextSeq(snapshot, version))) {
            return;
        }
        TreeReader tree = new TreeReader(snapshot, branch.lineage(), point.getAsLong());
        Effect.OfEntry effect = (Effect.OfEntry) version.effect();
        try {
            if (tree.findNode(entry.node()) == null) {
                report(snapshot, Keyspaces.NODES, version, entry, "An entry leads to a node that is not there.");
            } else if (tree.links(entry.node()).stream()
                    .noneMatch(link -> link.equals(new NamesRecord.Link(true, effect.parent(), effect.name())))) {
                report(snapshot, Keyspaces.NAMES, version, entry, "A node does not know of an entry that leads to it.");
            }
        } catch (CorruptStoreException | IllegalArgumentException e) {
            report(snapshot, Keyspaces.NAMES, version, entry, Damage.describe(e));
        }
    }

    /** Seq of the version after one on its branch; the largest number if there is none. */
    private static long nextSeq(EngineSnapshot snapshot, VersionKey version) {
        byte[] prefix = version.prefix();
        byte[] newest = Keys.version(prefix, version.branch(), Long.MAX_VALUE);
        try (var cursor = snapshot.cursor(version.keyspace(), newest, version.toBytes())) {
            return cursor.previous() ? Keys.seqOf(cursor.key()) : Long.MAX_VALUE;
        }
    }

    private void report(
            EngineSnapshot snapshot, Keyspace keyspace, VersionKey version, EntryRecord entry, String sentence) {
        byte[] key = Keys.nodePrefix(entry.node());
        if (entry.node() != NodeId.ROOT.value()) {
            survey.findings().report(Kind.MISSING_RECORD, keyspace, key, sentence, paths.places(snapshot, version));
        }
    }

    /**
     * Compares the number of versions with what the sweeps have left, and reports it where nothing else was found.
     *
     * @return whether these are known to be all the versions below floors
     */
    boolean compare() {
        boolean whole = true;
        for (long branch : survey.outline().floors.keySet()) {
            TallyRecord left = survey.outline().tallies.get(branch);
            if (left == null
                    || survey.outline().branch(branch) == null
                    || !survey.outline().isSwept(branch)) {
                whole = false;
                continue;
            }
            for (Keyspace keyspace : List.of(Keyspaces.NODES, Keyspaces.ENTRIES, Keyspaces.NAMES, Keyspaces.XATTRS)) {
                whole &= compare(branch, keyspace, left.column(keyspace), tally.column(branch, keyspace));
            }
        }
        return whole;
    }

    private boolean compare(long branch, Keyspace keyspace, TallyRecord.Column left, TallyRecord.Column found) {
        if (left.equals(found)) {
            return true;
        }
        if (!survey.findings().areWhole(keyspace)) {
            return false;
        }
        Kind kind = found.count() < left.count()
                ? Kind.MISSING_RECORD
                : found.count() > left.count() ? Kind.UNLOGGED_RECORD : Kind.DIFFERENT_RECORD;
        String sentence = "Below the floor are other records than the pruning has left. branch=" + branch + " found="
                + found.count() + " expected=" + left.count();
        survey.findings().report(kind, keyspace, Keys.number(branch), sentence, List.of());
        return false;
    }
}
