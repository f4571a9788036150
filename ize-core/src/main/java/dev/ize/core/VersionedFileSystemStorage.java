package dev.ize.core;

import dev.ize.core.collect.Collector;
import dev.ize.core.collect.Explainer;
import dev.ize.core.content.ChunkCodec;
import dev.ize.core.dump.DumpPlan;
import dev.ize.core.dump.Dumper;
import dev.ize.core.dump.Loader;
import dev.ize.core.dump.StoreAccess;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.prune.Pruning;
import dev.ize.core.tree.ChangeDescriptions;
import dev.ize.core.tree.DifferenceReader;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.verify.Verification;
import dev.ize.core.write.Administration;
import dev.ize.core.write.BranchRegistry;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.ChangeWriter;
import dev.ize.core.write.ContentEncoder;
import dev.ize.core.write.ContentIntake;
import dev.ize.core.write.EncoderThreads;
import dev.ize.core.write.Leases;
import dev.ize.core.write.PointGuard;
import dev.ize.core.write.RecordedWriter;
import dev.ize.core.write.Writer;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.Change;
import dev.ize.spi.CollectedContent;
import dev.ize.spi.ContentExplanation;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.spi.View;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A storage over any key-value engine: the parts of an open store, put together.
 *
 * <p>Reads take an engine snapshot each, inside a gate that closing waits for; writes go to the {@link Writer}. Its
 * views are equal if they are of one storage and at one point.
 */
public final class VersionedFileSystemStorage implements FileSystemStorage {
    private final OpenStore store;
    private final ChunkCodec codec = new ChunkCodec();
    private final Leases leases = new Leases();
    private final BranchRegistry branches = new BranchRegistry();
    private final ChangeDescriptions descriptions = new ChangeDescriptions();
    private final Writer writer;
    private final Calls calls;
    private final EncoderThreads encoders;
    private final ContentIntake intake;
    private final ChangeWriter changes;
    private final Administration administration;
    private volatile Instant createdAt;

    private final StoreAccess access = new StoreAccess() {
        @Override
        public <R> R read(Function<EngineSnapshot, R> body) {
            try (ReadSession session = VersionedFileSystemStorage.this.read()) {
                return body.apply(session.snapshot());
            }
        }

        @Override
        public <R> R call(Supplier<R> body) {
            return VersionedFileSystemStorage.this.call(body);
        }
    };
    private final Collector collector;
    private final Pruning pruning;

    private VersionedFileSystemStorage(OpenStore store, StorageOptions options) {
        this.store = store;
        Recovery recovery = store.recovery();
        Engine engine = store.engine();
        this.writer = new Writer(
                engine,
                recovery.counters(),
                options.clock(),
                codec,
                leases,
                store.watermark(),
                directory().toString());
        this.calls = new Calls(engine, writer);
        this.encoders = new EncoderThreads(directory().toString());
        this.intake = new ContentIntake(this, writer, leases, new ContentEncoder(this::read, codec, leases, encoders));
        this.changes = new ChangeWriter(engine, writer, intake, codec, this::treeAt, options.durability());
        this.createdAt = recovery.createdAt();
        this.administration = new Administration(writer, branches, options.durability());
        this.collector = new Collector(this::read, writer, codec, leases);
        this.pruning = new Pruning(this::read, administration);
        recovery.branches().forEach(branches::add);
        if (store.access() == EngineAccess.READ_WRITE) {
            recovery.stages().forEach((id, start) -> administration.takeBackStage(branches.require(id), start));
            recovery.branches().stream().filter(BranchState::isDeleted).forEach(administration::sweep);
            writer.start();
        }
    }

    /**
     * Opens or makes a store over a provider's engine; what a provider's {@code open} calls. It has a thread of its own
     * do it, so that an interrupt of the caller's changes nothing. Options that a store is made with and that are no
     * defaults are kept in its {@code ize.properties}, and are in force where none are given.
     *
     * @return the open storage, which the caller closes; where this throws, nothing is left open
     * @throws dev.ize.spi.NameTakenException if there is a store and a new one was asked for
     * @throws dev.ize.spi.StoreLockedException if the store is open already
     * @throws dev.ize.spi.StoreUnusableException if it cannot be opened as asked
     * @throws dev.ize.spi.CorruptStoreException if its data is damaged
     * @throws dev.ize.spi.LostChangesException if it lacks changes that were durable
     * @throws dev.ize.spi.WriteRefusedException if there is no room for a new store
     */
    public static FileSystemStorage open(EngineProvider provider, Path directory, StorageOptions options) {
        OpenStore store = OpenStore.open(provider, directory, options);
        try {
            return new VersionedFileSystemStorage(store, options);
        } catch (RuntimeException | Error e) {
            OpenStore.closeAfter(store, e);
            throw e;
        }
    }

    @Override
    public Path directory() {
        return store.directory().directory();
    }

    @Override
    public String backend() {
        return store.provider().id();
    }

