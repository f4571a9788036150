package dev.ize.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.BranchId;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no operation of a log, in either direction; {@link RecordFormatTest} has those that are. */
class OperationCodecTest {
    private static final StorePath PATH = StorePath.of("/a");

    @ParameterizedTest
    @ValueSource(ints = {0, 19})
    void unknownTagIsDamage(int tag) {
        assertDamage(operation(tag), "unknown operation " + tag);
    }

    @Test
    void modeThatNoneHasIsDamage() {
        assertDamage(operation(10).varint(010000), "mode out of range");
    }

    @Test
    void negativeOffsetIsDamage() {
        assertDamage(operation(3).varint(-1), "offset out of range");
    }

    @Test
    void operationThatNobodyCanAskForIsDamage() {
        ByteWriter symlinkToNowhere = operation(13).varint(0).instant(Instant.EPOCH);

        assertDamage(symlinkToNowhere, "operation that cannot be");
    }

    @Test
    void contentIsLoggedAsAReference() {
        Operation operation = new Operation.ReplaceContent(PATH, Content.of("text"), Optional.of(Instant.EPOCH));

        assertThatThrownBy(() -> OperationCodec.encode(new ByteWriter(), operation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have been stored");
    }

    @Test
    void timeIsLogged() {
        Operation operation = new Operation.ReplaceContent(PATH, ContentReference.EMPTY, Optional.empty());

        assertThatThrownBy(() -> OperationCodec.encode(new ByteWriter(), operation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time must be filled in");
    }

    @Test
    void restoreIsNotLogged() {
        Operation operation = new Operation.Restore(PATH, new Point(BranchId.MAIN, 1), PATH);

        assertThatThrownBy(() -> OperationCodec.encode(new ByteWriter(), operation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("restore");
    }

    private static ByteWriter operation(int tag) {
        return new ByteWriter().u8(tag).varint(1).text("a");
    }

    private static void assertDamage(ByteWriter bytes, String message) {
        assertThatThrownBy(() -> OperationCodec.decode(new ByteReader(bytes.toByteArray())))
                .isInstanceOf(CorruptStoreException.class)
                .satisfies(e -> assertThat(e).hasMessageContaining(message));
    }
}
