package dev.ize.core.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.dump.DumpFormat.Kind;
import dev.ize.core.format.ByteReader;
import dev.ize.spi.InvalidDumpException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The bytes of a dump's frames, as docs/dump.md tells them. */
class FrameTest {
    private static final int MAGIC_BYTES = 8;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final FrameWriter writer = new FrameWriter(out);

    private static byte[] frame(long number, int kind, byte... payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, number));
        ByteBuffer frame = ByteBuffer.allocate(5 + payload.length + 4)
                .putInt(payload.length)
                .put((byte) kind)
                .put(payload);
        crc.update(frame.array(), 0, 5 + payload.length);
        return frame.putInt((int) crc.getValue()).array();
    }

    private FrameReader reader() {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(out.toByteArray()));
        reader.begin();
        return reader;
    }

    private void assertDamaged(FrameReader reader, String problem) {
        assertThatThrownBy(reader::next)
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void frameIsItsLengthKindPayloadAndChecksumOverItsPlaceToo() {
        writer.begin();
        writer.frame(new Frame(Kind.BEGIN, new byte[] {7, 8}));
        writer.frame(new Frame(Kind.END, new byte[0]));

        byte[] bytes = out.toByteArray();
        byte[] first = frame(0, 1, (byte) 7, (byte) 8);
        assertThat(Arrays.copyOf(bytes, MAGIC_BYTES)).containsExactly(0x89, 'I', 'Z', 'E', '\r', '\n', 0x1A, '\n');
        assertThat(Arrays.copyOfRange(bytes, MAGIC_BYTES, MAGIC_BYTES + first.length))
                .isEqualTo(first);
        assertThat(Arrays.copyOfRange(bytes, MAGIC_BYTES + first.length, bytes.length))
                .isEqualTo(frame(1, 6));
        assertThat(writer.bytes()).isEqualTo(bytes.length);
    }

    @Test
    void checksumIsOverAllOfTheNumber() {
        byte[] header = {0, 0, 0, 0, 1};
        long number = 0x0102030405060708L;
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, number));
        crc.update(header);

        assertThat(DumpFormat.checksum(number, header, new byte[0])).isEqualTo((int) crc.getValue());
    }

    @Test
    void framesAreReadAsTheyWereWritten() {
        writer.begin();
        for (Kind kind : Kind.values()) {
            writer.frame(new Frame(kind, new byte[] {(byte) kind.code()}));
        }

        FrameReader reader = reader();

        for (Kind kind : Kind.values()) {
            Frame frame = reader.next();
            assertThat(frame.kind()).isEqualTo(kind);
            assertThat(frame.payload()).containsExactly(kind.code());
        }
        reader.end();
    }

    @Test
    void streamThatBeginsOtherwiseIsNoDump() {
        for (String text : new String[] {"", "\u0089IZE", "hello, world"}) {
            FrameReader reader = new FrameReader(
                    new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
            assertThatThrownBy(reader::begin)
                    .isInstanceOf(InvalidDumpException.class)
                    .hasMessageContaining("This is no dump");
        }
    }

    @Test
    void frameInAnothersPlaceIsDamage() throws IOException {
        writer.begin();
        out.write(frame(1, 6));

        assertDamaged(reader(), "a checksum does not match. part=0 position=17");
    }

    @Test
    void cutFrameIsToldFromDamage() throws IOException {
        byte[] whole = frame(0, 6, (byte) 1);
        for (int length = 0; length < whole.length; length++) {
            out.reset();
            out.write(DumpFormat.magic());
            out.write(whole, 0, length);

            assertDamaged(reader(), "cut off");
        }
    }

    @Test
    void unknownKindIsRefused() throws IOException {
        writer.begin();
        out.write(frame(0, 9));

        assertDamaged(reader(), "kind=9");
    }

    @Test
    void payloadMayHaveTwentyMebibytesAndNoMore() throws IOException {
        writer.begin();
        out.write(new byte[] {1, 0x40, 0, 1, 2});
        assertDamaged(reader(), "longer than any can be");

        out.reset();
        writer.begin();
        out.write(new byte[] {1, 0x40, 0, 0, 2});
        assertDamaged(reader(), "cut off");

        assertThatThrownBy(() -> writer.frame(new Frame(Kind.OBJECT, new byte[(20 << 20) + 1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatFollowsTheEndIsDamage() throws IOException {
        writer.begin();
        out.write(0);

        assertThatThrownBy(reader()::end)
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("something follows its end");
    }

    @Test
    void payloadIsReadToItsEnd() {
        writer.begin();
        FrameReader reader = reader();
        Frame frame = new Frame(Kind.ACT, new byte[] {1, 2});

        int sum = reader.decode(frame, payload -> payload.u8() + payload.u8());

        assertThat(sum).isEqualTo(3);
        assertThatThrownBy(() -> reader.decode(frame, ByteReader::u8))
                .isInstanceOf(InvalidDumpException.class)
                .hasMessageContaining("a part cannot be understood");
    }

    @Test
    void failureOfTheStreamIsNoDamage() {
        FrameReader reader = new FrameReader(new PipedInputStream());
        FrameWriter failing = new FrameWriter(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("full");
            }

            @Override
            public void flush() throws IOException {
                throw new IOException("full");
            }
        });

        assertThatThrownBy(reader::begin)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("not connected");
        assertThatThrownBy(failing::begin)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("full");
        assertThatThrownBy(failing::flush).isInstanceOf(UncheckedIOException.class);
    }
}