    @Override
    public BackendOptions backendOptions() {
        return store.backendOptions();
    }

    @Override
    public Branch mainBranch() {
        return branch("main");
    }

    @Override
    public Branch branch(String name) {
        return call(() -> new VersionedBranch(this, branches.require(name)));
    }

    @Override
    public Optional<Branch> findBranch(String name) {
        return call(() -> branches.find(name).map(state -> new VersionedBranch(this, state)));
    }

    @Override
    public List<BranchDescription> branches() {
        return call(() -> branches.live().stream().map(BranchState::describe).toList());
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
            administration.delete(branches.require(name));
            return name;
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
            return new SnapshotReader(session.snapshot()).find(name);
        }
    }

    @Override
    public List<Snapshot> snapshots() {
        try (ReadSession session = read()) {
            return new SnapshotReader(session.snapshot()).all();
        }
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
        BranchState state = branches.require(snapshot.point().branch().value());
        return new VersionedView(this, state, snapshot.point().sequence(), Optional.of(name));
    }

    @Override
    public StoredContent store(InputStream content) {
        return store(content, ContentReference.EMPTY);
    }

    @Override
    public StoredContent store(InputStream content, ContentReference former) {
        return call(() -> {
            requireWritable();
            return intake.take(content, former);
        });
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
    public DumpSummary dump(OutputStream out, DumpOptions options, Progress progress) {
        DumpPlan plan = access.read(snapshot -> Recovery.read(snapshot).planDump(new SnapshotReader(snapshot).all()));
        return new Dumper(access, codec, plan, this::keptOf, out, progress).dump(options);
    }

    @Override
    public LoadSummary load(InputStream in, Progress progress) {
        requireWritable();
        RecordedWriter recorded = new RecordedWriter(changes, administration);
        Loader loader = new Loader(access, codec, recorded, in, progress);
        return collector.exclude(() -> loader.load(branches::all, adopted -> createdAt = adopted));
    }

    @Override
    public void sync() {
        call(() -> {
            administration.sync();
            return true;
        });
    }

    @Override
    public CollectedContent collect(RemovalMode mode, Progress progress) {
        return collector.collect(mode, progress);
    }

    @Override
    public ContentExplanation explain(ContentHash content, int limit, Progress progress) {
        Explainer explainer = new Explainer(this::read, codec, branches::findLineage, content, limit);
        return collector.exclude(() -> explainer.explain(leases, progress));
    }

    @Override
    public PruneReport prune(KeepRules rules, RemovalMode mode, Progress progress) {
        if (mode == RemovalMode.REMOVE) {
            requireWritable();
        }
        return collector.exclude(() -> pruning.prune(rules, mode, progress));
    }

    @Override
    public void copyTo(Path target, Progress progress) {
        call(() -> {
            store.copyTo(target, progress);
            return target;
        });
    }

    @Override
    public void compact(Progress progress) {
        Optional<RuntimeException> ended = call(() -> writer.runAlone(() -> store.compact(progress)));
        if (ended.isPresent()) {
            throw ended.get();
        }
    }

    @Override
    public StorageStatistics statistics() {
        try (ReadSession session = read()) {
            return new StatisticsReader(session.snapshot())
                    .read(
                            backend(),
                            store.engine().statistics().diskBytes(),
                            branches.live().size());
        }
    }

    @Override
    public VerificationReport verify(VerificationOptions options, Progress progress) {
        return collector.exclude(
                () -> Verification.run(this::read, task -> call(() -> writer.submit(task)), codec, options, progress));
    }

    @Override
    public void close() {
        if (!calls.close()) {
            return;
        }
        try {
            writer.beginClose();
        } finally {
            calls.awaitEnd();
            writer.stop();
            closeParts();
        }
    }

    private void closeParts() {
        try {
            store.close();
        } finally {
            encoders.close();
            codec.close();
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

    ChangeDescriptions descriptions() {
        return descriptions;
    }

    /** Opens an engine snapshot for one call. */
    ReadSession read() {
        return calls.read();
    }

    /** Runs a call inside the gate. */
    <R> R call(Supplier<R> body) {
        return calls.call(body);
    }

    private void requireWritable() {
        if (store.access() == EngineAccess.READ_ONLY) {
            throw new UnsupportedOperationException("The store was opened to read only");
        }
    }

    private VersionedView own(View view) {
        if (view instanceof VersionedView own && own.isOf(this)) {
            return own;
        }
        throw new IllegalArgumentException("The view is of another storage");
    }

    private KeptPoints keptOf(long branch) {
        return branches.require(branch).lineage().floor(0).kept();
    }

    private TreeReader treeAt(EngineSnapshot snapshot, Point point) {
        BranchState state = branches.require(point.branch().value());
        PointGuard.requireHeld(snapshot, state, point.sequence());
        PointGuard.requirePoint(snapshot, state, point.sequence());
        return new TreeReader(snapshot, state.lineage(), point.sequence());
    }
}
