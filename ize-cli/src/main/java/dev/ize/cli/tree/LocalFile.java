package dev.ize.cli.tree;

import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A local regular file that is read so that its bytes belong together and to its attributes: where it changes
 * while it is read, it is read again, {@value #ATTEMPTS} times at most.
 *
 * <p>Small files are read once and kept; larger ones are streamed each time. For one thread at a time.
 */
final class LocalFile implements AutoCloseable {
    /** Up to this size a file is handled in memory. */
    static final int MAX_SMALL_BYTES = 1 << 20;

    /** No content of this length is cut; the least chunk of the format, 32 KiB. */
    private static final int MAX_CHUNK_BYTES = 32 << 10;

    private static final int ATTEMPTS = 5;
    private static final int PAUSE_MILLIS = 50;

    private final LongConsumer meter;
    private LocalEntry entry;
    private byte @Nullable [] small;
    private @Nullable ContentHash hash;
    private @Nullable ContentReference reference;
    private @Nullable Content prepared;
    private long bytesRead;

    /** Makes something of the whole of a file. */
    private interface Reading<T> {
        T of(InputStream in) throws IOException;
    }

    /** A file as a walk found it. */
    LocalFile(LocalEntry entry) {
        this(entry, count -> {});
    }

    /**
     * A file as a walk found it.
     *
     * @param meter learns of each read how many bytes it gave
     */
    LocalFile(LocalEntry entry, LongConsumer meter) {
        this.entry = entry;
        this.meter = meter;
    }

    StorePath path() {
        return entry.path();
    }

    /** The entry, with the attributes that go with what was read last. */
    LocalEntry entry() {
        return entry;
    }

    long size() {
        return entry.attributes().size();
    }

    /** SHA-256 of the content. */
    ContentHash hash() throws IOException {
        if (hash == null) {
            Optional<byte[]> bytes = small();
            hash = bytes.isPresent() ? ContentHash.ofContent(bytes.get()) : read(LocalFile::digest, ignored -> {});
        }
        return hash;
    }

    /**
     * Whether the content is what a stream gives.
     *
     * @param expected opens the stream; its failures are not this file's and are unchecked
     */
    boolean hasContent(java.util.function.Supplier<InputStream> expected) throws IOException {
        Optional<byte[]> bytes = small();
        if (bytes.isPresent()) {
            return sameBytes(new ByteArrayInputStream(bytes.get()), expected);
        }
        return read(in -> sameBytes(in, expected), ignored -> {});
    }

    /** How much was read of the file so far, each time counted. */
    long bytesRead() {
        return bytesRead;
    }

    /** Makes the content ready that {@link #content} is going to be asked for. */
    void prepare(FileSystemStorage storage, ContentReference former) throws IOException {
        prepared = read(storage, former);
    }

    /**
     * The content for an operation: bytes if they are few, or stored ahead; the caller's to close.
     *
     * @param former what the file held before
     */
    Content content(FileSystemStorage storage, ContentReference former) throws IOException {
        Content ready = prepared;
        prepared = null;
        return ready == null ? read(storage, former) : ready;
    }

    /** Gives back a content that was made ready and not asked for. */
    @Override
    public void close() {
        if (prepared instanceof StoredContent stored) {
            stored.close();
        }
        prepared = null;
    }

    private Content read(FileSystemStorage storage, ContentReference former) throws IOException {
        Optional<byte[]> bytes = small();
        if (bytes.isPresent() && bytes.get().length <= MAX_CHUNK_BYTES) {
            reference = new ContentReference(hash(), ContentReference.Form.BYTES, bytes.get().length);
            return Content.of(bytes.get());
        }
        StoredContent stored = bytes.isPresent()
                ? storage.store(new ByteArrayInputStream(bytes.get()), former)
                : stream(storage, former);
        reference = stored.reference();
        return stored;
    }

    private StoredContent stream(FileSystemStorage storage, ContentReference former) throws IOException {
        try {
            return read(in -> storage.store(in, former), StoredContent::close);
        } catch (UncheckedIOException e) {
            throw Problems.unwrap(e);
        }
    }

    /** What {@link #content} gave. */
    Optional<ContentReference> reference() {
        return Optional.ofNullable(reference);
    }

    private Optional<byte[]> small() throws IOException {
        if (small == null && size() <= MAX_SMALL_BYTES) {
            small = read(in -> in.readNBytes(MAX_SMALL_BYTES + 1), ignored -> {});
        }
        if (small != null && small.length > MAX_SMALL_BYTES) {
            small = null;
        }
        return Optional.ofNullable(small);
    }

    private <T> T read(Reading<T> reading, Consumer<T> discard) throws IOException {
        for (int attempt = 1; ; attempt++) {
            T result;
            try (InputStream in = open()) {
                result = reading.of(in);
            }
            LocalAttributes after = LocalAttributes.read(entry.file());
            if (after.equals(entry.attributes())) {
                return result;
            }
            discard.accept(result);
            if (attempt == ATTEMPTS
                    || after.kind().filter(NodeKind.FILE::equals).isEmpty()) {
                throw new IOException("it changes while it is read");
            }
            forget(after);
        }
    }

    private void forget(LocalAttributes newer) throws IOException {
        small = null;
        hash = null;
        entry = new LocalEntry(entry.path(), entry.file(), entry.kind(), newer);
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was read", e);
        }
    }

    private InputStream open() throws IOException {
        InputStream in = Channels.newInputStream(
                Files.newByteChannel(entry.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                LocalFile.this.read(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                LocalFile.this.read(Math.max(count, 0));
                return count;
            }
        };
    }

    private void read(int count) {
        bytesRead += count;
        meter.accept(count);
    }

    private static ContentHash digest(InputStream in) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        byte[] buffer = new byte[1 << 17];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return ContentHash.of(digest.digest());
    }

    private static boolean sameBytes(InputStream in, java.util.function.Supplier<InputStream> expected)
            throws IOException {
        byte[] ours = new byte[1 << 17];
        byte[] theirs = new byte[1 << 17];
        try (InputStream other = expected.get()) {
            while (true) {
                int count = in.readNBytes(ours, 0, ours.length);
                int otherCount = other.readNBytes(theirs, 0, theirs.length);
                if (!Arrays.equals(ours, 0, count, theirs, 0, otherCount)) {
                    return false;
                }
                if (count == 0) {
                    return true;
                }
            }
        }
    }
}
