package dev.ize.core.dump;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ObjectSet;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.tree.KeptPoints;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.Progress;
import dev.ize.spi.StorePosition;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Writes a dump: what a plan says, page by page, each read from a snapshot of its own and written when that is
 * closed, so that a slow stream holds nothing. For one thread, once.
 */
public final class Dumper {
    /** Bytes of frames after which a page is written. */
    private static final int PAGE_BYTES = 1 << 20;

    /** Steps after which a page is written, so that a snapshot is never held long. */
    private static final int PAGE_STEPS = 2000;

    private static final int BUFFER_BYTES = 64 << 10;

    private final StoreAccess store;
    private final ChunkCodec codec;
    private final DumpPlan plan;
    private final LongFunction<KeptPoints> keptOf;
    private final FrameWriter out;
    private final Progress progress;

    private final List<Frame> page = new ArrayList<>();
    private long pageBytes;

    /** What is dumped comes after this. */
    private long since = Long.MAX_VALUE;

    /**
     * Prepares a dump; nothing is written yet.
     *
     * @param keptOf what pruning has left of a branch by now
     * @param out flushed at the end and not closed
     * @param progress called after each page, in numbers of the store
     */
    public Dumper(
            StoreAccess store,
            ChunkCodec codec,
            DumpPlan plan,
            LongFunction<KeptPoints> keptOf,
            OutputStream out,
            Progress progress) {
        this.keptOf = keptOf;
        this.store = new Checked(store);
        this.codec = codec;
        this.plan = plan;
        this.out = new FrameWriter(new BufferedOutputStream(out, BUFFER_BYTES));
        this.progress = progress;
    }

    /** Writes it, and throws what {@link dev.ize.spi.FileSystemStorage#dump} does. */
    public DumpSummary dump(DumpOptions options) {
        StorePosition base = store.read(snapshot -> new DumpStart(snapshot, plan).find(options.since()));
        since = base.sequence();
        plan.requireKept(since, keptOf);
        ObjectSet known = new ObjectSet();
        new KnownContent(store, codec, plan, known).find(base.sequence(), progress);
        out.begin();
        out.frame(new DumpBegin(plan.createdAt(), base, plan.end()).encode());
        FrameSource frames = store.read(snapshot -> new FrameSource(snapshot, plan, base, known));
        boolean more = true;
        while (more) {
            more = store.read(snapshot -> fillPage(snapshot, frames));
            writePage();
            more |= writeRange(frames);
            progress.reached(
                    "dumping",
                    frames.end().end().sequence() - base.sequence(),
                    plan.end().sequence() - base.sequence());
        }
        DumpEnd end = frames.end();
        if (!end.end().equals(plan.end())) {
            throw new CorruptStoreException(
                    "The store's newest change was not found. expected=" + plan.end() + " found=" + end.end(), null);
        }
        out.frame(end.encode());
        out.flush();
        return new DumpSummary(base, end.end(), end.changes(), end.acts(), end.objects(), out.bytes());
    }

    private boolean fillPage(EngineSnapshot snapshot, FrameSource frames) {
        StoredObjects stored = new StoredObjects(snapshot, codec);
        boolean more = true;
        for (int steps = 0; more && steps < PAGE_STEPS && pageBytes < PAGE_BYTES; steps++) {
            more = !frames.hasRange()
                    && frames.step(stored, frame -> {
                        page.add(frame);
                        pageBytes += frame.payload().length;
                    });
        }
        return more;
    }

    /** Writes the bytes of a large partial write, if one comes next. */
    private boolean writeRange(FrameSource frames) {
        Optional<WrittenRange> range = frames.takeRange();
        range.ifPresent(written -> written.write(store, codec, frame -> {
            out.frame(frame);
            frames.countObject();
        }));
        return range.isPresent();
    }

    private void writePage() {
        page.forEach(out::frame);
        page.clear();
        pageBytes = 0;
    }

    /** A store that is only read while all that the dump needs is there. */
    private final class Checked implements StoreAccess {
        private final StoreAccess unchecked;

        Checked(StoreAccess unchecked) {
            this.unchecked = unchecked;
        }

        @Override
        public <R> R read(Function<EngineSnapshot, R> body) {
            return unchecked.read(snapshot -> {
                // Asked after the snapshot is open: what is kept by then is in it.
                plan.requireKept(since, keptOf);
                return body.apply(snapshot);
            });
        }

        @Override
        public <R> R call(Supplier<R> body) {
            return unchecked.call(body);
        }
    }
}
