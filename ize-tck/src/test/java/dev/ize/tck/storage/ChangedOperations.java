package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.UnaryOperator;

/** Alterations that make a storage do other operations than it was given. */
final class ChangedOperations {
    private ChangedOperations() {}

    /** What is done in place of an operation. */
    interface Rewriting {
        /**
         * Operations in place of one.
         *
         * @param head the tree before the change
         */
        List<Operation> rewrite(Operation operation, View head);
    }

    static AlteredProvider rewriting(Rewriting rewriting) {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("Branch.apply")) {
                Change change = call.argument(0, Change.class);
                View head = call.target(Branch.class).head();
                return applied(
                        call.target(Branch.class),
                        change,
                        change.operations().stream()
                                .flatMap(operation -> rewriting.rewrite(operation, head).stream())
                                .toList());
            }
            if (call.is("StagedChange.add")) {
                rewriting
                        .rewrite(
                                call.argument(0, Operation.class),
                                call.storage().mainBranch().head())
                        .forEach(call.target(StagedChange.class)::add);
                return null;
            }
            return call.proceed();
        });
    }

    /** Applies a change with other operations; without any, it comes to nothing. */
    static AppliedChange applied(Branch branch, Change change, List<Operation> operations) {
        return operations.isEmpty() ? nothing(branch) : branch.apply(with(change, operations));
    }

    static Change with(Change change, List<Operation> operations) {
        return new Change(change.author(), change.message(), change.session(), change.preconditions(), operations);
    }

    /** What a change gives that comes to nothing. */
    static AppliedChange nothing(Branch branch) {
        View head = branch.head();
        return new AppliedChange(head.point(), head.effectiveTime(), 0);
    }

    /** A provider of storages that take other paths than they are given. */
    static AlteredProvider mappingPaths(UnaryOperator<StorePath> mapping) {
        return AlteredProvider.altering(() -> mapping(mapping));
    }

    static Alteration mapping(UnaryOperator<StorePath> mapping) {
        return call -> {
            Object[] arguments = call.arguments().clone();
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof StorePath path) {
                    arguments[i] = mapping.apply(path);
                } else if (arguments[i] instanceof Operation operation) {
                    arguments[i] = withPaths(operation, mapping);
                } else if (arguments[i] instanceof Change change) {
                    arguments[i] = with(
                            change,
                            change.operations().stream()
                                    .map(operation -> withPaths(operation, mapping))
                                    .toList());
                }
            }
            return call.proceed(arguments);
        };
    }

    /** The same operation on other paths. */
    static Operation withPaths(Operation operation, UnaryOperator<StorePath> mapping) {
        RecordComponent[] components = operation.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object value = components[i].getAccessor().invoke(operation);
                values[i] = value instanceof StorePath path ? mapping.apply(path) : value;
            }
            Constructor<? extends Operation> constructor = operation.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The operation is no record. operation=" + operation, e);
        }
    }
}
