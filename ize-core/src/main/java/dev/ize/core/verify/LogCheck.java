package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.write.Chain;
import dev.ize.spi.ContentHash;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads each branch's log from its start to its head: changes, the branch's chain, and what each operation wrote. */
final class LogCheck {
    private final Survey survey;
    private final EffectCheck effects;
    private @Nullable BranchOutline branch;
    private long branchId;
    private ChangeChain chain = new ChangeChain(null, 0);
    private long lastSeq;

    LogCheck(Survey survey, VersionTally tally) {
        this.survey = survey;
        this.effects = new EffectCheck(survey, tally);
    }

    /** Reads all logs. */
    void run() {
        long total =
                survey.outline().counters.map(counters -> counters.nextSeq()).orElse(-1L);
        survey.scan().each(Keyspaces.OPERATIONS, survey.meter("checking the log", total), false, this::visit);
        leaveBranch();
        for (BranchOutline each : survey.outline().branches()) {
            survey.counts().add(Counts.Sort.BRANCHES, each.record().deleted() ? 0 : 1);
        }
    }

    private void visit(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        if (key.length != 2 * Long.BYTES) {
            survey.findings()
                    .report(Kind.MALFORMED_KEY, Keyspaces.OPERATIONS, key, "No record has such a key.", List.of());
            return;
        }
        long id = Keys.longAt(key, 0);
        long seq = Keys.longAt(key, Long.BYTES);
        if (id != branchId) {
            leaveBranch();
            enterBranch(snapshot, id);
        }
        BranchOutline own = branch;
        if (own == null) {
            checkStray(snapshot, key, id, seq);
        } else if (own.isPruned(seq)) {
            checkPruned(own, seq, key, cursor);
        } else if (!own.isFixed(seq)) {
            survey.counts().add(Counts.Sort.STAGED, seq >= own.stageStart() ? 1 : 0);
        } else {
            lastSeq = seq;
            check(snapshot, own, seq, key, cursor);
        }
    }

    /** Below a floor there are the ends of changes at points that were kept; from that at the floor the chain goes on. */
    private void checkPruned(BranchOutline own, long seq, byte[] key, Cursor cursor) {
        boolean isKept = own.kept().contains(seq);
        try {
            OperationRecord record = OperationRecord.decode(key, cursor.value());
            if (!(isKept && record.isLink()) && survey.outline().isSwept(own.id())) {
                String sentence = "The log has more below the floor than the ends of changes that were kept.";
                report(Kind.UNLOGGED_RECORD, key, sentence, own.id(), seq);
            }
            if (seq == own.kept().floor()) {
                chain = new ChangeChain(
                        record.closing().map(closing -> closing.branchLink()).orElse(null), seq);
            }
        } catch (CorruptStoreException | IllegalArgumentException e) {
            report(Kind.DAMAGED_RECORD, key, Damage.describe(e), own.id(), seq);
        }
        lastSeq = seq;
    }

    private void report(Kind kind, byte[] key, String sentence, long ofBranch, long seq) {
        survey.findings().report(kind, Keyspaces.OPERATIONS, key, sentence, OutlineCheck.at(ofBranch, seq));
    }

    private void check(EngineSnapshot snapshot, BranchOutline own, long seq, byte[] key, Cursor cursor) {
        OperationRecord record;
        try {
            record = OperationRecord.decode(key, cursor.value());
        } catch (CorruptStoreException | IllegalArgumentException e) {
            survey.findings()
                    .report(
                            Kind.DAMAGED_RECORD,
                            Keyspaces.OPERATIONS,
                            key,
                            Damage.describe(e),
                            OutlineCheck.at(own.id(), seq));
            chain.lose();
            return;
        }
        survey.counts().add(Counts.Sort.OPERATIONS, record.operation().isPresent() ? 1 : 0);
        survey.counts().add(Counts.Sort.CHANGES, record.closing().isPresent() ? 1 : 0);
        Optional<ChangeChain.Complaint> complaint = chain.take(seq, record);
        if (complaint.isPresent() && survey.stands(own.id(), seq)) {
            Kind kind = complaint.get().kind();
            String sentence = complaint.get().sentence();
            survey.findings().report(kind, Keyspaces.OPERATIONS, key, sentence, OutlineCheck.at(own.id(), seq));
        }
        effects.check(snapshot, own, seq, record);
    }

    /** A record of a branch that was not there at the start: of a new one, or of none. */
    private void checkStray(EngineSnapshot snapshot, byte[] key, long id, long seq) {
        boolean isOfBranch = survey.outline().branchRecords.containsKey(id)
                || snapshot.get(Keyspaces.BRANCHES, Keys.branch(id)) != null
                || survey.findings().isKnown(Keyspaces.BRANCHES, Keys.branch(id));
        if (!isOfBranch) {
            survey.findings()
                    .report(
                            Kind.UNLOGGED_RECORD,
                            Keyspaces.OPERATIONS,
                            key,
                            "A log record belongs to a branch that does not exist.",
                            OutlineCheck.at(id, seq));
        }
    }

    private void enterBranch(EngineSnapshot snapshot, long id) {
        branchId = id;
        branch = survey.outline().branch(id);
        lastSeq = 0;
        BranchOutline entered = branch;
        if (entered == null) {
            chain = new ChangeChain(null, 0);
        } else if (entered.kept().isPruned()) {
            chain = new ChangeChain(null, entered.kept().floor());
        } else {
            chain = new ChangeChain(
                    linkBefore(snapshot, entered), entered.record().baseSeq());
        }
    }

    /** The link that a branch starts from: that at its fork point; null if it cannot be read. */
    private static @Nullable ContentHash linkBefore(EngineSnapshot snapshot, BranchOutline of) {
        if (of.record().parent() == 0 || of.record().forkSeq() == 0) {
            return Chain.START;
        }
        byte[] key = Keys.operation(of.record().parent(), of.record().forkSeq());
        try {
            byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
            return value == null
                    ? null
                    : OperationRecord.decode(key, value)
                            .closing()
                            .map(closing -> closing.branchLink())
                            .orElse(null);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            return null;
        }
    }

    private void leaveBranch() {
        BranchOutline left = branch;
        if (left == null || left.head() == 0 || left.isPruned(left.head())) {
            return;
        }
        boolean ends = lastSeq == left.head() && !chain.isOpen();
        if (!ends && survey.stands(left.id(), left.head())) {
            byte[] key = Keys.operation(left.id(), left.head());
            survey.findings()
                    .report(
                            Kind.BROKEN_CHANGE,
                            Keyspaces.OPERATIONS,
                            key,
                            "A branch's log does not reach its newest change.",
                            OutlineCheck.at(left.id(), left.head()));
        }
    }
}
