package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.time;

import dev.ize.core.tree.TreeReader;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.file.Path;

/** All that writes to a trial store, over an engine in memory that begins with the store's records. */
final class TrialWriter implements AutoCloseable {
    final TrialEngine engine = new TrialEngine();
    final BranchRegistry branches = new BranchRegistry();
    final Counters counters;
    final Writer writer;
    final ChangeWriter changes;
    final Administration administration;
    final RecordedWriter recorded;
    private final TrialStore store;
    private final EncoderThreads threads = new EncoderThreads("trial");
    private final Watermark watermark;

    /**
     * Begins to write.
     *
     * @param directory where a watermark may be
     * @param counters where the store is
     * @param points finds what a restore restores
     */
    TrialWriter(Path directory, TrialStore store, Counters counters, Points points) throws IOException {
        this.store = store;
        this.counters = counters;
        branches.add(store.main);
        branches.add(store.side);
        store.made.records().joinInto(engine.records());
        watermark = Watermark.open(directory.resolve("watermark"));
        writer = new Writer(engine, counters, () -> time(0), store.codec, store.leases, watermark, "trial");
        ContentEncoder encoder = new ContentEncoder(engine::snapshot, store.codec, store.leases, threads);
        ContentIntake intake = new ContentIntake(this, writer, store.leases, encoder);
        changes = new ChangeWriter(engine, writer, intake, store.codec, points, Durability.BUFFERED);
        administration = new Administration(writer, branches, Durability.BUFFERED);
        recorded = new RecordedWriter(changes, administration);
        writer.start();
    }

    /** Begins where a store made by hand ends. */
    TrialWriter(Path directory, TrialStore store) throws IOException {
        this(
                directory,
                store,
                store.counters,
                (snapshot, point) -> new TreeReader(snapshot, store.main.lineage(), point.sequence()));
    }

    /** The newest tree of a branch. */
    TreeReader tree(BranchState branch) {
        return new TreeReader(engine.records(), branch.lineage(), branch.head().seq());
    }

    @Override
    public void close() {
        writer.stop();
        watermark.close();
        threads.close();
        store.close();
    }
}
