package dev.ize.core;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.ReusingSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.tree.DifferenceReader;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.write.Administration;
import dev.ize.core.write.BranchRegistry;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.ChangeWriter;
import dev.ize.core.write.ContentIntake;
import dev.ize.core.write.ContentRecords;
import dev.ize.core.write.PointGuard;
import dev.ize.core.write.Writer;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.Change;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Point;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A storage over any key-value engine: the parts of an open store, put together.
 *
 * <p>Reads take an engine snapshot each, inside a gate that closing waits for; writes go to the {@link Writer}.
 */
public final class VersionedFileSystemStorage implements FileSystemStorage {
    private final StoreDirectory directory;
    private final String backend;
    private final BackendOptions backendOptions;
    private final Engine engine;
    private final ChunkCodec codec = new ChunkCodec();
    private final Gate gate = new Gate();
    private final BranchRegistry branches = new BranchRegistry();
    private final Instant createdAt;
    private final Writer writer;
    private final ContentIntake intake;
    private final ChangeWriter changes;
    private final Administration administration;

    private VersionedFileSystemStorage(
            StoreDirectory directory,
            String backend,
            BackendOptions backendOptions,
            Engine engine,
            Recovery recovery,
            StorageOptions options) {
        this.directory = directory;
        this.backend = backend;
        this.backendOptions = backendOptions;
        this.engine = engine;
        this.createdAt = recovery.createdAt();
        this.writer = new Writer(
                engine,
                recovery.counters(),
                options.clock(),
                codec,
                directory.directory().toString());
        this.intake = new ContentIntake(this, writer, codec, (form, hash) -> {
            try (ReadSession session = read()) {
                return new ContentRecords(session.snapshot(), codec).contains(form, hash);
            }
        });
        this.changes = new ChangeWriter(this, engine, writer, intake, codec, this::treeAt, options.durability());
        this.administration = new Administration(writer, branches, options.durability());
        recovery.branches().forEach(branches::add);
        recovery.stages().forEach((id, start) -> administration.takeBackStage(requireBranch(id), start));
        recovery.branches().stream().filter(BranchState::isDeleted).forEach(administration::sweep);
        writer.start();
    }

