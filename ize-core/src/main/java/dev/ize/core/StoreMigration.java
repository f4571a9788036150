package dev.ize.core;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.migrate.RecordCopy;
import dev.ize.core.migrate.RecordDigest;
import dev.ize.core.write.BranchState;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Durability;
import dev.ize.spi.Progress;
import dev.ize.spi.StorePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Copies a store to another engine: the same records, the same store id, in a new directory. The source is locked
 * meanwhile and stays as it is.
 *
 * <p>The target is a store only when all records have been compared. A migration that was interrupted, also by a
 * kill, is gone on with by calling it again; if the store has changed since, that is refused.
 *
 * <p><i>Threads:</i> any; two migrations to one target lock each other out. <i>Life cycle:</i> holds nothing outside
 * {@link #migrate}, which closes what it opens.
 */
public final class StoreMigration {
    private final Path source;
    private final EngineProvider from;
    private final EngineProvider to;
    private final BackendOptions toOptions;

    /**
     * @param from the source's backend
     * @param to the target's backend; the same one rewrites a store
     * @param toOptions with which the target is made; it keeps them, as a store that is made does
     */
    public StoreMigration(Path source, EngineProvider from, EngineProvider to, BackendOptions toOptions) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.toOptions = toOptions;
    }

    /**
     * What was copied.
     *
     * @param records number of records
     * @param bytes length of their keys and values, in bytes
     */
    public record Summary(long records, long bytes) {}

    /**
     * Copies, compares, and makes the target a store. It waits for no lock.
     *
     * @param target a directory that is missing, empty, or begun by a migration of the same store to the same engine
     * @param progress called on the caller's thread, in records; what it throws leaves the target begun
     * @throws dev.ize.spi.StoreLockedException if the source or the target is open
     * @throws dev.ize.spi.StoreUnusableException if the source is no store, or the target holds something else
     * @throws dev.ize.spi.NameTakenException if the target is a store already
     * @throws dev.ize.spi.LostChangesException if the source lacks changes that were durable
     * @throws CorruptStoreException if the source is damaged, or the copies differ; the target becomes no store then
     * @throws dev.ize.spi.WriteRefusedException if there is no room; make some and call it again
     */
    public Summary migrate(Path target, Progress progress) {
        try (StoreDirectory directory = StoreDirectory.openToRead(source, from.id(), Duration.ZERO);
                Engine engine = OpenStore.uninterrupted(() -> openSource(directory));
                EngineSnapshot snapshot = engine.snapshot()) {
            Recovery recovery = Recovery.read(snapshot);
            recovery.requireNoLoss(directory, snapshot);
            StorePosition newest = recovery.counters().position();
            String mark = "store-id=" + directory.storeId() + "\nnewest=@" + newest.sequence() + "\nlink="
                    + newest.link() + "\nbackend=" + to.id() + "\n";
            try (MigrationTarget begun = MigrationTarget.open(target, mark)) {
                Summary summary = fill(begun, snapshot, recovery, progress);
                begun.finish(
                        to.id(),
                        directory.storeId(),
                        StoreProperties.kept(toOptions, to.defaultOptions()),
                        recovery.counters().newest());
                return summary;
            }
        }
    }

    private Summary fill(MigrationTarget target, EngineSnapshot snapshot, Recovery recovery, Progress progress) {
        try (Engine copy = OpenStore.uninterrupted(
                () -> to.openEngine(target.dataDirectory(), Keyspaces.ALL, EngineAccess.READ_WRITE, toOptions))) {
            new RecordCopy(
                            snapshot,
                            copy,
                            batch -> uninterrupted(() -> copy.write(batch, Durability.BUFFERED)),
                            progress,
                            RecordCopy.MAX_BATCH_BYTES)
                    .copy(Keyspaces.ALL);
            uninterrupted(copy::sync);
            RecordDigest expected = RecordDigest.of(snapshot, Keyspaces.ALL, "reading the source again", progress);
            try (EngineSnapshot copied = copy.snapshot()) {
                RecordDigest found = RecordDigest.of(copied, Keyspaces.ALL, "reading the copy", progress);
                boolean sameHeads = heads(Recovery.read(copied)).equals(heads(recovery));
                if (!found.equals(expected) || !sameHeads) {
                    throw new CorruptStoreException(
                            "The copy is not what the store is; empty the target and begin anew. target="
                                    + target.dataDirectory() + " records=" + found.records() + " expected="
                                    + expected.records(),
                            null);
                }
            }
            return new Summary(expected.records(), expected.bytes());
        }
    }

    private Engine openSource(StoreDirectory directory) {
        return from.openEngine(directory.dataDirectory(), Keyspaces.ALL, EngineAccess.READ_ONLY, from.defaultOptions());
    }

    private static List<BranchState.Head> heads(Recovery recovery) {
        return recovery.branches().stream().map(BranchState::head).toList();
    }

    private static void uninterrupted(Runnable body) {
        OpenStore.uninterrupted(() -> {
            body.run();
            return true;
        });
    }
}
