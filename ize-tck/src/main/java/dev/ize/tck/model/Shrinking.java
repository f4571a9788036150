package dev.ize.tck.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a failing sequence shorter, for as long as it fails and time is left. */
final class Shrinking {
    private final Function<List<SequenceStep>, Optional<Throwable>> run;
    private final long deadlineNanos;
    private List<SequenceStep> steps;
    private Throwable failure;

    private Shrinking(
            List<SequenceStep> steps,
            Throwable failure,
            Function<List<SequenceStep>, Optional<Throwable>> run,
            Duration time) {
        this.steps = steps;
        this.failure = failure;
        this.run = run;
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /** The shortest failing sequence found, and how it fails. */
    record Result(List<SequenceStep> steps, Throwable failure) {}

    static Result of(
            List<SequenceStep> steps,
            Throwable failure,
            Function<List<SequenceStep>, Optional<Throwable>> run,
            Duration time) {
        Shrinking shrinking = new Shrinking(steps, failure, run, time);
        boolean shorter;
        do {
            boolean fewerSteps = shrinking.dropSteps();
            shorter = shrinking.dropOperations() || fewerSteps;
        } while (shorter && shrinking.timeLeft());
        return new Result(shrinking.steps, shrinking.failure);
    }

    private boolean timeLeft() {
        return System.nanoTime() - deadlineNanos < 0;
    }

    /** Drops runs of steps, long ones first. */
    private boolean dropSteps() {
        boolean shorter = false;
        for (int size = Math.max(1, steps.size() / 2); size > 0; size /= 2) {
            int from = 0;
            while (from + size <= steps.size() && timeLeft()) {
                List<SequenceStep> fewer = new ArrayList<>(steps.subList(0, from));
                fewer.addAll(steps.subList(from + size, steps.size()));
                if (stillFails(fewer)) {
                    shorter = true;
                } else {
                    from++;
                }
            }
        }
        return shorter;
    }

    private boolean dropOperations() {
        boolean shorter = false;
        for (int i = 0; i < steps.size(); i++) {
            int operation = 0;
            while (operation < operations(steps.get(i)).size()
                    && operations(steps.get(i)).size() > 1
                    && timeLeft()) {
                List<Planned> fewer = new ArrayList<>(operations(steps.get(i)));
                fewer.remove(operation);
                List<SequenceStep> changed = new ArrayList<>(steps);
                changed.set(i, withOperations(steps.get(i), fewer));
                if (stillFails(changed)) {
                    shorter = true;
                } else {
                    operation++;
                }
            }
        }
        return shorter;
    }

    private boolean stillFails(List<SequenceStep> shorter) {
        Optional<Throwable> thrown = run.apply(shorter);
        thrown.ifPresent(it -> {
            steps = shorter;
            failure = it;
        });
        return thrown.isPresent();
    }

    private static List<Planned> operations(SequenceStep step) {
        if (step instanceof SequenceStep.Apply apply) {
            return apply.operations();
        }
        return step instanceof SequenceStep.Stage stage ? stage.operations() : List.of();
    }

    private static SequenceStep withOperations(SequenceStep step, List<Planned> operations) {
        return step instanceof SequenceStep.Apply apply
                ? new SequenceStep.Apply(apply.branch(), apply.expectation(), operations)
                : new SequenceStep.Stage(
                        ((SequenceStep.Stage) step).branch(), ((SequenceStep.Stage) step).publish(), operations);
    }
}
