package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.CountersRecord;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.StorePosition;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final long LIMIT = 1L << 60;
    private static final byte[] LINKED = {1, 2, 3};
    private static final CountersRecord START = new CountersRecord(10, 3, 20, 30, time(1), time(5), 9, hash(9));

    private final Counters counters = new Counters(START);

    private static Instant time(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private static ContentHash hash(int number) {
        return ContentHash.ofContent(new byte[] {(byte) number});
    }

    @Test
    void numbersAreGivenOutOnce() {
        assertThat(counters.takeSeq()).isEqualTo(10);
        assertThat(counters.takeSeq()).isEqualTo(11);
        assertThat(counters.takeBranch()).isEqualTo(3);
        assertThat(counters.takeBranch()).isEqualTo(4);
        assertThat(counters.takeNode()).isEqualTo(20);
        assertThat(counters.takeNode()).isEqualTo(21);
        assertThat(counters.toRecord()).isEqualTo(new CountersRecord(12, 5, 22, 30, time(1), time(5), 9, hash(9)));
    }

    @Test
    void idOfAnObjectTellsWhetherItHasABase() {
        assertThat(counters.takeContent(true)).isEqualTo(30);
        assertThat(counters.takeContent(false)).isEqualTo(31);
        assertThat(counters.takeContent(false)).isEqualTo(33);
        assertThat(counters.takeContent(true)).isEqualTo(34);
        assertThat(counters.nextContent()).isEqualTo(35);
    }

    @Test
    void whatWasTakenIsGivenBackTogether() {
        Counters before = counters.copy();
        counters.takeSeq();
        counters.takeBranch();
        counters.takeNode();
        counters.takeContent(true);
        counters.link(10, time(7), LINKED);
        counters.adopt(time(0));

        counters.copyFrom(before);

        assertThat(counters.toRecord()).isEqualTo(START);
    }

    @Test
    void timeNeverGoesBack() {
        assertThat(counters.timeAt(time(4))).isEqualTo(time(5));
        assertThat(counters.timeAt(time(6))).isEqualTo(time(6));
    }

    @Test
    void linkExtendsTheStoresChain() {
        ContentHash link = counters.link(10, time(7), LINKED);

        assertThat(link).isEqualTo(Chain.storeLink(hash(9), 10, LINKED));
        assertThat(counters.position()).isEqualTo(new StorePosition(10, link));
        assertThat(counters.newest()).isEqualTo(new Watermark.Mark(10, link));
        assertThat(counters.toRecord().effectiveTime()).isEqualTo(time(7));
    }

    @Test
    void numbersAreSkippedForwardOnly() {
        counters.skipTo(4);
        assertThat(counters.toRecord().nextSeq()).isEqualTo(10);

        counters.skipTo(10);
        assertThat(counters.toRecord().nextSeq()).isEqualTo(11);
    }

    @Test
    void recordedNumbersArePassed() {
        counters.passSeq(9);
        counters.passNode(19);
        assertThat(counters.toRecord()).isEqualTo(START);

        counters.passSeq(10);
        counters.passNode(20);
        counters.passBranch(3);

        assertThat(counters.toRecord().nextSeq()).isEqualTo(11);
        assertThat(counters.toRecord().nextNode()).isEqualTo(21);
        assertThat(counters.toRecord().nextBranch()).isEqualTo(4);
    }

    @Test
    void branchWithTheNumberOfAnotherIsRefused() {
        assertThatThrownBy(() -> counters.passBranch(2)).isInstanceOf(InvalidDumpException.class);
    }

    @Test
    void recordedNumbersOutOfRangeAreRefused() {
        counters.passSeq(LIMIT - 1);
        for (long number : new long[] {-1, LIMIT}) {
            assertThatThrownBy(() -> counters.passSeq(number)).isInstanceOf(InvalidDumpException.class);
            assertThatThrownBy(() -> counters.passNode(number)).isInstanceOf(InvalidDumpException.class);
        }
        assertThatThrownBy(() -> counters.passBranch(LIMIT)).isInstanceOf(InvalidDumpException.class);
        counters.passNode(0);
    }

    @Test
    void storeMustBeWhereWhatIsRecordedGoesOn() {
        counters.requireAt(new StorePosition(9, hash(9)));

        assertThatThrownBy(() -> counters.requireAt(new StorePosition(9, hash(8))))
                .isInstanceOf(DumpMismatchException.class);
    }

    @Test
    void recordedLinkIsTakenOverWhereItFollows() {
        ContentHash link = Chain.storeLink(hash(9), 12, LINKED);

        assertThat(counters.linkAs(12, time(5), LINKED, false, link)).isEqualTo(link);

        assertThat(counters.toRecord()).isEqualTo(new CountersRecord(13, 3, 20, 30, time(1), time(5), 12, link));
    }

    @Test
    void recordedLinkAfterAGapIsTakenOverAsItIs() {
        assertThat(counters.linkAs(12, time(6), LINKED, true, hash(1))).isEqualTo(hash(1));

        assertThat(counters.position()).isEqualTo(new StorePosition(12, hash(1)));
    }

    @Test
    void recordedLinkThatDoesNotFollowOrGoesBackIsRefused() {
        ContentHash link = Chain.storeLink(hash(9), 9, LINKED);

        assertThatThrownBy(() -> counters.linkAs(12, time(6), LINKED, false, hash(1)))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("chain does not match");
        Counters fresh = new Counters(START);
        assertThatThrownBy(() -> fresh.linkAs(9, time(6), LINKED, false, link))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("goes back");
        assertThatThrownBy(() -> fresh.linkAs(12, time(4), LINKED, true, hash(1)))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("goes back");
    }

    @Test
    void ageOfAnotherStoreIsTakenOver() {
        counters.adopt(time(3));

        assertThat(counters.toRecord().createdAt()).isEqualTo(time(3));
        assertThat(counters.toRecord().effectiveTime()).isEqualTo(time(3));
    }
}
