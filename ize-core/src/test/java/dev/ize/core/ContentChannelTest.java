package dev.ize.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkStore;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentChannelTest {
    private static final byte[] BYTES = "0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final ContentReference CONTENT =
            new ContentReference(ContentHash.ofContent(BYTES), Form.BYTES, BYTES.length);

    private boolean damaged;

    private final ContentChannel channel = new ContentChannel(
            new ChunkStore() {
                @Override
                public byte[] read(Form form, ContentHash hash) {
                    if (damaged) {
                        throw new CorruptStoreException("damaged", null);
                    }
                    return BYTES;
                }

                @Override
                public boolean contains(Form form, ContentHash hash) {
                    return true;
                }

                @Override
                public void add(Form form, ContentHash hash, byte[] raw) {
                    throw new IllegalStateException("read only");
                }
            },
            CONTENT);

    private String read(int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        int count = channel.read(target);
        assertThat(target.position()).isEqualTo(Math.max(count, 0));
        return count < 0 ? "end" : new String(target.array(), 0, count, StandardCharsets.US_ASCII);
    }

    @Test
    void readsGoOnWhereTheLastOneEnded() throws IOException {
        assertThat(channel.size()).isEqualTo(10);
        assertThat(read(4)).isEqualTo("0123");
        assertThat(channel.position()).isEqualTo(4);
        assertThat(read(100)).isEqualTo("456789");
        assertThat(read(100)).isEqualTo("end");
    }

    @Test
    void positionMayBeAnywhereFromZeroOn() throws IOException {
        assertThat(channel.position(7)).isSameAs(channel);
        assertThat(read(2)).isEqualTo("78");
        channel.position(0);
        assertThat(read(1)).isEqualTo("0");
        channel.position(10);
        assertThat(read(1)).isEqualTo("end");
        channel.position(Long.MAX_VALUE);
        assertThat(read(1)).isEqualTo("end");
        assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readIntoNoRoomIsNoEnd() throws IOException {
        channel.position(10);

        assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
    }

    @Test
    void nothingIsWritten() {
        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
    }

    @Test
    void damageIsAnIoExceptionWithItsCause() {
        damaged = true;

        assertThatThrownBy(() -> read(1))
                .isInstanceOf(IOException.class)
                .hasMessage("damaged")
                .hasCauseInstanceOf(CorruptStoreException.class);
    }

    @Test
    void closedChannelAnswersNothing() {
        assertThat(channel.isOpen()).isTrue();
        channel.close();
        channel.close();

        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(() -> read(1)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(channel::position).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> channel.position(0)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    }
}
