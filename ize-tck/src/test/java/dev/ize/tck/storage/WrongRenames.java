package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ways to rename, exchange and link wrongly. */
final class WrongRenames {
    private WrongRenames() {}

    /** What is done in place of a rename whose source is there. */
    private interface Renaming {
        List<Operation> rename(Operation.RenameFile rename, View head);
    }

    private static AlteredProvider renamingFiles(Renaming renaming) {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.RenameFile rename
                        && head.find(rename.from()).isPresent()
                ? renaming.rename(rename, head)
                : List.of(operation));
    }

    static AlteredProvider copying() {
        return renamingFiles((rename, head) -> List.of(
                new Operation.CreateFile(
                        rename.path(),
                        WrongTrees.copyOf(head, rename.from()),
                        Change.DEFAULT_FILE_MODE,
                        Optional.empty()),
                new Operation.DeleteFile(rename.from())));
    }

    static AlteredProvider keepingBoth() {
        return renamingFiles((rename, head) -> WrongTrees.isFile(head, rename.path())
                ? List.of(
                        new Operation.RenameFile(
                                rename.path(),
                                rename.path()
                                        .parent()
                                        .orElseThrow()
                                        .resolve(rename.path().name().orElseThrow() + "~")),
                        rename)
                : List.of(rename));
    }

    static AlteredProvider removingTheReplacedEverywhere() {
        return renamingFiles((rename, head) -> {
            List<Operation> operations = new ArrayList<>();
            head.find(rename.path())
                    .filter(entry -> entry.node() instanceof Node.File)
                    .map(entry -> head.paths(entry.node().id()))
                    .orElse(List.of())
                    .forEach(path -> operations.add(new Operation.DeleteFile(path)));
            operations.add(rename);
            return operations;
        });
    }

    static AlteredProvider replacingAnyKind() {
        return renamingFiles((rename, head) -> {
            List<Operation> operations = new ArrayList<>();
            if (head.entry(rename.from()).node() instanceof Node.File
                    && head.find(rename.path())
                            .filter(entry -> entry.node() instanceof Node.Directory)
                            .isPresent()) {
                operations.addAll(WrongTrees.deletions(head, rename.path()));
            }
            operations.add(rename);
            return operations;
        });
    }

    /** Between two links of a file, one goes. */
    static AlteredProvider removingALinkThatIsRenamedToAnother() {
        return renamingFiles((rename, head) -> {
            Optional<NodeId> target =
                    head.find(rename.path()).map(entry -> entry.node().id());
            NodeId source = head.entry(rename.from()).node().id();
            return target.equals(Optional.of(source)) && !rename.from().equals(rename.path())
                    ? List.of(new Operation.DeleteFile(rename.from()))
                    : List.of(rename);
        });
    }

    static AlteredProvider replacingFullDirectories() {
        return ChangedOperations.rewriting((operation, head) -> {
            if (operation instanceof Operation.RenameDirectory rename
                    && head.find(rename.path())
                            .filter(entry -> entry.node() instanceof Node.Directory)
                            .isPresent()
                    && !rename.path().startsWith(rename.from())) {
                List<Operation> operations = new ArrayList<>(WrongTrees.deletions(head, rename.path()));
                operations.add(rename);
                return operations;
            }
            return List.of(operation);
        });
    }

    /** The directory is below itself then, and nothing leads to it. */
    static AlteredProvider movingDirectoriesBelowThemselves() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.RenameDirectory rename
                        && rename.path().startsWith(rename.from())
                        && !rename.path().equals(rename.from())
                        && head.find(rename.from()).isPresent()
                ? WrongTrees.deletions(head, rename.from())
                : List.of(operation));
    }

    /** A directory gets a new node, to which all that was in the old one is moved, in the same change. */
    static AlteredProvider makingDirectoriesAnew() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.RenameDirectory rename
                        && head.find(rename.path()).isEmpty()
                ? moves(head, rename)
                : List.of(operation));
    }

    private static List<Operation> moves(View head, Operation.RenameDirectory rename) {
        List<Operation> operations = new ArrayList<>();
        operations.add(WrongTrees.directory(rename.path()));
        for (DirectoryEntry entry : head.list(rename.from())) {
            StorePath from = rename.from().resolve(entry.name());
            StorePath to = rename.path().resolve(entry.name());
            operations.add(
                    entry.kind() == dev.ize.spi.NodeKind.DIRECTORY
                            ? new Operation.RenameDirectory(from, to)
                            : new Operation.RenameFile(from, to));
        }
        operations.add(new Operation.DeleteDirectory(rename.from()));
        return operations;
    }

    /** Each entry of a directory that is renamed moves in a change of its own. */
    static AlteredProvider movingEntryByEntry() {
        return AlteredProvider.altering(() -> call -> {
            if (!call.is("Branch.apply")) {
                return call.proceed();
            }
            Change change = call.argument(0, Change.class);
            Branch branch = call.target(Branch.class);
            if (!(change.operations().get(0) instanceof Operation.RenameDirectory rename)) {
                return call.proceed();
            }
            AppliedChange last = null;
            for (Operation operation : moves(branch.head(), rename)) {
                last = branch.apply(ChangedOperations.with(change, List.of(operation)));
            }
            return last;
        });
    }

    static AlteredProvider copyingInsteadOfLinking() {
        return ChangedOperations.rewriting((operation, head) ->
                operation instanceof Operation.CreateHardLink link && WrongTrees.isFile(head, link.existing())
                        ? List.of(new Operation.CreateFile(
                                link.path(),
                                WrongTrees.copyOf(head, link.existing()),
                                Change.DEFAULT_FILE_MODE,
                                Optional.empty()))
                        : List.of(operation));
    }

    static AlteredProvider linkingOverWhatIsThere() {
        return ChangedOperations.rewriting((operation, head) -> {
            List<Operation> operations = new ArrayList<>();
            if (operation instanceof Operation.CreateHardLink
                    && head.find(operation.path()).isPresent()) {
                Entry entry = head.entry(operation.path());
                operations.add(WrongTrees.deletion(entry));
            }
            operations.add(operation);
            return operations;
        });
    }

    static AlteredProvider exchangingNothing() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.ExchangeEntries exchange
                        && head.find(exchange.other()).isPresent()
                        && head.find(exchange.path()).isPresent()
                ? List.of()
                : List.of(operation));
    }
}
