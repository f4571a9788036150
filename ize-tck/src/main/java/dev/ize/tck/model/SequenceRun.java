package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.KeepRules;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.spi.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One run of a sequence: each step on a fresh store and on the model, compared after it. */
final class SequenceRun {
    /** With nanoseconds, so that their loss shows. */
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123456789Z");

    private final FileSystemStorageProvider provider;
    private final Path directory;
    private final Optional<Replication> replication;
    private final ManualClock clock = new ManualClock(START);
    private final ModelStorage model = new ModelStorage(START);
    private final Counterparts counterparts = new Counterparts();
    private Pair pair;

    private SequenceRun(FileSystemStorageProvider provider, Path directory, boolean replicates) {
        this.provider = provider;
        this.directory = directory;
        this.replication = replicates ? Optional.of(new Replication(this::open, directory)) : Optional.empty();
        pair = pair(open(directory));
    }

    /** Runs all steps; an {@link AssertionError} or whatever the storage throws says where they part. */
    static void run(FileSystemStorageProvider provider, Path directory, boolean replicates, List<SequenceStep> steps) {
        SequenceRun run = new SequenceRun(provider, directory, replicates);
        try {
            steps.forEach(run::take);
            run.verify();
        } finally {
            run.pair.storage().close();
            run.replication.ifPresent(Replication::close);
        }
    }

    private void verify() {
        VerificationReport report = pair.storage().verify(VerificationOptions.full(), Progress.NONE);
        assertThat(report.findings()).as("findings of a verification").isEmpty();
    }

    private FileSystemStorage open(Path where) {
        return provider.open(
                where,
                StorageOptions.builder()
                        .backend(provider.id())
                        .durability(Durability.BUFFERED)
                        .clock(clock)
                        .build());
    }

    private Pair pair(FileSystemStorage storage) {
        return new Pair(storage, model, counterparts);
    }

    private void take(SequenceStep step) {
        if (step instanceof SequenceStep.Apply apply) {
            change(apply.branch(), apply.operations(), run -> run.apply(apply, pair));
        } else if (step instanceof SequenceStep.Stage stage) {
            change(stage.branch(), stage.operations(), run -> run.stage(stage, pair));
        } else if (step instanceof SequenceStep.Fork fork) {
            fork(fork);
        } else if (step instanceof SequenceStep.DeleteBranch delete) {
            deleteBranch(delete.name());
        } else if (step instanceof SequenceStep.CreateSnapshot create) {
            createSnapshot(create);
        } else if (step instanceof SequenceStep.DeleteSnapshot delete) {
            deleteSnapshot(delete.name());
        } else if (step instanceof SequenceStep.Prune prune) {
            prune(prune.rules());
        } else if (step instanceof SequenceStep.MoveClock move) {
            clock.move(move.by());
        } else if (step instanceof SequenceStep.Reopen) {
            reopen();
            model.branches().keySet().forEach(this::compareHead);
        } else if (step instanceof SequenceStep.Compare compare) {
            new StorageComparison(pair, new SplittableRandom(compare.seed())).compareAll();
        }
    }

    /** Goes on with the same store, or with one that was loaded from its dump. */
    private void reopen() {
        if (replication.isPresent()) {
            pair = pair(replication.get().replace(pair.storage()));
        } else {
            pair.storage().close();
            pair = pair(open(directory));
        }
    }

    private interface OnBranch {
        void run(ChangeRun run);
    }

    /** Shrinking may have taken away what a step needs; such a step does nothing. */
    private void change(String name, List<Planned> operations, OnBranch action) {
        ModelStorage.Branch branch = model.branches().get(name);
        boolean placesThere = operations.stream()
                .filter(Planned.Restore.class::isInstance)
                .allMatch(restore -> ((Planned.Restore) restore)
                        .place()
                        .in(model)
                        .filter(model::isReadable)
                        .isPresent());
        if (branch != null && placesThere) {
            action.run(new ChangeRun(pair, clock.instant(), branch));
            compareHead(name);
        }
    }

    private void compareHead(String name) {
        ModelStorage.Branch branch = model.branches().get(name);
        if (branch != null) {
            View head = pair.storage().branch(name).head();
            new TreeComparison(counterparts).compare(head, model.tree(branch.head()));
        }
    }

