package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.write.Chain;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.VerificationFinding.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Follows the store's chain over the changes of all branches and the acts, in the order of their seqs, with one place a
 * branch in memory. A gap is right where the sweep of a deleted branch may have left one; the chain goes on behind it
 * as the next link says.
 */
final class StoreChainCheck {
    /** Stands for the acts among the branches. */
    private static final long ACTS = 0;

    private final Survey survey;
    private final PriorityQueue<Link> next = new PriorityQueue<>(Comparator.comparingLong(Link::seq));
    private RemovedSpans removed;
    private long lastSeq;
    private ContentHash last = Chain.START;

    /** What the last link should have been: where it alone is wrong, the next follows from this. */
    private ContentHash computedLast = Chain.START;

    private Instant time = Instant.MIN;

    /** Where links may be missing since records do not decode, which is reported elsewhere. */
    private final RemovedSpans damaged = new RemovedSpans();

    private boolean sawDamage;

    /** A change or act in the chain. */
    private record Link(long branch, long seq, byte[] linked, ContentHash link, Instant time) {
        Keyspace keyspace() {
            return branch == ACTS ? Keyspaces.ACTS : Keyspaces.OPERATIONS;
        }

        byte[] key() {
            return branch == ACTS ? Keys.act(seq) : Keys.operation(branch, seq);
        }
    }

    StoreChainCheck(Survey survey) {
        this.survey = survey;
        this.removed = survey.outline().removed();
    }

    void run() {
        long total = survey.outline().counters.map(CountersRecord::nextSeq).orElse(-1L);
        Meter meter = survey.meter("checking the chain of changes", total);
        try {
            follow(meter);
        } catch (CorruptStoreException | StorageFailedException e) {
            String sentence = "The engine cannot read on behind a key: " + e.getMessage();
            byte[] key = Keys.number(lastSeq);
            survey.findings().report(Kind.UNREADABLE_KEYSPACE, Keyspaces.OPERATIONS, key, sentence, List.of());
        }
        survey.counts().add(Counts.Sort.ACTS, survey.outline().acts);
        survey.counts().add(Counts.Sort.SNAPSHOTS, survey.outline().snapshots.size());
        meter.finish();
    }

    private void follow(Meter meter) {
        try (EngineSnapshot snapshot = survey.source().open()) {
            enqueue(findNext(snapshot, ACTS, 0));
            for (BranchOutline branch : survey.outline().branches()) {
                enqueue(findNext(snapshot, branch.id(), branch.record().baseSeq()));
            }
        }
        while (!next.isEmpty()) {
            slice(meter);
        }
        survey.outline().counters.ifPresent(this::checkEnd);
    }

    private void slice(Meter meter) {
        Slice slice = new Slice();
        try (EngineSnapshot snapshot = survey.source().open()) {
            do {
                Link link = next.remove();
                follow(link);
                meter.reach(link.seq());
                enqueue(findNext(snapshot, link.branch(), link.seq()));
            } while (slice.goesOn() && !next.isEmpty());
        }
    }

    private void enqueue(@Nullable Link link) {
        if (link != null) {
            next.add(link);
        }
    }

    private void follow(Link link) {
        ContentHash computed = Chain.storeLink(last, link.seq(), link.linked());
        boolean follows = computed.equals(link.link())
                || Chain.storeLink(computedLast, link.seq(), link.linked()).equals(link.link());
        if (!follows && !isExplained(link.seq())) {
            report(link, "A link of the store's chain does not follow from the one before.");
        }
        if (follows && link.time().isBefore(time)) {
            report(link, "The effective time goes back.");
        }
        checkCounters(link);
        last = link.link();
        computedLast = computed;
        lastSeq = link.seq();
        time = link.time();
    }

    private boolean isExplained(long seq) {
        if (damaged.mayLieBetween(lastSeq, seq) || removed.mayLieBetween(lastSeq, seq)) {
            return true;
        }
        try (EngineSnapshot snapshot = survey.source().open()) {
            removed = OutlineReader.read(snapshot, new Findings(1)).removed();
        }
        return removed.mayLieBetween(lastSeq, seq);
    }

    /** What META has of the chain is compared when the chain comes by. */
    private void checkCounters(Link link) {
        survey.outline()
                .counters
                .filter(counters -> counters.linkSeq() == link.seq())
                .filter(counters -> !counters.storeLink().equals(link.link()))
                .ifPresent(counters -> reportCounters("The counters name another link of the store's chain."));
    }

    private void checkEnd(CountersRecord counters) {
        if (lastSeq < counters.linkSeq() && !isExplained(counters.linkSeq() + 1)) {
            reportCounters("The newest changes are missing: the counters name a later one. seq=" + counters.linkSeq());
        }
    }

    private void reportCounters(String sentence) {
        survey.findings().report(Kind.BROKEN_CHAIN, Keyspaces.META, Keys.counters(), sentence, List.of());
    }

    private void report(Link link, String sentence) {
        survey.findings()
                .report(
                        Kind.BROKEN_CHAIN,
                        link.keyspace(),
                        link.key(),
                        sentence,
                        link.branch() == ACTS ? List.of() : OutlineCheck.at(link.branch(), link.seq()));
    }

    private @Nullable Link findNext(EngineSnapshot snapshot, long branch, long after) {
        sawDamage = false;
        Link link = branch == ACTS ? findAct(snapshot, after) : findChange(snapshot, branch, after);
        if (sawDamage) {
            damaged.add(after, link == null ? Long.MAX_VALUE : link.seq());
        }
        return link;
    }

    private @Nullable Link findAct(EngineSnapshot snapshot, long after) {
        byte[] to = Keys.act(survey.outline().lastAct + 1);
        try (Cursor cursor = snapshot.cursor(Keyspaces.ACTS, Keys.act(after + 1), to)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                try {
                    ActRecord act = ActRecord.decode(key, cursor.value());
                    return new Link(ACTS, Keys.longAt(key, 0), act.canonical(), act.storeLink(), act.effectiveTime());
                } catch (CorruptStoreException | IllegalArgumentException e) {
                    sawDamage = true;
                }
            }
        }
        return null;
    }

    /** The end of the next change: of a long one it is sought, of one that is not whole it is gone through. */
    private @Nullable Link findChange(EngineSnapshot snapshot, long id, long after) {
        BranchOutline branch = survey.outline().branch(id);
        if (branch == null || after >= branch.head()) {
            return null;
        }
        byte[] to = Keys.operation(id, branch.head() + 1);
        try (Cursor cursor = snapshot.cursor(Keyspaces.OPERATIONS, Keys.operation(id, after + 1), to)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                try {
                    long seq = Keys.longAt(key, Long.BYTES);
                    OperationRecord record = OperationRecord.decode(key, cursor.value());
                    ChangeEnds.End end = ChangeEnds.endOf(snapshot, id, seq, record, branch.head())
                            .orElse(null);
                    if (end != null) {
                        return link(end);
                    }
                } catch (CorruptStoreException | IllegalArgumentException e) {
                    sawDamage = true;
                }
            }
        }
        return null;
    }

    private static Link link(ChangeEnds.End end) {
        ClosingRecord closing = end.closing();
        return new Link(
                end.branch(),
                end.seq(),
                closing.branchLink().toByteArray(),
                closing.storeLink(),
                closing.effectiveTime());
    }
}
