package dev.ize.core.dump;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.RecordedAct;
import dev.ize.core.write.RecordedChange;
import dev.ize.core.write.RecordedOperation;
import dev.ize.core.write.RecordedWriter;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.Progress;
import dev.ize.spi.StorePosition;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Loads a dump: finds where it goes on from where the store is, skips what comes before, and applies the rest. For
 * one thread, once.
 *
 * <p>Whatever ends it, the whole changes before that place are in the store, and durable.
 */
public final class Loader {
    private static final int BUFFER_BYTES = 64 << 10;

    private final StoreAccess store;
    private final RecordedWriter writer;
    private final FrameReader frames;
    private final ObjectArrivals objects;
    private final ChangeArrivals arrivals;
    private final Progress progress;
    private final StorePosition start;

    private long takenChanges;
    private long takenActs;
    private long takenObjects;

    /**
     * Prepares a load from where the store is now; nothing is read yet.
     *
     * @param in read to its end and not closed
     * @param progress called after each frame, in numbers of the store
     */
    public Loader(StoreAccess store, ChunkCodec codec, RecordedWriter writer, InputStream in, Progress progress) {
        this.store = store;
        this.writer = writer;
        this.progress = progress;
        this.frames = new FrameReader(new BufferedInputStream(in, BUFFER_BYTES));
        this.start = store.call(writer::position);
        this.objects = new ObjectArrivals(store, codec, writer, frames, this::applyWaiting);
        this.arrivals = new ChangeArrivals(store, writer, start, objects::flush);
    }

    /**
     * Loads everything, and throws what {@link dev.ize.spi.FileSystemStorage#load} does.
     *
     * @param branches the branches of the store, deleted ones too
     * @param adopted told when the store takes over the age of the dumped one, because nothing has happened in it
     */
    public LoadSummary load(Supplier<List<BranchState>> branches, Consumer<Instant> adopted) {
        frames.begin();
        DumpBegin begin = frames.decode(frames.next(), DumpBegin::decode);
        Overlap overlap = Overlap.of(begin, start);
        if (begin.base().equals(StorePosition.START) && store.call(() -> writer.adopt(begin.createdAt()))) {
            adopted.accept(begin.createdAt());
        }
        try {
            DumpEnd end = takeAll(begin, overlap);
            if (overlap.isSkipping()) {
                store.read(snapshot -> overlap.requirePassed(end.end(), new OwnPositions(snapshot, branches.get())));
            } else if (!arrivals.position().equals(end.end())) {
                throw frames.invalid("it ends elsewhere than it says", null);
            } else {
                store.call(() -> {
                    writer.finish(end.end(), end.nextSeq(), end.nextNode());
                    return true;
                });
            }
        } catch (RuntimeException e) {
            keepWhole(e);
            throw explain(e);
        } catch (Error e) {
            keepWhole(e);
            throw e;
        }
        return new LoadSummary(start, arrivals.position(), arrivals.changes(), arrivals.acts());
    }

    private void applyWaiting() {
        arrivals.flush();
    }

    private DumpEnd takeAll(DumpBegin begin, Overlap overlap) {
        long total = begin.end().sequence() - begin.base().sequence();
        while (true) {
            Frame frame = frames.next();
            switch (frame.kind()) {
                case OBJECT -> takeObject(frame, overlap);
                case CHANGE -> takeChange(frames.decode(frame, RecordedForms::change), overlap);
                case OPERATIONS -> takeOperations(frames.decode(frame, RecordedForms::operations), overlap);
                case ACT -> takeAct(frames.decode(frame, RecordedForms::act), overlap);
                case END -> {
                    DumpEnd end = frames.decode(frame, DumpEnd::decode);
                    requireComplete(end, overlap);
                    arrivals.flush();
                    progress.reached("loading", total, total);
                    return end;
                }
                case BEGIN -> throw frames.invalid("a second beginning", null);
            }
            long done = Math.min(total, overlap.newest() - begin.base().sequence());
            progress.reached("loading", Math.max(0, done), total);
        }
    }

    private void takeObject(Frame frame, Overlap overlap) {
        takenObjects++;
        if (!overlap.isSkipping()) {
            objects.take(frame);
        }
    }

    private void takeChange(RecordedChange change, Overlap overlap) {
        requireBetween(overlap);
        takenChanges++;
        overlap.beginChange(change.position(), change.closing().operations());
        if (!overlap.isSkipping()) {
            arrivals.begin(change);
        }
    }

    private void takeOperations(List<RecordedOperation> operations, Overlap overlap) {
        for (RecordedOperation operation : operations) {
            if (!overlap.isInsideChange()) {
                throw frames.invalid("an operation of no change", null);
            }
            boolean skipped = overlap.isSkipping();
            overlap.passOperation();
            if (!skipped) {
                arrivals.add(operation);
            }
        }
    }

    private void takeAct(RecordedAct act, Overlap overlap) {
        requireBetween(overlap);
        takenActs++;
        if (!overlap.passAct(act.position())) {
            arrivals.act(act);
        }
    }

    private void requireBetween(Overlap overlap) {
        if (overlap.isInsideChange()) {
            throw frames.invalid("a change is not whole", null);
        }
    }

    private void requireComplete(DumpEnd end, Overlap overlap) {
        requireBetween(overlap);
        frames.end();
        if (end.changes() != takenChanges || end.acts() != takenActs || end.objects() != takenObjects) {
            throw frames.invalid("it holds more or less than it says", null);
        }
    }

    /** Keeps what came whole before a failure. */
    private void keepWhole(Throwable failure) {
        try {
            arrivals.close();
            arrivals.flush();
            sync();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void sync() {
        if (arrivals.changes() + arrivals.acts() > 0) {
            store.call(() -> {
                writer.sync();
                return true;
            });
        }
    }

    /** What a store refuses to do because of what is in it says, here, that the dump holds what cannot be. */
    private RuntimeException explain(RuntimeException failure) {
        boolean ofDump = failure instanceof ChangeRefusedException
                || failure instanceof InvalidNameException
                || failure instanceof NameTakenException
                || failure instanceof NoSuchPointException
                || failure instanceof NotFoundException
                || failure instanceof PointInsideChangeException;
        return ofDump
                ? new InvalidDumpException(
                        "The dump holds what cannot be done; the changes before it are loaded. reason="
                                + failure.getMessage(),
                        failure)
                : failure;
    }
}