    private void fork(SequenceStep.Fork fork) {
        if (fork.from().in(model).isEmpty()) {
            return;
        }
        ModelStorage.Point point = fork.from().in(model).get();
        if (!model.isReadable(point)) {
            assertThatThrownBy(() -> pair.view(fork.from())).isInstanceOf(PointPrunedException.class);
            return;
        }
        View from = pair.view(fork.from()).orElseThrow();
        boolean taken = model.branches().containsKey(fork.name());
        try {
            Branch made = pair.storage().fork(fork.name(), from);
            assertThat(taken || point.insideChange())
                    .as("fork was to be refused")
                    .isFalse();
            assertThat(made.name()).isEqualTo(fork.name());
            model.fork(fork.name(), point);
            model.passed(model.effectiveTime(clock.instant()));
        } catch (NameTakenException | PointInsideChangeException e) {
            checkRefusal(e, taken, point);
        }
        compareHead(fork.name());
    }

    private void checkRefusal(StorageException refused, boolean taken, ModelStorage.Point point) {
        if (refused instanceof PointInsideChangeException inside) {
            assertThat(point.insideChange()).as(refused.getMessage()).isTrue();
            ModelStorage.Change change = point.branch().lineage().get(point.changes());
            assertThat(inside.after().sequence()).isEqualTo(change.id().value());
            long before = point.changes() == 0
                    ? 0
                    : point.branch().lineage().get(point.changes() - 1).id().value();
            assertThat(inside.before().sequence()).isEqualTo(before);
        } else {
            assertThat(taken).as(refused.getMessage()).isTrue();
        }
    }

    private void deleteBranch(String name) {
        if (name.equals(ModelStorage.MAIN)) {
            assertThatThrownBy(() -> pair.storage().deleteBranch(name)).isInstanceOf(IllegalArgumentException.class);
        } else if (!model.branches().containsKey(name)) {
            assertThatThrownBy(() -> pair.storage().deleteBranch(name)).isInstanceOf(NotFoundException.class);
        } else {
            Branch branch = pair.storage().branch(name);
            View head = branch.head();
            pair.storage().deleteBranch(name);
            model.branches().remove(name);
            model.passed(model.effectiveTime(clock.instant()));
            assertThatThrownBy(branch::head).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> head.find(StorePath.ROOT)).isInstanceOf(NotFoundException.class);
        }
    }

    private void createSnapshot(SequenceStep.CreateSnapshot create) {
        if (create.at().in(model).isEmpty()) {
            return;
        }
        ModelStorage.Point point = create.at().in(model).get();
        if (!model.isReadable(point)) {
            assertThatThrownBy(() -> pair.view(create.at())).isInstanceOf(PointPrunedException.class);
            return;
        }
        View at = pair.view(create.at()).orElseThrow();
        boolean taken = model.snapshots().containsKey(create.name());
        try {
            Snapshot made = pair.storage().createSnapshot(create.name(), at, "why");
            assertThat(taken || point.insideChange())
                    .as("snapshot was to be refused")
                    .isFalse();
            Instant effectiveTime = model.effectiveTime(clock.instant());
            assertThat(made).isEqualTo(new Snapshot(create.name(), made.point(), effectiveTime, "why"));
            assertThat(made.point().sequence()).isEqualTo(at.point().sequence());
            assertThat(pair.storage().findSnapshot(create.name())).contains(made);
            model.snapshots().put(create.name(), point);
            model.passed(effectiveTime);
        } catch (NameTakenException | PointInsideChangeException e) {
            checkRefusal(e, taken, point);
        }
    }

    private void deleteSnapshot(String name) {
        if (model.snapshots().remove(name) == null) {
            assertThatThrownBy(() -> pair.storage().deleteSnapshot(name)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> pair.storage().atSnapshot(name)).isInstanceOf(NotFoundException.class);
        } else {
            pair.storage().deleteSnapshot(name);
            model.passed(model.effectiveTime(clock.instant()));
            assertThat(pair.storage().findSnapshot(name)).isEmpty();
        }
    }

    /** A store that is loaded from a dump of a pruned one is none: dumps need all of the log. */
    private void prune(KeepRules rules) {
        boolean known = model.branches().keySet().containsAll(rules.branches());
        if (replication.isPresent()) {
            return;
        }
        FileSystemStorage storage = pair.storage();
        if (!known) {
            assertThatThrownBy(() -> storage.prune(rules, RemovalMode.REMOVE, Progress.NONE))
                    .isInstanceOf(NotFoundException.class);
            return;
        }
        PruneReport planned = storage.prune(rules, RemovalMode.DRY_RUN, Progress.NONE);
        assertThat(storage.prune(rules, RemovalMode.REMOVE, Progress.NONE)).isEqualTo(planned);
        model.prune(rules);
        // An act in any case: whether the pruning was one, and moved the time, depends on what was left to prune.
        storage.createSnapshot("pruned", storage.mainBranch().head(), "");
        storage.deleteSnapshot("pruned");
        model.passed(model.effectiveTime(clock.instant()));
        new PointComparison(pair).compareAll();
        verify();
    }
}
