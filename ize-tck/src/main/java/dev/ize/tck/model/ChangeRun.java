package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Operation;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies one change to a storage and to the model, and compares what came of it. */
final class ChangeRun {
    private static final String AUTHOR = "sequence";

    private final FileSystemStorage storage;
    private final ModelStorage model;
    private final Counterparts counterparts;
    private final Instant clock;
    private final Branch branch;
    private final ModelStorage.Branch modelBranch;
    private final ModelTree start;
    private final View head;
    private final List<StoredContent> handles = new ArrayList<>();

    ChangeRun(Pair pair, Instant clock, ModelStorage.Branch modelBranch) {
        this.storage = pair.storage();
        this.model = pair.model();
        this.counterparts = pair.counterparts();
        this.clock = clock;
        this.modelBranch = modelBranch;
        branch = storage.branch(modelBranch.name());
        start = model.tree(modelBranch.head());
        head = branch.head();
    }

    void apply(SequenceStep.Apply step, Pair pair) {
        Trial trial = trial(step.operations());
        Change.Builder change = Change.by(AUTHOR).message(message()).session("s");
        boolean stale = step.expectation() == SequenceStep.Expectation.STALE_HEAD
                && !modelBranch.lineage().isEmpty();
        if (step.expectation() == SequenceStep.Expectation.HEAD) {
            change.expectHead(head.point());
        } else if (stale) {
            int changes = modelBranch.lineage().size() - 1;
            // The point may have been pruned, and is none that a view gives.
            long before = changes == 0
                    ? 0
                    : modelBranch.lineage().get(changes - 1).id().value();
            change.expectHead(new Point(branch.id(), before));
        }
        operations(step.operations(), pair).forEach(change::add);
        try {
            AppliedChange applied = branch.apply(change.build());
            assertThat(stale).as("applied on a head that has moved").isFalse();
            assertThat(trial.refusal())
                    .as("refusal of a change that was applied")
                    .isEmpty();
            take(applied, trial, step.operations());
        } catch (HeadMovedException e) {
            assertThat(stale).as("head moved, says " + e.getMessage()).isTrue();
            assertThat(e.actual()).isEqualTo(head.point());
            assertUnchanged();
        } catch (ChangeRefusedException e) {
            checkRefusal(e, trial);
        } finally {
            handles.forEach(StoredContent::close);
        }
    }

    void stage(SequenceStep.Stage step, Pair pair) {
        Trial trial = trial(step.operations());
        try (StagedChange stage = branch.stage(AUTHOR, message(), "s")) {
            for (Operation operation : operations(step.operations(), pair)) {
                stage.add(operation);
                assertUnchanged();
            }
            if (step.publish()) {
                AppliedChange applied = stage.publish();
                assertThat(trial.refusal())
                        .as("refusal of a stage that was published")
                        .isEmpty();
                take(applied, trial, step.operations());
            }
        } catch (ChangeRefusedException e) {
            checkRefusal(e, trial);
        } finally {
            handles.forEach(StoredContent::close);
        }
        if (!step.publish()) {
            assertUnchanged();
        }
    }

    private String message() {
        return "change " + modelBranch.lineage().size() + " of " + modelBranch.name();
    }

    private Trial trial(List<Planned> operations) {
        return Trial.of(model, start, operations, model.effectiveTime(clock));
    }

    private void checkRefusal(ChangeRefusedException refused, Trial trial) {
        if (trial.refusal().isEmpty()) {
            throw new AssertionError("A change that fits was refused", refused);
        }
        Trial.Refusal expected = trial.refusal().get();
        assertThat(refused.operationIndex()).as("refused operation").isEqualTo(expected.operationIndex());
        assertThat(refused.reason()).as("reason of " + refused.getMessage()).isIn(expected.reasons());
        assertUnchanged();
    }

    private void assertUnchanged() {
        assertThat(branch.head().point())
                .as("head after what must have no effect")
                .isEqualTo(head.point());
    }

    private List<Operation> operations(List<Planned> planned, Pair pair) {
        List<Operation> operations = new ArrayList<>();
        for (Planned next : planned) {
            if (next instanceof Planned.Restore restore) {
                Point point = pair.view(restore.place()).orElseThrow().point();
                operations.add(new Operation.Restore(restore.path(), point, restore.source()));
            } else {
                Operation plain = ((Planned.Plain) next).operation();
                operations.add(LoggedForm.content(plain)
                        .map(content -> LoggedForm.withContent(plain, handedIn((Content.Bytes) content)))
                        .orElse(plain));
            }
        }
        return operations;
    }

