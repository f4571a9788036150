package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StoredContent;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes come back as they were given, whole or in ranges, and equal bytes are one content. */
abstract class StorageContentContract extends StorageContract {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    @ParameterizedTest(name = "{0} bytes")
    @Shows("content-1")
    @ValueSource(
            ints = {
                0,
                1,
                1023,
                1024,
                1025,
                4095,
                4096,
                4097,
                32 * KIB - 1,
                32 * KIB,
                32 * KIB + 1,
                256 * KIB - 1,
                256 * KIB,
                256 * KIB + 1,
                3 * MIB + 7
            })
    void contentOfAnyLengthComesBack(int length) throws IOException {
        byte[] noise = noise(length, length);
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'x');
        create("/noise", noise);
        create("/text", text);

        reopen();

        assertThat(head().read(path("/noise"))).isEqualTo(noise);
        assertThat(head().read(path("/text"))).isEqualTo(text);
        assertThat(file("/noise").size()).isEqualTo(length);
        try (InputStream in = head().newInputStream(path("/noise"))) {
            assertThat(in.readAllBytes()).isEqualTo(noise);
        }
    }

    @Test
    @Shows("content-2")
    void hashOfSmallContentIsItsSha256() {
        byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
        create("/a", bytes);
        create("/empty", "");

        assertThat(file("/a").content())
                .isEqualTo(new ContentReference(ContentHash.ofContent(bytes), ContentReference.Form.BYTES, 5));
        assertThat(file("/empty").content()).isEqualTo(ContentReference.EMPTY);
    }

    @Test
    @Shows("content-3")
    void equalBytesHaveOneReferenceHoweverTheyWereWritten() throws IOException {
        byte[] bytes = noise(MIB + 12_345, 1);
        create("/whole", bytes);
        create("/grown", "");
        int at = 0;
        SplittableRandom random = new SplittableRandom(2);
        while (at < bytes.length) {
            int from = at;
            int to = Math.min(bytes.length, at + 1 + random.nextInt(100_000));
            apply(change -> change.write(path("/grown"), from, Content.of(Arrays.copyOfRange(bytes, from, to))));
            at = to;
        }
        byte[] other = bytes.clone();
        Arrays.fill(other, 500_000, 600_000, (byte) 9);
        create("/edited", other);
        apply(change ->
                change.write(path("/edited"), 500_000, Content.of(Arrays.copyOfRange(bytes, 500_000, 600_000))));
        create("/cut", Arrays.copyOf(bytes, bytes.length + 99_999));
        apply(change -> change.truncate(path("/cut"), bytes.length));
        try (StoredContent stored = storage().store(new ByteArrayInputStream(bytes))) {
            apply(change -> change.create(path("/stored"), stored));
        }

        ContentReference reference = file("/whole").content();

        assertThat(file("/grown").content()).as("written piece by piece").isEqualTo(reference);
        assertThat(file("/edited").content()).as("written in the middle").isEqualTo(reference);
        assertThat(file("/cut").content()).as("truncated").isEqualTo(reference);
        assertThat(file("/stored").content()).as("stored from a stream").isEqualTo(reference);
        assertThat(head().read(path("/grown"))).isEqualTo(bytes);
    }

    @Test
    @Shows("content-4")
    void equalContentIsKeptOnce() {
        byte[] bytes = noise(2 * MIB, 3);
        create("/first", bytes);
        StorageStatistics once = storage().statistics();

        create("/second", bytes);
        storage().fork("other", head());
        apply(storage().branch("other"), change -> change.create(path("/third"), Content.of(bytes)));

        StorageStatistics thrice = storage().statistics();
        assertThat(once.writtenBytes()).isEqualTo(2L * MIB);
        assertThat(thrice.writtenBytes()).isEqualTo(6L * MIB);
        assertThat(thrice.contentBytes()).isEqualTo(once.contentBytes());
        assertThat(thrice.storedContentBytes()).isEqualTo(once.storedContentBytes());
    }

    @Test
    @Shows("content-5")
    void compressibleContentTakesLessThanItsLengthAndNoiseNotMuchMore() {
        byte[] text = "all work and no play ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        create("/text", text);
        long textStored = storage().statistics().storedContentBytes();
        create("/noise", noise(2 * MIB, 4));
        long noiseStored = storage().statistics().storedContentBytes() - textStored;

        assertThat(textStored).isLessThan(text.length / 10);
        assertThat(noiseStored).isBetween(2L * MIB, 2L * MIB + MIB / 20);
    }

    @Test
    @Shows("content-7")
    void rangesCanStartAnywhereAndEndAtTheEnd() throws IOException {
        byte[] bytes = noise(MIB + 77, 5);
        create("/file", bytes);
        SplittableRandom random = new SplittableRandom(6);

        try (SeekableByteChannel channel = head().open(path("/file"))) {
            assertThat(channel.size()).isEqualTo(bytes.length);
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(bytes.length);
                int length = Math.min(1 + random.nextInt(i % 10 == 0 ? 300_000 : 3000), bytes.length - from);
                channel.position(from);
                assertThat(readFully(channel, length)).isEqualTo(Arrays.copyOfRange(bytes, from, from + length));
                assertThat(channel.position()).isEqualTo(from + length);
            }
            channel.position(bytes.length);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            channel.position(bytes.length + 5L);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    @Shows("content-8")
    void channelsAreForReadingOnly() throws IOException {
        create("/file", "text");

        try (SeekableByteChannel channel = head().open(path("/file"))) {
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
        }
        assertThat(text("/file")).isEqualTo("text");
    }

    private static byte[] readFully(SeekableByteChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        return buffer.array();
    }

    @Test
    @Shows("content-9")
    void channelKeepsReadingTheVersionThatItOpened() throws IOException {
        byte[] old = noise(MIB, 7);
        create("/file", old);

        try (SeekableByteChannel channel = head().open(path("/file"))) {
            assertThat(readFully(channel, 1000)).isEqualTo(Arrays.copyOf(old, 1000));
            replace("/file", "new");
            delete("/file");
            assertThat(readFully(channel, MIB - 1000)).isEqualTo(Arrays.copyOfRange(old, 1000, MIB));
        }
    }

    @Test
    @Shows("content-10")
    void readingWhatIsNoFileIsNotFound() {
        createDirectory("/directory");
        apply(change -> change.createSymlink(path("/symlink"), "file"));

        for (String path : new String[] {"/", "/directory", "/symlink", "/nothing", "/nothing/below"}) {
            assertThatThrownBy(() -> head().read(path(path))).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> head().content(path(path))).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> head().open(path(path)).close())
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(NotFoundException.class),
                            e -> assertThat(e)
                                    .isInstanceOf(IOException.class)
                                    .hasCauseInstanceOf(NotFoundException.class));
        }
    }

    @Test
    @Shows("content-4")
    void contentOfAFileCanBeUsedInAChangeWithoutCopyingIt() {
        create("/file", noise(MIB, 8));
        long contentBytes = storage().statistics().contentBytes();
        try (StoredContent content = head().content(path("/file"))) {
            delete("/file");
            apply(change -> change.create(path("/copy"), content));
        }

        assertThat(head().read(path("/copy"))).isEqualTo(noise(MIB, 8));
        assertThat(storage().statistics().contentBytes()).isEqualTo(contentBytes);
    }

    @Test
    @Shows("content-11")
    void closedContentIsRefused() {
        StoredContent content = storage().store(new ByteArrayInputStream(noise(100_000, 9)));
        content.close();
        content.close();

        assertRefused(Reason.CONTENT_UNAVAILABLE, change -> change.create(path("/file"), content));
    }

    @Test
    @Shows("content-11")
    void contentOfAnotherStorageIsRefused() {
        try (FileSystemStorage other = open(directory.resolve("other"));
                StoredContent content = other.store(new ByteArrayInputStream(noise(100_000, 10)))) {
            assertRefused(Reason.CONTENT_UNAVAILABLE, change -> change.create(path("/file"), content));
        }
    }

    @Test
    @Shows("content-11")
    void bareReferenceIsRefused() {
        create("/file", "text");
        ContentReference reference = file("/file").content();

        assertRefused(Reason.CONTENT_UNAVAILABLE, change -> change.create(path("/copy"), reference));
    }

    @Test
    @Shows("content-12")
    void streamThatFailsLeavesNothingUsable() {
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(noise(3 * MIB, 12)), new Failing());
        long contentBytes = storage().statistics().contentBytes();

        assertThatThrownBy(() -> storage().store(failing))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("the stream fails");

        create("/file", "the storage goes on");
        assertThat(text("/file")).isEqualTo("the storage goes on");
        reopen();
        assertThat(storage().statistics().contentBytes()).isBetween(contentBytes, contentBytes + 100);
    }

    @Test
    @Shows("content-13")
    void contentThatIsClosedUnusedLeavesNothing() {
        create("/file", "text");
        long contentBytes = storage().statistics().contentBytes();

        storage().store(new ByteArrayInputStream(noise(3 * MIB, 13))).close();
        storage().collect(RemovalMode.REMOVE, Progress.NONE);

        assertThat(storage().statistics().contentBytes()).isEqualTo(contentBytes);
        assertThat(text("/file")).isEqualTo("text");
    }

    @Test
    @Shows("content-14")
    void storedContentIsUsableUntilItsHandleIsClosed() {
        byte[] bytes = noise(MIB, 11);
        try (StoredContent content = storage().store(new ByteArrayInputStream(bytes))) {
            assertThat(content.length()).isEqualTo(MIB);
            apply(change -> change.create(path("/one"), content).create(path("/two"), content));
            apply(change -> change.create(path("/three"), content));
        }

        assertThat(head().read(path("/one"))).isEqualTo(bytes);
        assertThat(head().read(path("/three"))).isEqualTo(bytes);
        assertThat(file("/two").content()).isEqualTo(file("/one").content());
    }

    /** A stream of which nothing can be read. */
    private static final class Failing extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the stream fails");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }
}