    /**
     * Opens or makes a store over a provider's engine; what a provider's {@code open} calls.
     *
     * @throws dev.ize.spi.StoreLockedException if the store is open already
     * @throws dev.ize.spi.StoreUnusableException if it cannot be opened as asked
     * @throws dev.ize.spi.CorruptStoreException if its data is damaged
     */
    public static FileSystemStorage open(EngineProvider provider, Path directory, StorageOptions options) {
        BackendOptions backendOptions =
                options.backendOptions().orElseGet(() -> provider.parseOptions(options.optionText()));
        StoreDirectory opened = StoreDirectory.open(directory, provider.id(), options.mode(), options.lockTimeout());
        Engine engine = null;
        try {
            engine = provider.openEngine(opened.dataDirectory(), Keyspaces.ALL, backendOptions);
            if (opened.isNew()) {
                WriteBatch first = Recovery.firstRecords(options.clock().instant());
                engine.write(first, Durability.SYNC);
                opened.finishCreation(provider.id());
            }
            Recovery recovery;
            try (EngineSnapshot snapshot = engine.snapshot()) {
                recovery = Recovery.read(snapshot);
            }
            return new VersionedFileSystemStorage(opened, provider.id(), backendOptions, engine, recovery, options);
        } catch (RuntimeException | Error e) {
            closeQuietly(engine, e);
            closeQuietly(opened, e);
            throw e;
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable AutoCloseable part, Throwable cause) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public Path directory() {
        return directory.directory();
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public BackendOptions backendOptions() {
        return backendOptions;
    }

    @Override
    public Branch mainBranch() {
        return branch("main");
    }

    @Override
    public Branch branch(String name) {
        return findBranch(name).orElseThrow(() -> new NotFoundException("There is no such branch. name=" + name));
    }

    @Override
    public Optional<Branch> findBranch(String name) {
        return call(() -> branches.find(name).map(state -> new VersionedBranch(this, state)));
    }

    @Override
    public List<BranchDescription> branches() {
        return call(() -> branches.live().stream()
                .sorted(Comparator.comparing(
                        state -> state.name().getBytes(StandardCharsets.UTF_8), java.util.Arrays::compareUnsigned))
                .map(VersionedFileSystemStorage::describe)
                .toList());
    }

    private static BranchDescription describe(BranchState state) {
        Optional<Point> forkedFrom = state.description().parent() == 0
                ? Optional.empty()
                : Optional.of(new Point(
                        new BranchId(state.description().parent()),
                        state.description().forkSeq()));
        BranchId id = new BranchId(state.id());
        return new BranchDescription(
                id, state.name(), forkedFrom, new Point(id, state.head().seq()), state.createdAt());
    }

    @Override
    public Branch fork(String name, View from) {
        VersionedView view = own(from);
        return call(() -> new VersionedBranch(this, administration.fork(name, view.state(), view.seq())));
    }

    @Override
    public void deleteBranch(String name) {
        if (name.equals("main")) {
            throw new IllegalArgumentException("The main branch cannot be deleted");
        }
        call(() -> {
            BranchState state = branches.find(name)
                    .orElseThrow(() -> new NotFoundException("There is no such branch. name=" + name));
            administration.delete(state);
            return state;
        });
    }

    @Override
    public Snapshot createSnapshot(String name, View at, String message) {
        VersionedView view = own(at);
        Change.checkDescription("", message, "");
        return call(() -> administration.createSnapshot(name, view.state(), view.seq(), message));
    }

    @Override
    public Optional<Snapshot> findSnapshot(String name) {
        try (ReadSession session = read()) {
            return readSnapshot(session.snapshot(), name);
        }
    }

    private static Optional<Snapshot> readSnapshot(EngineSnapshot snapshot, String name) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        byte[] value = key.length == 0 || key.length > 255 ? null : snapshot.get(Keyspaces.SNAPSHOTS, key);
        return value == null ? Optional.empty() : Optional.of(describe(key, SnapshotRecord.decode(key, value)));
    }

    private static Snapshot describe(byte[] key, SnapshotRecord record) {
        return new Snapshot(
                new String(key, StandardCharsets.UTF_8),
                new Point(new BranchId(record.branch()), record.seq()),
                record.createdAt(),
                record.message());
    }

    @Override
    public List<Snapshot> snapshots() {
        List<Snapshot> found = new ArrayList<>();
        try (ReadSession session = read();
                var cursor = session.snapshot().cursor(Keyspaces.SNAPSHOTS, new byte[0], null)) {
            while (cursor.next()) {
                found.add(describe(cursor.key(), SnapshotRecord.decode(cursor.key(), cursor.value())));
            }
        }
        return found;
    }

    @Override
    public void deleteSnapshot(String name) {
        call(() -> {
            administration.deleteSnapshot(name);
            return name;
        });
    }

    @Override
    public View atSnapshot(String name) {
        Snapshot snapshot =
                findSnapshot(name).orElseThrow(() -> new NotFoundException("There is no such snapshot. name=" + name));
        BranchState state = requireBranch(snapshot.point().branch().value());
        return new VersionedView(this, state, snapshot.point().sequence(), Optional.of(name));
    }

    @Override
    public StoredContent store(InputStream content) {
        return call(() -> intake.take(content));
    }

    @Override
    public List<DifferenceLine> difference(View before, View after, StorePath prefix) {
        VersionedView one = own(before);
        VersionedView other = own(after);
        try (ReadSession session = read()) {
            return new DifferenceReader(one.tree(session), other.tree(session), prefix).read();
        }
    }

    @Override
    public void sync() {
        call(() -> {
            administration.sync();
            return true;
        });
    }

    @Override
    public StorageStatistics statistics() {
        try (ReadSession session = read()) {
            return new StatisticsReader(session.snapshot())
                    .read(
                            backend,
                            engine.statistics().diskBytes(),
                            branches.live().size());
        }
    }

    @Override
    public void close() {
        if (!gate.close()) {
            return;
        }
        try {
            writer.beginClose();
        } finally {
            gate.awaitEmpty();
            writer.stop();
            closeParts();
        }
    }

    private void closeParts() {
        try {
            engine.close();
        } finally {
            try {
                codec.close();
            } finally {
                directory.close();
            }
        }
    }

    Instant createdAt() {
        return createdAt;
    }

    ChangeWriter changes() {
        return changes;
    }

    ContentIntake intake() {
        return intake;
    }

    ChunkCodec codec() {
        return codec;
    }

    /** Opens an engine snapshot for one call. */
    ReadSession read() {
        gate.enter();
        try {
            requireWorking();
            return new ReadSession(gate, new ReusingSnapshot(engine.snapshot()));
        } catch (RuntimeException | Error e) {
            gate.exit();
            throw e;
        }
    }

    /** Runs a call inside the gate. */
    <R> R call(java.util.function.Supplier<R> body) {
        gate.enter();
        try {
            requireWorking();
            return body.get();
        } finally {
            gate.exit();
        }
    }

    private void requireWorking() {
        StorageFailedException failure = writer.failure();
        if (failure != null) {
            throw new StorageFailedException(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Whether a snapshot still names a point, as an engine snapshot shows. */
    static boolean isKept(EngineSnapshot engineSnapshot, String name, BranchState state, long seq) {
        return readSnapshot(engineSnapshot, name)
                .filter(found -> found.point().equals(new Point(new BranchId(state.id()), seq)))
                .isPresent();
    }

    private BranchState requireBranch(long id) {
        BranchState state = branches.find(id);
        if (state == null) {
            throw new NotFoundException("The branch has been deleted. id=" + id);
        }
        return state;
    }

    private VersionedView own(View view) {
        if (view instanceof VersionedView own && own.isOf(this)) {
            return own;
        }
        throw new IllegalArgumentException("The view is of another storage");
    }

    private TreeReader treeAt(EngineSnapshot snapshot, Point point) {
        BranchState state = requireBranch(point.branch().value());
        if (point.sequence() > state.head().seq()) {
            throw new NoSuchPointException("The branch has no such point. point=" + point);
        }
        PointGuard.requireHeld(snapshot, state, point.sequence());
        return new TreeReader(snapshot, state.lineage(), point.sequence());
    }
}