    /** Bytes as they are, or stored ahead, or as content that a file has already; the bytes decide. */
    private Content handedIn(Content.Bytes bytes) {
        int choice = bytes.hashCode() & 3;
        Optional<StoredContent> handle = Optional.empty();
        if (choice == 0) {
            handle = Optional.of(storage.store(new ByteArrayInputStream(bytes.toByteArray())));
        } else if (choice == 1) {
            handle = start.walk().entrySet().stream()
                    .filter(entry -> entry.getValue().isFile()
                            && entry.getValue().bytes().equals(bytes))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .map(head::content);
        }
        handle.ifPresent(handles::add);
        return handle.<Content>map(it -> it).orElse(bytes);
    }

    /** Takes a change that was applied into the model, with the numbers that the log gives. */
    private void take(AppliedChange applied, Trial trial, List<Planned> planned) {
        List<LoggedOperation> logged = newlyLogged(applied);
        boolean restores = planned.stream().anyMatch(Planned.Restore.class::isInstance);
        Instant effectiveTime = model.effectiveTime(clock);
        List<ModelStorage.Step> steps = trial.steps();
        if (restores) {
            List<Planned> written = logged.stream().<Planned>map(this::inMemory).toList();
            Trial replay = Trial.of(model, start, written, effectiveTime);
            assertThat(replay.refusal())
                    .as("refusal of what a restore wrote: %s", written)
                    .isEmpty();
            AlikeTrees.compare(start, trial.end(start), replay.end(start));
            steps = replay.steps();
        }
        assertThat(logged).as("logged operations").hasSameSizeAs(steps);
        if (logged.isEmpty()) {
            assertThat(applied.point()).isEqualTo(head.point());
            return;
        }
        List<ModelStorage.Step> numbered = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            checkLogged(logged.get(i), steps.get(i), applied, effectiveTime);
            numbered.add(steps.get(i).numbered(logged.get(i).id()));
            counterparts.keep(logged.get(i));
        }
        modelBranch.append(new ModelStorage.Change(applied.id(), effectiveTime, numbered));
        model.passed(effectiveTime);
        assertThat(applied.effectiveTime()).isEqualTo(effectiveTime);
        assertThat(branch.head().point()).isEqualTo(applied.point());
    }

    private List<LoggedOperation> newlyLogged(AppliedChange applied) {
        LogQuery start = LogQuery.oldestFirst(Math.toIntExact(applied.operations()) + 1);
        long sequence = head.point().sequence();
        LogQuery query = sequence == 0 ? start : start.after(new OperationId(sequence));
        List<LoggedOperation> logged = branch.log(query);
        assertThat(logged).as("newly logged operations").hasSize(Math.toIntExact(applied.operations()));
        assertThat(logged)
                .extracting(operation -> operation.id().value())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(applied.point().branch()).isEqualTo(branch.id());
        if (!logged.isEmpty()) {
            assertThat(logged.get(0).id().value()).isGreaterThan(sequence);
            assertThat(logged.get(logged.size() - 1).id().value())
                    .isLessThanOrEqualTo(applied.point().sequence());
        }
        return logged;
    }

    private void checkLogged(LoggedOperation logged, ModelStorage.Step step, AppliedChange applied, Instant time) {
        Optional<Content> written = LoggedForm.content(logged.operation());
        Operation expected = written.map(content -> LoggedForm.withContent(step.operation(), content))
                .orElse(step.operation());
        assertThat(logged.operation()).as("logged operation").isEqualTo(expected);
        LoggedForm.content(step.operation())
                .ifPresent(bytes ->
                        counterparts.checkContent((ContentReference) written.orElseThrow(), (Content.Bytes) bytes));
        ChangeDescription change = logged.change();
        assertThat(change.id()).isEqualTo(applied.id());
        assertThat(change.branch()).isEqualTo(branch.id());
        assertThat(change.author()).isEqualTo(AUTHOR);
        assertThat(change.message()).isEqualTo(message());
        assertThat(change.session()).isEqualTo("s");
        assertThat(change.effectiveTime()).isEqualTo(time);
        assertThat(change.recordedTime()).isEqualTo(clock);
        assertThat(change.chainHash()).isEqualTo(branch.head().chainHash());
    }

    /** A logged operation with the bytes that its content stands for. */
    private Planned.Plain inMemory(LoggedOperation logged) {
        Operation operation = logged.operation();
        return new Planned.Plain(LoggedForm.content(operation)
                .map(content -> counterparts
                        .content((ContentReference) content)
                        .orElseGet(() -> ModelNode.bytesOf(written(logged, (int) content.length()))))
                .map(bytes -> LoggedForm.withContent(operation, bytes))
                .orElse(operation));
    }

    /** The bytes that an operation wrote, from the file as it was right after it. */
    private byte[] written(LoggedOperation logged, int length) {
        if (length == 0) {
            return new byte[0];
        }
        byte[] file = branch.at(logged.id()).read(logged.operation().path());
        int offset = logged.operation() instanceof Operation.WriteFile write ? Math.toIntExact(write.offset()) : 0;
        return Arrays.copyOfRange(file, offset, offset + length);
    }
}
