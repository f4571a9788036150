package dev.ize.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.CorruptStoreException;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {
    private static final long TOO_LARGE_FOR_AN_INT = Integer.MAX_VALUE + 1L;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void numbersAreReadAsTheyWereWritten(long value) {
        ByteWriter out =
                new ByteWriter(1).varint(value).zigzag(value).u64(value).u32((int) value);
        ByteReader in = new ByteReader(out.toByteArray());

        assertThat(in.varint()).isEqualTo(value);
        assertThat(in.zigzag()).isEqualTo(value);
        assertThat(in.u64()).isEqualTo(value);
        assertThat(in.remaining()).isEqualTo(4);
        assertThat(in.raw(4)).isEqualTo(Arrays.copyOfRange(out.toByteArray(), out.size() - 4, out.size()));
        in.finish();
    }

    @Test
    void numbersTakeAsManyBytesAsTheyNeed() {
        assertThat(new ByteWriter().varint(127).size()).isEqualTo(1);
        assertThat(new ByteWriter().varint(128).size()).isEqualTo(2);
        assertThat(new ByteWriter().varint(-1).size()).isEqualTo(10);
        assertThat(new ByteWriter().zigzag(-64).size()).isEqualTo(1);
        assertThat(new ByteWriter().zigzag(64).size()).isEqualTo(2);
    }

    @Test
    void numberOfMoreThanTenBytesIsDamage() {
        byte[] bytes = new byte[11];
        Arrays.fill(bytes, (byte) 0x80);

        assertThatThrownBy(() -> new ByteReader(bytes).varint())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("A record cannot be decoded: number too long. position=10");
    }

    @Test
    void smallNumberIsAnInt() {
        assertThat(reader(new ByteWriter().varint(0)).smallVarint()).isZero();
        assertThat(reader(new ByteWriter().varint(Integer.MAX_VALUE)).smallVarint())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {TOO_LARGE_FOR_AN_INT, -1})
    void smallNumberThatIsNoneIsDamage(long value) {
        assertThatThrownBy(() -> reader(new ByteWriter().varint(value)).smallVarint())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("number out of range");
    }

    @Test
    void timeIsReadAsItWasWritten() {
        for (Instant time : new Instant[] {Instant.MIN, Instant.EPOCH, Instant.MAX}) {
            assertThat(reader(new ByteWriter().instant(time)).instant()).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000, -1})
    void timeWithMoreThanASecondOfNanosecondsIsDamage(long nanos) {
        assertThatThrownBy(
                        () -> reader(new ByteWriter().zigzag(0).varint(nanos)).instant())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("nanoseconds out of range");
    }

    @Test
    void timeThatNoneCanNameIsDamage() {
        assertThatThrownBy(() -> reader(new ByteWriter().zigzag(Long.MAX_VALUE).varint(0))
                        .instant())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("time out of range");
    }

    @Test
    void readerGivesItsPartOfTheArrayAlone() {
        ByteReader in = new ByteReader(new byte[] {1, 2, 3, 4}, 1, 3);

        assertThat(in.remaining()).isEqualTo(2);
        assertThat(in.position()).isEqualTo(1);
        assertThat(in.raw(2)).containsExactly(2, 3);
        assertThat(in.position()).isEqualTo(3);
        assertThatThrownBy(in::u8).isInstanceOf(CorruptStoreException.class).hasMessageContaining("ends too early");
    }

    @Test
    void numberThatEndsBehindThePartOfTheReaderIsDamage() {
        ByteReader in = new ByteReader(new byte[9], 0, 7);

        assertThatThrownBy(in::u64).isInstanceOf(CorruptStoreException.class).hasMessageContaining("ends too early");
    }

    @Test
    void negativeLengthIsDamage() {
        assertThatThrownBy(() -> new ByteReader(new byte[4]).raw(-1))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("ends too early");
    }

    @Test
    void nameThatNoEntryCanHaveIsDamage() {
        assertThatThrownBy(() -> reader(new ByteWriter().text("a/b")).name()).isInstanceOf(CorruptStoreException.class);
        assertThat(reader(new ByteWriter().text("a")).name()).hasToString("a");
    }

    @Test
    void textIsReadAsItWasWritten() {
        assertThat(reader(new ByteWriter().text("a\u00e9")).text()).isEqualTo("a\u00e9");
    }

    @Test
    void bytesBehindTheLastOneAreDamage() {
        ByteReader in = new ByteReader(new byte[1]);

        assertThatThrownBy(in::finish)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("bytes left over");
    }

    private static ByteReader reader(ByteWriter out) {
        return new ByteReader(out.toByteArray());
    }
}
