package dev.ize.core.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.format.Keys;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.StorePosition;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A dump from 10 to 20, and stores that are before it, in it or past it. */
class OverlapTest {
    private static final DumpBegin DUMP = new DumpBegin(Instant.EPOCH, at(10), at(20));

    private static StorePosition at(long seq) {
        return new StorePosition(seq, ContentHash.ofContent(Keys.number(seq)));
    }

    private static StorePosition another(long seq) {
        return new StorePosition(seq, ContentHash.ofContent(Keys.number(seq + 1000)));
    }

    @Test
    void storeThatIsWhereTheDumpBeginsTakesAll() {
        Overlap overlap = Overlap.of(DUMP, at(10));

        assertThat(overlap.isSkipping()).isFalse();
        assertThat(overlap.newest()).isEqualTo(10);
        assertThat(overlap.passAct(at(11))).isFalse();
        overlap.beginChange(at(13), 2);
        assertThat(overlap.isInsideChange()).isTrue();
        overlap.passOperation();
        assertThat(overlap.isInsideChange()).isTrue();
        overlap.passOperation();
        assertThat(overlap.isInsideChange()).isFalse();
        assertThat(overlap.newest()).isEqualTo(13);
    }

    @Test
    void storeBeforeTheDumpOrOnAnotherWayIsRefused() {
        assertThatThrownBy(() -> Overlap.of(DUMP, at(9)))
                .isInstanceOf(DumpMismatchException.class)
                .hasMessageContaining("load the dumps before it first");
        assertThatThrownBy(() -> Overlap.of(DUMP, another(10)))
                .isInstanceOf(DumpMismatchException.class)
                .hasMessageContaining("another way");
    }

    @Test
    void whatTheStoreHasIsSkippedToTheEndOfTheChangeThatItIsAt() {
        Overlap overlap = Overlap.of(DUMP, at(13));

        assertThat(overlap.passAct(at(11))).isTrue();
        overlap.beginChange(at(13), 2);
        overlap.passOperation();
        assertThat(overlap.isSkipping()).isTrue();
        overlap.passOperation();

        assertThat(overlap.isSkipping()).isFalse();
        assertThat(overlap.passAct(at(14))).isFalse();
    }

    @Test
    void actAtWhichTheStoreIsIsTheLastThatIsSkipped() {
        Overlap overlap = Overlap.of(DUMP, at(12));

        assertThat(overlap.passAct(at(11))).isTrue();
        assertThat(overlap.passAct(at(12))).isTrue();
        assertThat(overlap.passAct(at(13))).isFalse();
    }

    @Test
    void storeThatIsNotInTheDumpIsRefusedWhereTheDumpPassesIt() {
        Overlap gone = Overlap.of(DUMP, at(12));
        Overlap otherwise = Overlap.of(DUMP, another(12));

        assertThatThrownBy(() -> gone.passAct(at(13))).isInstanceOf(DumpMismatchException.class);
        assertThatThrownBy(() -> otherwise.passAct(at(12))).isInstanceOf(DumpMismatchException.class);
    }
}
