package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.CommitRing.BLOCK_BYTES;
import static dev.ize.backend.mvstore.CommitRing.RING_BYTES;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * MVStore's file, kept in a {@link DataFile} after a {@link CommitRing}.
 *
 * <p>It differs from MVStore's own in three ways. Each chunk gets a record in the ring. At open MVStore is shown the
 * header of a store that was closed cleanly at the commit that the ring recovered, and so never searches. And the
 * space of a dropped chunk is given back only when a record is durable that says that the commit without it is
 * durable: whatever a power cut leaves, the chunks of the state that the ring then recovers have not been written
 * over.
 */
final class DataFileStore extends RandomAccessStore {
    /** The file format of h2-mvstore 2.2 to 2.4. */
    private static final int MVSTORE_FORMAT = 3;

    /** MVStore keeps buffers up to 4 MiB for the next commit. */
    private static final int MIN_OWN_BUFFER_BYTES = 4 << 20;

    private static final int COPIED_PART_BYTES = 1 << 20;

    private final DataFile file;
    private final CommitRing ring;
    private final Deque<DroppedChunk> dropped = new ArrayDeque<>();

    /** The newest commit that was written; null in a new file. */
    private @Nullable Commit newest;

    private long durableVersion;

    /** Copies that are being made: what the newest commit of each was made of must not be written over. */
    private int copies;

    /** A chunk that is not in the layout from a version on. */
    private record DroppedChunk(SFChunk chunk, long version) {}

    private DataFileStore(
            DataFile file, CommitRing ring, @Nullable Commit newest, EngineAccess access, MvStoreOptions options)
            throws IOException {
        super(settings(options));
        this.file = file;
        this.ring = ring;
        this.newest = newest;
        this.durableVersion = newest == null ? 0 : newest.version();
        init("", access == EngineAccess.READ_ONLY);
        setRetentionTime(options.retentionMillis());
        setSize(newest == null ? 0 : file.length() - RING_BYTES);
    }

    /** A store without data in a new file. */
    static DataFileStore create(DataFile file, MvStoreOptions options) throws IOException {
        CommitRing ring = new CommitRing(file);
        ring.create();
        return new DataFileStore(file, ring, null, EngineAccess.READ_WRITE, options);
    }

    /** The store in a file that exists, at its newest whole commit. */
    static DataFileStore open(DataFile file, EngineAccess access, MvStoreOptions options) throws IOException {
        CommitRing ring = new CommitRing(file);
        Commit newest = access == EngineAccess.READ_ONLY ? ring.find() : ring.recover();
        return new DataFileStore(file, ring, newest, access, options);
    }

    /** MVStore's version of the newest commit, 0 if there is none. */
    long newestVersion() {
        return newest == null ? 0 : newest.version();
    }

    /** Whether every chunk lies inside the file. */
    boolean holdsAllChunks() {
        return getChunks().values().stream().allMatch(chunk -> (chunk.block + chunk.len) * BLOCK_BYTES <= size());
    }

    /** Bytes of the chunks, less the share of pages that no current version has. */
    long liveBytes() {
        double bytes = 0;
        for (SFChunk chunk : getChunks().values()) {
            if (chunk.maxLen > 0) {
                bytes += (double) chunk.len * BLOCK_BYTES * chunk.maxLenLive / chunk.maxLen;
            }
        }
        return (long) bytes;
    }

    /** Records in the ring that the newest commit is durable, so that damage to it is known for what it is. */
    void recordDurable() {
        sync();
        saveChunkLock.lock();
        try {
            if (newest != null && newest.durableVersion() < newest.version()) {
                newest = newest.durable();
                ring.write(newest);
                file.force();
            }
        } catch (IOException e) {
            throw writingFailed("The record of the newest commit", e);
        } finally {
            saveChunkLock.unlock();
        }
    }

    /**
     * Copies the newest commit to an empty file, beside readers and the writer, and tells of progress in bytes.
     *
     * <p>No space is given back meanwhile, so that the chunks of that commit stay what they are. What else is copied,
     * perhaps half of a later chunk, is free space to the copy, whose ring knows that one commit only.
     */
    void copyTo(DataFile target, EngineProgress progress) throws IOException {
        Commit copied;
        long length;
        saveChunkLock.lock();
        try {
            copied = Objects.requireNonNull(newest, "A new file has a commit before an engine has it");
            length = file.length();
            copies++;
        } finally {
            saveChunkLock.unlock();
        }
        try {
            CommitRing copiedRing = new CommitRing(target);
            copiedRing.create();
            copyChunks(target, length, progress);
            copiedRing.write(copied.durable());
        } finally {
            endCopy();
        }
    }

    private void endCopy() {
        saveChunkLock.lock();
        try {
            copies--;
        } finally {
            saveChunkLock.unlock();
        }
    }

    private void copyChunks(DataFile target, long length, EngineProgress progress) throws IOException {
        byte[] part = new byte[COPIED_PART_BYTES];
        progress.reached(0, length);
        for (long position = RING_BYTES; position < length; position += part.length) {
            int partLength = (int) Math.min(part.length, length - position);
            file.read(position, part, 0, partLength);
            target.write(position, part, 0, partLength);
            progress.reached(position + partLength, length);
        }
    }

