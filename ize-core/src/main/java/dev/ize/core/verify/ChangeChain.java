package dev.ize.core.verify;

import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.write.Chain;
import dev.ize.spi.ContentHash;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one branch's log record by record: where changes start and end, how many operations they have, and the
 * branch's chain. After something was wrong it goes on from the next closing record as that one says.
 */
final class ChangeChain {
    private @Nullable ContentHash link;
    private @Nullable Chain chain;

    /** Number at which the change at work began: that of its first record, or less; 0 between changes. */
    private long start;

    private long lastSeq;
    private long operations;
    private boolean broken;

    /** What is wrong with a change. */
    record Complaint(Kind kind, String sentence) {}

    /**
     * @param link the link before the first change; null if it is not known
     * @param base number that all records of the branch are above
     */
    ChangeChain(@Nullable ContentHash link, long base) {
        this.link = link;
        this.lastSeq = base;
    }

    /** A record is there that does not decode: the change that it is in cannot be judged. */
    void lose() {
        broken = true;
        loseLink();
    }

    /**
     * Takes the next record.
     *
     * @return what is wrong with the change up to here, said once a change
     */
    Optional<Complaint> take(long seq, OperationRecord record) {
        Optional<Complaint> complaint = Optional.empty();
        boolean startsHere = record.changeStart() > lastSeq;
        if (!broken && startsHere != (start == 0)) {
            String sentence =
                    startsHere ? "A change ends without a closing record." : "A change starts inside another.";
            complaint = Optional.of(new Complaint(Kind.BROKEN_CHANGE, sentence));
            loseLink();
            broken = !startsHere;
            start = 0;
        }
        begin(record.changeStart());
        lastSeq = seq;
        if (record.operation().isPresent()) {
            operations++;
            if (chain != null) {
                chain.add(record.operation().get());
            }
        }
        if (record.closing().isPresent()) {
            Optional<Complaint> atEnd = close(record.closing().get());
            complaint = complaint.isPresent() ? complaint : atEnd;
        }
        return complaint;
    }

    /** Whether a change has begun and not ended. */
    boolean isOpen() {
        return start != 0;
    }

    private void begin(long changeStart) {
        if (start == 0) {
            start = changeStart;
            operations = 0;
            chain = link == null ? null : new Chain(link);
        }
    }

    private void loseLink() {
        link = null;
        chain = null;
    }

    private Optional<Complaint> close(ClosingRecord closing) {
        Optional<Complaint> complaint = Optional.empty();
        if (!broken && closing.operations() != operations) {
            complaint = Optional.of(new Complaint(
                    Kind.BROKEN_CHANGE,
                    "A change has another number of operations than its closing record says. found=" + operations
                            + " expected=" + closing.operations()));
        } else if (!broken && chain != null) {
            ContentHash computed =
                    chain.close(closing.author(), closing.message(), closing.session(), closing.effectiveTime());
            if (!computed.equals(closing.branchLink())) {
                complaint = Optional.of(new Complaint(
                        Kind.BROKEN_CHAIN, "A change's link does not follow from the change and the link before."));
            }
        }
        link = closing.branchLink();
        chain = null;
        start = 0;
        broken = false;
        return complaint;
    }
}
