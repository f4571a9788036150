package dev.ize.core.verify;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.HighestId;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import java.util.List;
import java.util.Optional;

/**
 * Verifies an open store.
 *
 * <p>What the store is at the start is what is checked: branches up to their heads, content up to the newest id. What
 * is written meanwhile is only looked at where it lies between. Records below a head do not change, but for those of
 * deleted branches, which are swept: what is found in a branch is asked for again before it is reported.
 *
 * <p><i>Order:</i> content comes first, so that a file whose content is known to be lost is no finding of its own; the
 * log comes before the versions, so that what is missing puts in doubt what depends on it.
 */
public final class Verification {
    private final Survey survey;
    private final long contentBound;

    private Verification(Survey survey, long contentBound) {
        this.survey = survey;
        this.contentBound = contentBound;
    }

    /**
     * Verifies a store on the caller's thread. What the progress throws ends it. Where something is found and is to
     * be repaired, a second round verifies again and repairs what it finds: it knows whether the log can be relied on.
     *
     * @param source opens engine snapshots, inside the gate of the storage
     * @param sink writes repairs, if the options ask for them
     */
    public static VerificationReport run(
            SnapshotSource source, RepairSink sink, ChunkCodec codec, VerificationOptions options, Progress progress) {
        Findings findings = new Findings(options.maxFindings());
        Repairs none = new Repairs(Optional.empty(), findings, false, false);
        Round first = run(source, none, findings, codec, options, progress);
        if (!options.repair() || findings.count() == 0) {
            return first.report();
        }
        // Where the log and its chains are in doubt themselves, nothing is made to agree with them.
        boolean logIsWhole = findings.areWhole(Keyspaces.OPERATIONS, Keyspaces.ACTS, Keyspaces.META);
        Findings again = new Findings(options.maxFindings());
        Repairs repairs = new Repairs(Optional.of(sink), again, logIsWhole, first.prunedIsWhole());
        return run(source, repairs, again, codec, options, progress).report();
    }

    /** What came of one round; and whether the versions below floors are known to be all. */
    private record Round(VerificationReport report, boolean prunedIsWhole) {}

    private static Round run(
            SnapshotSource source,
            Repairs repairs,
            Findings findings,
            ChunkCodec codec,
            VerificationOptions options,
            Progress progress) {
        Counts counts = new Counts();
        Survey survey;
        long contentBound;
        try (EngineSnapshot snapshot = source.open()) {
            StoreOutline outline = OutlineReader.read(snapshot, findings);
            new OutlineCheck(snapshot, outline, findings, repairs).run();
            survey = new Survey(source, outline, findings, repairs, counts, progress, codec, options.quick());
            contentBound = contentBound(snapshot);
        }
        repairs.flush();
        boolean prunedIsWhole = new Verification(survey, contentBound).check();
        reportUnchecked(findings, counts);
        VerificationReport report =
                new VerificationReport(counts.toMap(), findings.toList(), findings.count(), findings.repaired());
        return new Round(report, prunedIsWhole);
    }

    /** The first content id that is not given out yet; the highest there is where the engine cannot tell. */
    private static long contentBound(EngineSnapshot snapshot) {
        try {
            return HighestId.in(snapshot, Keyspaces.CONTENT) + 1;
        } catch (CorruptStoreException | StorageFailedException e) {
            return Long.MAX_VALUE;
        }
    }

    /** What was not checked for damage that nothing else names is a finding itself. */
    private static void reportUnchecked(Findings findings, Counts counts) {
        counts.add(Counts.Sort.UNCHECKED, findings.unchecked());
        if (findings.unchecked() > 0 && findings.count() == 0) {
            String sentence = "Records could not be checked. number=" + findings.unchecked();
            findings.report(Kind.UNREADABLE_KEYSPACE, Keyspaces.META, Keys.counters(), sentence, List.of());
        }
    }

    /** Whether the versions below floors are known to be all. */
    private boolean check() {
        LostContent lost = new LostContent();
        new ContentCheck(survey, lost, contentBound).run();
        VersionTally tally = new VersionTally();
        new LogCheck(survey, tally).run();
        VersionCheck versions = new VersionCheck(survey, tally, lost);
        versions.run(Keyspaces.NODES, Counts.Sort.NODES, "checking nodes");
        versions.run(Keyspaces.NAMES, Counts.Sort.NAMES, "checking names");
        versions.run(Keyspaces.XATTRS, Counts.Sort.ATTRIBUTES, "checking attributes");
        new EntriesCheck(survey, versions).run();
        versions.findUnlogged();
        boolean prunedIsWhole = versions.pruned().compare();
        new StoreChainCheck(survey).run();
        new ContentHolders(survey, lost).run();
        return prunedIsWhole;
    }
}
