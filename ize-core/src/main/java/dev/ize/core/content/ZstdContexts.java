package dev.ize.core.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdException;
import dev.ize.spi.CorruptStoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compression with zstd, and the native contexts that it takes.
 *
 * <p>A context is some hundred KiB of native memory that is worth using again and that no finalizer frees.
 * Each call borrows one for itself; a bounded number stay for later calls, until this is closed. They belong
 * to no thread, so that threads may come and go.
 */
final class ZstdContexts implements AutoCloseable {
    /**
     * 3: zstd's default. Level 1 gains little time, and higher ones little space on pieces of this size. Its
     * window, 2 MiB, reaches over the longest base and object together.
     */
    private static final int LEVEL = 3;

    /** Contexts of each kind kept for later: more only help where more threads compress at once. */
    private static final int MAX_IDLE = Math.max(4, Runtime.getRuntime().availableProcessors());

    private static final byte[] NO_BASE = {};

    private final Idle<ZstdCompressCtx> compressors = new Idle<>(ZstdContexts::newCompressor, ZstdCompressCtx::close);
    private final Idle<ZstdDecompressCtx> decompressors = new Idle<>(ZstdDecompressCtx::new, ZstdDecompressCtx::close);

    byte[] compress(byte[] raw) {
        return compress(raw, NO_BASE);
    }

    byte[] compress(byte[] raw, byte[] base) {
        ZstdCompressCtx context = compressors.borrow();
        boolean clean = false;
        try {
            if (base.length > 0) {
                context.loadDict(base, ZstdDictContentType.RAW_CONTENT);
            }
            byte[] target = new byte[(int) Zstd.compressBound(raw.length)];
            int length = context.compressByteArray(target, 0, target.length, raw, 0, raw.length);
            if (base.length > 0) {
                configure(context);
            }
            clean = true;
            return Arrays.copyOf(target, length);
        } finally {
            compressors.giveBack(context, clean);
        }
    }

    byte[] decompress(ChunkRecord record) {
        return decompress(record, NO_BASE);
    }

    byte[] decompress(ChunkRecord record, byte[] base) {
        ZstdDecompressCtx context = decompressors.borrow();
        boolean clean = false;
        try {
            if (base.length > 0) {
                context.loadDict(base, ZstdDictContentType.RAW_CONTENT);
            }
            byte[] raw = new byte[record.rawLength()];
            int length = decompress(context, raw, record.payload());
            if (length != raw.length) {
                throw new CorruptStoreException(
                        "A record is not as long as it says: bytes=" + length + " declaredBytes=" + raw.length, null);
            }
            if (base.length > 0) {
                context.reset();
            }
            clean = true;
            return raw;
        } catch (ZstdException e) {
            throw new CorruptStoreException(
                    "A record does not decompress: declaredBytes=" + record.rawLength() + " zstd=" + e.getMessage(), e);
        } finally {
            decompressors.giveBack(context, clean);
        }
    }

    @Override
    public void close() {
        compressors.close();
        decompressors.close();
    }

    /** Writes no further than the target's end, whatever the frame says. */
    private static int decompress(ZstdDecompressCtx context, byte[] target, ByteBuffer source) {
        int start = source.arrayOffset() + source.position();
        return context.decompressByteArray(target, 0, target.length, source.array(), start, source.remaining());
    }

    private static ZstdCompressCtx newCompressor() {
        ZstdCompressCtx context = new ZstdCompressCtx();
        configure(context);
        return context;
    }

    private static void configure(ZstdCompressCtx context) {
        context.reset();
        context.setLevel(LEVEL);
        context.setChecksum(true);
    }

    /** Contexts that nobody uses. */
    private static final class Idle<T> implements AutoCloseable {
        private final Supplier<T> maker;
        private final Consumer<T> freer;
        private final BlockingQueue<T> contexts = new ArrayBlockingQueue<>(MAX_IDLE);
        private volatile boolean closed;

        Idle(Supplier<T> maker, Consumer<T> freer) {
            this.maker = maker;
            this.freer = freer;
        }

        T borrow() {
            T idle = contexts.poll();
            return idle == null ? maker.get() : idle;
        }

        void giveBack(T context, boolean clean) {
            if (closed || !clean || !contexts.offer(context)) {
                freer.accept(context);
            } else if (closed) {
                close();
            }
        }

        @Override
        public void close() {
            closed = true;
            for (T context = contexts.poll(); context != null; context = contexts.poll()) {
                freer.accept(context);
            }
        }
    }
}
