package dev.ize.backend.mvstore;

import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The newest commits of a data file, each in a sector of its own at the head of the file.
 *
 * <p>A commit of version v is in slot {@code v mod} {@value #SLOTS}. It is written after its chunk and becomes
 * durable in the same flush, so that a power cut may leave a record without its chunk, or with a part of it: the
 * chunk's checksum tells. Not more than {@value #MAX_UNSYNCED} commits may pass without a flush, so that the newest
 * durable one always has its slot.
 *
 * <p>{@link #recover()} is what decides which state a file holds. MVStore's own search, which is by headers and
 * footers of chunks, takes a chunk with a hole for whole, and misses the newest one where a header was flushed
 * ahead of the chunk that it points to.
 */
final class CommitRing {
    /** Slots of the ring. More mean fewer flushes of buffered commits, and more chunks to check at open. */
    static final int SLOTS = 128;

    /** Commits that may be written after the newest durable one; one slot is left over. */
    static final int MAX_UNSYNCED = SLOTS - 2;

    /** The unit that disks write whole. */
    private static final int SLOT_BYTES = 512;

    /** Length of the ring; a multiple of MVStore's block, so that chunks stay aligned. */
    static final int RING_BYTES = SLOTS * SLOT_BYTES;

    /** MVStore's block. */
    static final int BLOCK_BYTES = 4096;

    private final DataFile file;

    CommitRing(DataFile file) {
        this.file = file;
    }

    /** Takes the ring's place in a new file. */
    void create() throws IOException {
        file.write(0, new byte[RING_BYTES], 0, RING_BYTES);
    }

    void write(Commit commit) throws IOException {
        byte[] slot = new byte[SLOT_BYTES];
        System.arraycopy(commit.encode(), 0, slot, 0, Commit.ENCODED_BYTES);
        file.write(slot(commit.version()), slot, 0, SLOT_BYTES);
    }

    /**
     * The newest commit that is whole and whose predecessors, back to one that was durable, are whole as well.
     *
     * <p>On return it is durable and its record says so: the space of chunks that it lacks will be written over, and
     * the commit that was recorded as durable before may be in them. What is newer is forgotten for good, since its
     * version number will be given again.
     *
     * @throws CorruptStoreException if no record can be read, or if the newest durable chunk is damaged
     */
    Commit recover() throws IOException {
        NavigableMap<Long, Commit> commits = readAll();
        Commit newest = newestWhole(commits);
        forgetAll(commits.tailMap(newest.version(), false));
        if (newest.durableVersion() < newest.version()) {
            file.force();
            newest = newest.durable();
            write(newest);
            file.force();
        }
        return newest;
    }

    /** The commit that {@link #recover} finds, with nothing written: for a file that stays as it is. */
    Commit find() throws IOException {
        return newestWhole(readAll());
    }

    private Commit newestWhole(NavigableMap<Long, Commit> commits) throws IOException {
        Commit newest = newestDurable(commits);
        for (Commit next = commits.get(newest.version() + 1);
                next != null && isWhole(next);
                next = commits.get(newest.version() + 1)) {
            newest = next;
        }
        return newest;
    }

    private void forgetAll(NavigableMap<Long, Commit> torn) throws IOException {
        for (long version : torn.keySet()) {
            file.write(slot(version), new byte[SLOT_BYTES], 0, SLOT_BYTES);
        }
        if (!torn.isEmpty()) {
            file.force();
        }
    }

    private NavigableMap<Long, Commit> readAll() throws IOException {
        NavigableMap<Long, Commit> commits = new TreeMap<>();
        byte[] ring = new byte[RING_BYTES];
        file.read(0, ring, 0, RING_BYTES);
        for (int slot = 0; slot < RING_BYTES; slot += SLOT_BYTES) {
            Commit.decode(ring, slot).ifPresent(commit -> commits.put(commit.version(), commit));
        }
        return commits;
    }

    private Commit newestDurable(NavigableMap<Long, Commit> commits) throws IOException {
        if (commits.isEmpty()) {
            throw new CorruptStoreException("The data file begins with no record of a commit.", null);
        }
        long version = commits.values().stream()
                .mapToLong(Commit::durableVersion)
                .max()
                .orElseThrow();
        Commit durable = commits.get(version);
        if (durable == null || !isWhole(durable)) {
            throw new CorruptStoreException(
                    "The newest durable commit of the data file is damaged or cut off. version=" + version + " commit="
                            + durable,
                    null);
        }
        return durable;
    }

    private boolean isWhole(Commit commit) throws IOException {
        long position = RING_BYTES + commit.block() * BLOCK_BYTES;
        long end = position + (long) commit.blocks() * BLOCK_BYTES;
        if (end > file.length()) {
            return false;
        }
        CRC32C crc = new CRC32C();
        byte[] part = new byte[64 * 1024];
        for (int length; position < end; position += length) {
            length = (int) Math.min(part.length, end - position);
            file.read(position, part, 0, length);
            crc.update(part, 0, length);
        }
        return (int) crc.getValue() == commit.checksum();
    }

    private static long slot(long version) {
        return version % SLOTS * SLOT_BYTES;
    }
}
