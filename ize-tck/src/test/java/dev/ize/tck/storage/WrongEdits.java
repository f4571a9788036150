package dev.ize.tck.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.Entry;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ways to edit files wrongly. */
final class WrongEdits {
    private static final long FOUR_GIB_LESS_ONE = 0xffff_ffffL;

    private WrongEdits() {}

    static AlteredProvider cuttingAfterAWrite() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.WriteFile write
                ? List.of(
                        write,
                        truncation(
                                write.path(), write.offset() + write.content().length()))
                : List.of(operation));
    }

    static AlteredProvider writingInReverse() {
        return AlteredProvider.altering(() -> call -> {
            if (!call.is("Branch.apply")) {
                return call.proceed();
            }
            Change change = call.argument(0, Change.class);
            List<Operation> operations = new ArrayList<>(change.operations());
            if (operations.stream().allMatch(Operation.WriteFile.class::isInstance)) {
                Collections.reverse(operations);
            }
            return call.proceed(ChangedOperations.with(change, operations));
        });
    }

    static AlteredProvider fillingGapsWithGarbage() {
        return ChangedOperations.rewriting((operation, head) -> {
            if (operation instanceof Operation.WriteFile write) {
                long size = size(head, write.path());
                long gap = write.offset() - size;
                if (gap > 0 && gap < 100 && write.content().length() > 0) {
                    byte[] garbage = new byte[(int) gap];
                    Arrays.fill(garbage, (byte) 0x55);
                    return List.of(
                            new Operation.WriteFile(write.path(), size, Content.of(garbage), Optional.empty()), write);
                }
            }
            return List.of(operation);
        });
    }

    static AlteredProvider extendingForNoBytes() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.WriteFile write
                        && write.content().length() == 0
                        && write.offset() > size(head, write.path())
                ? List.of(truncation(write.path(), write.offset()))
                : List.of(operation));
    }

    static AlteredProvider bringingCutBytesBack() {
        Map<StorePath, byte[]> cut = new HashMap<>();
        return ChangedOperations.rewriting((operation, head) -> {
            if (!(operation instanceof Operation.TruncateFile truncate) || size(head, truncate.path()) > 1000) {
                return List.of(operation);
            }
            byte[] now = head.read(truncate.path());
            if (truncate.size() < now.length) {
                cut.put(truncate.path(), now);
                return List.of(operation);
            }
            byte[] before = cut.getOrDefault(truncate.path(), now);
            int end = (int) Math.min(before.length, truncate.size());
            return end <= now.length
                    ? List.of(operation)
                    : List.of(
                            operation,
                            new Operation.WriteFile(
                                    truncate.path(),
                                    now.length,
                                    Content.of(Arrays.copyOfRange(before, now.length, end)),
                                    Optional.empty()));
        });
    }

    static AlteredProvider countingIn32Bits() {
        return ChangedOperations.rewriting((operation, head) -> {
            if (operation instanceof Operation.WriteFile write) {
                return List.of(new Operation.WriteFile(
                        write.path(), write.offset() & FOUR_GIB_LESS_ONE, write.content(), write.modified()));
            }
            return operation instanceof Operation.TruncateFile truncate
                    ? List.of(truncation(truncate.path(), truncate.size() & FOUR_GIB_LESS_ONE))
                    : List.of(operation);
        });
    }

    static AlteredProvider replacingFilesByNewOnes() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.ReplaceContent replace
                        && head.find(replace.path())
                                .filter(entry -> entry.node() instanceof Node.File)
                                .isPresent()
                ? List.of(
                        new Operation.DeleteFile(replace.path()),
                        new Operation.CreateFile(
                                replace.path(), replace.content(), Change.DEFAULT_FILE_MODE, Optional.empty()))
                : List.of(operation));
    }

    static AlteredProvider seemingToEditAnything() {
        return overlooking(Reason.IS_A_DIRECTORY, Reason.NOT_A_FILE);
    }

    static AlteredProvider seemingToChangeTheRoot() {
        return overlooking(Reason.ROOT);
    }

    static AlteredProvider seemingToRenameNothing() {
        return overlooking(Reason.NOT_FOUND);
    }

    /** What should be refused for some reasons is taken and does nothing. */
    private static AlteredProvider overlooking(Reason first, Reason... others) {
        Set<Reason> reasons = EnumSet.of(first, others);
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (ChangeRefusedException e) {
                if (call.is("Branch.apply") && reasons.contains(e.reason())) {
                    return ChangedOperations.nothing(call.target(Branch.class));
                }
                throw e;
            }
        });
    }

    private static Operation truncation(StorePath path, long size) {
        return new Operation.TruncateFile(path, size, Optional.empty());
    }

    private static long size(View view, StorePath path) {
        return view.find(path)
                .map(Entry::node)
                .filter(Node.File.class::isInstance)
                .map(node -> ((Node.File) node).size())
                .orElse(0L);
    }
}
