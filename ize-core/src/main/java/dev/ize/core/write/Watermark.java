package dev.ize.core.write;

import dev.ize.spi.ContentHash;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest change or act that is known to be durable, in a small file beside the engine: a store that is found
 * below it has lost what it had acknowledged.
 *
 * <p>It follows each durable commit and is not flushed itself, so that it may lag behind the store after a power
 * cut and never runs ahead. Two slots are written in turn, each with a checksum, so that a torn write leaves the
 * one before. Slots that cannot be read say nothing; they are no damage of the store.
 *
 * <p>For one thread at a time: the writer's once the store is open. Closing it twice does nothing.
 */
public final class Watermark implements AutoCloseable {
    /** A slot: generation, seq and link of the mark, and CRC32C of these, big-endian. */
    private static final int SLOT_BYTES = 8 + 8 + ContentHash.BYTES + 4;

    /** The slots lie in pages of their own, so that one failed write cannot spoil both. */
    private static final int SLOT_DISTANCE = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Watermark.class);

    private final Path file;
    /** No channel: an interrupt of the thread that moves the mark would close that. */
    private final @Nullable RandomAccessFile written;

    private Mark mark;
    private long generation;
    private boolean failing;

    /**
     * A point of the store's chain.
     *
     * @param seq seq of the change's closing record, or of the act; 0: nothing is known
     * @param link the store's chain there
     */
    public record Mark(long seq, ContentHash link) {
        /** Of a store of which nothing is known to be durable. */
        static final Mark UNKNOWN = new Mark(0, Chain.START);

        // The JVM would write these two at their first use, which takes some milliseconds of each short command.

        @Override
        public boolean equals(Object other) {
            return other instanceof Mark mark && seq == mark.seq && link.equals(mark.link);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(seq);
        }
    }

    private Watermark(Path file, @Nullable RandomAccessFile written, Mark mark, long generation) {
        this.file = file;
        this.written = written;
        this.mark = mark;
        this.generation = generation;
    }

    /**
     * Opens a store's watermark to follow its commits, and makes the file where there is none.
     *
     * @param attributes of the file, if it is made
     * @throws IOException if the file cannot be made, opened or read; nothing is left open then
     */
    public static Watermark open(Path file, FileAttribute<?>... attributes) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, attributes);
        }
        Watermark found = read(file);
        return new Watermark(file, new RandomAccessFile(file.toFile(), "rw"), found.mark, found.generation);
    }

    /**
     * Reads a store's watermark, which is then never moved; where there is no file, nothing is known.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Watermark read(Path file) throws IOException {
        Watermark newest = new Watermark(file, null, Mark.UNKNOWN, 0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int slot = 0; slot < 2; slot++) {
                Optional<Watermark> found = readSlot(file, channel, slot);
                if (found.isPresent() && found.get().generation > newest.generation) {
                    newest = found.get();
                }
            }
        } catch (NoSuchFileException e) {
            return newest;
        }
        return newest;
    }

    private static Optional<Watermark> readSlot(Path file, FileChannel from, int slot) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SLOT_BYTES);
        long position = (long) slot * SLOT_DISTANCE;
        int read;
        do {
            read = from.read(buffer, position + buffer.position());
        } while (read > 0);
        if (buffer.hasRemaining() || buffer.getInt(SLOT_BYTES - 4) != checksum(buffer)) {
            return Optional.empty();
        }
        buffer.flip();
        long generation = buffer.getLong();
        long seq = buffer.getLong();
        byte[] link = new byte[ContentHash.BYTES];
        buffer.get(link);
        return Optional.of(new Watermark(file, null, new Mark(seq, ContentHash.of(link)), generation));
    }

    /** The newest mark that could be read or was set since; seq 0 where there was none. */
    public Mark mark() {
        return mark;
    }

    /**
     * Moves to what has just become durable, also backwards. A failure is logged and leaves the mark on the disk
     * where it was, which stays true.
     */
    public void move(Mark to) {
        if (to.equals(mark)) {
            return;
        }
        mark = to;
        try {
            write();
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("The watermark cannot be written and stays behind; losses may go unnoticed. file={}", file, e);
            }
            failing = true;
        }
    }

    /**
     * Writes the mark to both slots and flushes them: before records go that an older mark may name.
     *
     * @throws WriteRefusedException if that fails
     */
    public void settle() {
        try {
            write();
            write();
            if (written != null) {
                written.getFD().sync();
            }
        } catch (IOException e) {
            throw new WriteRefusedException(
                    "The watermark cannot be written; make room or mend the disk. file=" + file, e);
        }
    }

    private void write() throws IOException {
        if (written == null) {
            throw new IllegalStateException("A watermark that was opened to be read is not moved");
        }
        ByteBuffer buffer = ByteBuffer.allocate(SLOT_BYTES);
        buffer.putLong(generation + 1).putLong(mark.seq()).put(mark.link().toByteArray());
        buffer.putInt(checksum(buffer)).flip();
        written.seek((generation + 1) % 2 * SLOT_DISTANCE);
        written.write(buffer.array());
        generation++;
    }

    private static int checksum(ByteBuffer slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot.slice(0, SLOT_BYTES - 4));
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try {
            if (written != null) {
                written.close();
            }
        } catch (IOException e) {
            LOG.warn("The watermark cannot be closed. file={}", file, e);
        }
    }
}