    @Override
    public void sync() {
        saveChunkLock.lock();
        try {
            if (newest != null && durableVersion < newest.version()) {
                file.force();
                durableVersion = newest.version();
                giveBackSpace(newest.durableVersion());
            }
        } catch (IOException e) {
            throw writingFailed("Flushing", e);
        } finally {
            saveChunkLock.unlock();
        }
    }

    @Override
    public ByteBuffer readFully(@Nullable SFChunk chunk, long pos, int len) {
        byte[] bytes = new byte[len];
        if (pos == 0) {
            byte[] header = cleanHeader();
            System.arraycopy(header, 0, bytes, 0, header.length);
            System.arraycopy(header, 0, bytes, BLOCK_BYTES, header.length);
            return ByteBuffer.wrap(bytes);
        }
        try {
            file.read(pos + RING_BYTES, bytes, 0, len);
        } catch (IOException e) {
            throw DataUtils.newMVStoreException(
                    DataUtils.ERROR_READING_FAILED, "Reading at {0} failed, length {1}", pos, len, e);
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    protected void writeFully(@Nullable SFChunk chunk, long pos, ByteBuffer src) {
        if (newestVersion() - durableVersion >= CommitRing.MAX_UNSYNCED) {
            sync();
        }
        int length = src.remaining();
        setSize(Math.max(size(), pos + length));
        try {
            file.write(pos + RING_BYTES, src.array(), src.arrayOffset() + src.position(), length);
            if (chunk != null) {
                record(chunk, pos, src);
            }
        } catch (IOException e) {
            throw writingFailed("Writing at " + pos + ", length " + length + ",", e);
        }
    }

    /** A buffer as large as the next chunk is likely to be: growing by copies would take twice the heap. */
    @Override
    public WriteBuffer getWriteBuffer() {
        int unsavedBytes = getMvStore().getUnsavedMemory();
        return unsavedBytes < MIN_OWN_BUFFER_BYTES
                ? super.getWriteBuffer()
                : new WriteBuffer(unsavedBytes + unsavedBytes / 16);
    }

    @Override
    protected void truncate(long size) {
        try {
            file.truncate(size + RING_BYTES);
            setSize(Math.min(size(), size));
        } catch (IOException e) {
            throw writingFailed("Truncating to " + size, e);
        }
    }

    /** Holds the space back; see {@link #giveBackSpace}. The chunks are missing from the next commit on. */
    @Override
    protected void freeChunkSpace(Iterable<SFChunk> chunks) {
        for (SFChunk chunk : chunks) {
            dropped.add(new DroppedChunk(chunk, newestVersion() + 1));
        }
    }

    @Override
    protected void shrinkStoreIfPossible(int minPercent) {
        if (dropped.isEmpty() && copies == 0) {
            super.shrinkStoreIfPossible(minPercent);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw writingFailed("Closing", e);
        } finally {
            super.close();
        }
    }

    /** Opened by its factories only. */
    @Override
    public void open(String fileName, boolean readOnly, char[] encryptionKey) {
        throw new UnsupportedOperationException();
    }

    /** Opened by its factories only. */
    @Override
    public FileStore<SFChunk> open(String fileName, boolean readOnly) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void backup(ZipOutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private void record(SFChunk chunk, long pos, ByteBuffer bytes) throws IOException {
        int checksum = Commit.crc(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        newest = new Commit(
                chunk.version,
                chunk.id,
                pos / BLOCK_BYTES,
                bytes.remaining() / BLOCK_BYTES,
                checksum,
                durableVersion,
                getCreationTime());
        ring.write(newest);
    }

    /** Gives back the space of the chunks that a durable record says are missing from a durable commit. */
    private void giveBackSpace(long recordedDurableVersion) {
        while (copies == 0 && !dropped.isEmpty() && dropped.getFirst().version() <= recordedDurableVersion) {
            SFChunk chunk = dropped.removeFirst().chunk();
            free(chunk.block * BLOCK_BYTES, chunk.len * BLOCK_BYTES);
        }
    }

    /** One copy of the header that MVStore writes when it closes cleanly at the newest commit. */
    private byte[] cleanHeader() {
        HashMap<String, Object> attributes = new HashMap<>();
        attributes.put("H", 2);
        attributes.put("blockSize", BLOCK_BYTES);
        attributes.put("format", MVSTORE_FORMAT);
        attributes.put("clean", 1);
        if (newest != null) {
            attributes.put("created", newest.createdMillis());
            attributes.put("chunk", newest.chunkId());
            attributes.put("block", newest.block());
            attributes.put("version", newest.version());
        }
        StringBuilder header = new StringBuilder();
        DataUtils.appendMap(header, attributes);
        byte[] text = header.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(header, "fletcher", DataUtils.getFletcher32(text, 0, text.length));
        return header.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, Object> settings(MvStoreOptions options) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("cacheSize", (int) (options.cacheBytes() >> 20));
        return settings;
    }

    private static RuntimeException writingFailed(String action, IOException cause) {
        return DataUtils.newMVStoreException(DataUtils.ERROR_WRITING_FAILED, "{0} failed", action, cause);
    }
}
