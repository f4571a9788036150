package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import java.util.ArrayList;
import java.util.List;

/** Ways to stage changes wrongly. */
final class WrongStages {
    private WrongStages() {}

    static AlteredProvider showingStagedOperations() {
        return staging(AppliedAtOnce::new);
    }

    static AlteredProvider lettingOthersInBetween() {
        return staging(Collected::new);
    }

    static AlteredProvider skippingWhatDoesNotFit() {
        return staging(Lenient::new);
    }

    static AlteredProvider publishingAtClose() {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("StagedChange.close") && call.target(StagedChange.class).operations() > 0) {
                try {
                    call.target(StagedChange.class).publish();
                } catch (RuntimeException e) {
                    return call.proceed();
                }
            }
            return call.proceed();
        });
    }

    static AlteredProvider losingTheMessage() {
        return AlteredProvider.altering(
                () -> call -> call.is("Branch.stage") ? call.proceed(call.arguments()[0], "", "") : call.proceed());
    }

    private interface Staging {
        StagedChange stage(Branch branch);
    }

    private static AlteredProvider staging(Staging staging) {
        return AlteredProvider.altering(
                () -> call -> call.is("Branch.stage") ? staging.stage(call.target(Branch.class)) : call.proceed());
    }

    /** Keeps its operations in memory until it is published, and its branch from nobody. */
    private static class Collected implements StagedChange {
        final Branch branch;
        final List<Operation> operations = new ArrayList<>();

        Collected(Branch branch) {
            this.branch = branch;
        }

        @Override
        public void add(Operation operation) {
            operations.add(operation);
        }

        @Override
        public long operations() {
            return operations.size();
        }

        @Override
        public AppliedChange publish() {
            return apply(operations);
        }

        @Override
        public void close() {}

        final AppliedChange apply(List<Operation> some) {
            return branch.apply(new Change("tester", "", "", List.of(), some));
        }
    }

    /** Applies each operation as it comes. */
    private static final class AppliedAtOnce extends Collected {
        AppliedAtOnce(Branch branch) {
            super(branch);
        }

        @Override
        public void add(Operation operation) {
            super.add(operation);
            apply(List.of(operation));
        }

        @Override
        public AppliedChange publish() {
            return new AppliedChange(branch.head().point(), branch.head().effectiveTime(), operations());
        }
    }

    /** Leaves out what does not fit. */
    private static final class Lenient extends Collected {
        Lenient(Branch branch) {
            super(branch);
        }

        @Override
        public AppliedChange publish() {
            AppliedChange last = ChangedOperations.nothing(branch);
            for (Operation operation : operations) {
                try {
                    last = apply(List.of(operation));
                } catch (ChangeRefusedException e) {
                    last = ChangedOperations.nothing(branch);
                }
            }
            return last;
        }
    }
}
