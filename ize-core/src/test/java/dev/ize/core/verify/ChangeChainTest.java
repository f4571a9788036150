package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.verify.ChangeChain.Complaint;
import dev.ize.core.write.Chain;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationFinding.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A log of a branch, record by record: what is wrong with a change is said once, and the next one is judged again. */
class ChangeChainTest {
    private static final Operation OPERATION = new Operation.DeleteFile(StorePath.of("/a"));

    private final ChangeChain chain = new ChangeChain(Chain.START, 0);

    /** The link after a change of some operations. */
    private static ContentHash link(ContentHash before, int operations) {
        Chain link = new Chain(before);
        for (int i = 0; i < operations; i++) {
            link.add(OPERATION);
        }
        return link.close("author", "why", "session", Instant.EPOCH);
    }

    private static Optional<ClosingRecord> closing(int operations, ContentHash link) {
        return Optional.of(
                new ClosingRecord(operations, "author", "why", "session", Instant.EPOCH, Instant.EPOCH, link, link));
    }

    private Optional<Complaint> open(long seq, long start) {
        return chain.take(
                seq, new OperationRecord(start, Optional.of(OPERATION), Optional.empty(), List.of(), Optional.empty()));
    }

    private Optional<Complaint> close(long seq, long start, int operations, ContentHash link) {
        return chain.take(
                seq,
                new OperationRecord(
                        start, Optional.of(OPERATION), Optional.empty(), List.of(), closing(operations, link)));
    }

    private static void assertBroken(Optional<Complaint> complaint, Kind kind, String words) {
        assertThat(complaint).isPresent();
        assertThat(complaint.get().kind()).isEqualTo(kind);
        assertThat(complaint.get().sentence()).contains(words);
    }

    @Test
    void changesThatFollowEachOtherAreRight() {
        ContentHash first = link(Chain.START, 2);
        ContentHash second = link(first, 1);

        assertThat(chain.isOpen()).isFalse();
        assertThat(open(3, 3)).isEmpty();
        assertThat(chain.isOpen()).isTrue();
        assertThat(close(5, 3, 2, first)).isEmpty();
        assertThat(chain.isOpen()).isFalse();
        assertThat(close(6, 6, 1, second)).isEmpty();
        assertBroken(close(7, 7, 1, second), Kind.BROKEN_CHAIN, "does not follow");
    }

    @Test
    void recordThatOnlyClosesIsNoOperation() {
        ContentHash first = link(Chain.START, 1);

        open(1, 1);
        Optional<Complaint> complaint =
                chain.take(2, new OperationRecord(1, Optional.empty(), Optional.empty(), List.of(), closing(1, first)));

        assertThat(complaint).isEmpty();
        assertThat(close(3, 3, 1, link(first, 1))).isEmpty();
    }

    @Test
    void changeOfAnotherNumberOfOperationsIsSaidToBeSoAndTheNextIsRight() {
        ContentHash first = link(Chain.START, 2);

        open(1, 1);

        assertBroken(close(2, 1, 3, first), Kind.BROKEN_CHANGE, "found=2 expected=3");
        assertThat(close(3, 3, 1, link(first, 1))).isEmpty();
        assertBroken(close(4, 4, 2, first), Kind.BROKEN_CHANGE, "found=1 expected=2");
    }

    @Test
    void linkThatDoesNotFollowIsFoundOnce() {
        ContentHash forged = ContentHash.ofContent(new byte[] {1});

        assertBroken(close(1, 1, 1, forged), Kind.BROKEN_CHAIN, "does not follow");
        assertThat(close(2, 2, 1, link(forged, 1))).isEmpty();
    }

    @Test
    void changeWithoutAnEndIsFoundAndTheLinkAfterItIsNotJudged() {
        ContentHash forged = ContentHash.ofContent(new byte[] {1});

        open(1, 1);

        assertBroken(close(2, 2, 1, forged), Kind.BROKEN_CHANGE, "ends without a closing record");
        assertThat(close(3, 3, 1, link(forged, 1))).isEmpty();
        assertBroken(close(4, 4, 1, forged), Kind.BROKEN_CHAIN, "does not follow");
    }

    @Test
    void operationsOfTheChangeWithoutAnEndAreNotThoseOfTheNext() {
        open(1, 1);

        assertThat(open(2, 2)).isPresent();

        assertThat(close(3, 2, 2, link(Chain.START, 2))).isEmpty();
    }

    @Test
    void changeThatLacksItsBeginningIsFoundOnce() {
        ContentHash first = link(Chain.START, 1);
        close(2, 2, 1, first);

        assertBroken(open(4, 2), Kind.BROKEN_CHANGE, "starts inside another");
        assertThat(open(5, 2)).isEmpty();
        assertThat(close(6, 2, 17, first)).isEmpty();
        assertThat(close(7, 7, 1, link(first, 1))).isEmpty();
        assertBroken(close(8, 8, 2, first), Kind.BROKEN_CHANGE, "another number");
    }

    @Test
    void changeThatBeginsAtTheBaseOfItsBranchBeginsBeforeIt() {
        ChangeChain forked = new ChangeChain(Chain.START, 5);
        OperationRecord record =
                new OperationRecord(5, Optional.of(OPERATION), Optional.empty(), List.of(), Optional.empty());

        assertBroken(forked.take(6, record), Kind.BROKEN_CHANGE, "starts inside another");
    }

    @Test
    void changeWithARecordThatDoesNotDecodeIsNotJudgedAndTheNextIs() {
        ContentHash first = ContentHash.ofContent(new byte[] {1});

        open(1, 1);
        chain.lose();

        assertThat(close(3, 1, 9, first)).isEmpty();
        assertThat(close(4, 4, 1, link(first, 1))).isEmpty();
        assertBroken(close(5, 5, 1, first), Kind.BROKEN_CHAIN, "does not follow");
    }

    @Test
    void firstLinkIsNotJudgedWhereWhatCameBeforeIsNotKnown() {
        ChangeChain unknown = new ChangeChain(null, 0);
        ContentHash first = ContentHash.ofContent(new byte[] {1});
        OperationRecord change =
                new OperationRecord(1, Optional.of(OPERATION), Optional.empty(), List.of(), closing(1, first));
        OperationRecord next =
                new OperationRecord(2, Optional.of(OPERATION), Optional.empty(), List.of(), closing(1, first));

        assertThat(unknown.take(1, change)).isEmpty();
        assertBroken(unknown.take(2, next), Kind.BROKEN_CHAIN, "does not follow");
    }
}
