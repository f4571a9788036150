package dev.ize.tck.model;

import dev.ize.spi.BranchId;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a change would do to a branch of the model.
 *
 * @param steps what its operations do, without those that do nothing; up to the refused one
 * @param refusal why the change is refused, if it is
 */
record Trial(List<ModelStorage.Step> steps, Optional<Refusal> refusal) {
    /** Stands in a step for the point of a restore; the log has other operations in its stead. */
    private static final Point NOWHERE = new Point(BranchId.MAIN, 0);

    /** The operation that does not fit, from 0, and every reason for that. */
    record Refusal(int operationIndex, Set<Reason> reasons) {}

    static Trial of(ModelStorage model, ModelTree start, List<Planned> operations, Instant effectiveTime) {
        List<ModelStorage.Step> steps = new ArrayList<>();
        ModelTree tree = start;
        for (int i = 0; i < operations.size(); i++) {
            Attempt attempt = attempt(model, tree, operations.get(i), effectiveTime);
            if (!attempt.reasons().isEmpty()) {
                return new Trial(steps, Optional.of(new Refusal(i, attempt.reasons())));
            }
            if (attempt.after() != tree) {
                steps.add(new ModelStorage.Step(ModelStorage.Step.NO_ID, attempt.logged(), tree, attempt.after()));
                tree = attempt.after();
            }
        }
        return new Trial(steps, Optional.empty());
    }

    /** The tree after all steps. */
    ModelTree end(ModelTree start) {
        return steps.isEmpty() ? start : steps.get(steps.size() - 1).after();
    }

    private record Attempt(Set<Reason> reasons, Operation logged, ModelTree after) {}

    private static Attempt attempt(ModelStorage model, ModelTree tree, Planned planned, Instant effectiveTime) {
        if (planned instanceof Planned.Restore restore) {
            return attempt(model, tree, restore);
        }
        Operation operation = LoggedForm.withTime(((Planned.Plain) planned).operation(), effectiveTime);
        Set<Reason> reasons = Refusals.of(tree, operation);
        ModelTree after = reasons.isEmpty() ? new Effects(tree, effectiveTime, model::newNode).of(operation) : tree;
        return new Attempt(reasons, operation, after);
    }

    private static Attempt attempt(ModelStorage model, ModelTree tree, Planned.Restore restore) {
        ModelStorage.Point point = restore.place().in(model).orElseThrow();
        ModelTree source = model.tree(point);
        Set<Reason> reasons = Refusals.ofRestore(tree, restore.path(), source.find(restore.source()));
        ModelTree after = reasons.isEmpty()
                ? new Restored(tree, restore.path(), source, restore.source()).tree(model::newNode)
                : tree;
        return new Attempt(reasons, new Operation.Restore(restore.path(), NOWHERE, restore.source()), after);
    }
}
