package dev.ize.tck.model;

import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Why an operation does not fit a tree. Where several reasons hold at once, the interface leaves open which of
 * them a storage names, so all are collected.
 */
final class Refusals {
    private final ModelTree tree;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    private Refusals(ModelTree tree) {
        this.tree = tree;
    }

    /** Every reason that holds; none: the operation fits. */
    static Set<Reason> of(ModelTree tree, Operation operation) {
        Refusals refusals = new Refusals(tree);
        refusals.collect(operation);
        return refusals.reasons;
    }

    /** Every reason against putting what a source was, if anything, at a path. */
    static Set<Reason> ofRestore(ModelTree tree, StorePath path, Optional<ModelNode> source) {
        Refusals refusals = new Refusals(tree);
        if (path.isRoot()) {
            if (source.isEmpty() || source.get().id() != ModelTree.ROOT) {
                refusals.reasons.add(Reason.ROOT);
            }
        } else if (source.isPresent()) {
            refusals.needParent(path);
        }
        return refusals.reasons;
    }

    private void collect(Operation operation) {
        if (operation instanceof Operation.CreateFile
                || operation instanceof Operation.CreateDirectory
                || operation instanceof Operation.CreateSymlink) {
            needFree(operation.path());
        } else if (operation instanceof Operation.WriteFile write) {
            needFile(operation.path());
            if (write.offset() > Long.MAX_VALUE - write.content().length()) {
                reasons.add(Reason.TOO_LARGE);
            }
        } else if (operation instanceof Operation.TruncateFile
                || operation instanceof Operation.ReplaceContent
                || operation instanceof Operation.DeleteFile) {
            needFile(operation.path());
        } else if (operation instanceof Operation.DeleteSymlink) {
            needSymlink(operation.path());
        } else if (operation instanceof Operation.DeleteDirectory) {
            needEmptyDirectory(operation.path());
        } else if (operation instanceof Operation.RenameFile rename) {
            collectRename(rename);
        } else if (operation instanceof Operation.RenameDirectory rename) {
            collectRename(rename);
        } else if (operation instanceof Operation.CreateHardLink link) {
            refuseRoot(link.existing());
            needExisting(link.existing())
                    .filter(ModelNode::isDirectory)
                    .ifPresent(it -> reasons.add(Reason.IS_A_DIRECTORY));
            needFree(link.path());
        } else if (operation instanceof Operation.ExchangeEntries exchange) {
            collectExchange(exchange);
        } else if (operation instanceof Operation.RemoveExtendedAttribute remove) {
            needExisting(remove.path())
                    .filter(node -> !node.extendedAttributes().containsKey(remove.name()))
                    .ifPresent(it -> reasons.add(Reason.NO_SUCH_ATTRIBUTE));
        } else {
            needExisting(operation.path());
        }
    }

    private void collectRename(Operation.RenameFile rename) {
        refuseRoot(rename.from());
        refuseRoot(rename.path());
        needExisting(rename.from()).filter(ModelNode::isDirectory).ifPresent(it -> reasons.add(Reason.IS_A_DIRECTORY));
        needParent(rename.path());
        tree.find(rename.path()).filter(ModelNode::isDirectory).ifPresent(it -> reasons.add(Reason.IS_A_DIRECTORY));
    }

    private void collectRename(Operation.RenameDirectory rename) {
        refuseRoot(rename.from());
        refuseRoot(rename.path());
        needExisting(rename.from())
                .filter(node -> !node.isDirectory())
                .ifPresent(it -> reasons.add(Reason.NOT_A_DIRECTORY));
        needParent(rename.path());
        boolean ownPath = rename.path().equals(rename.from());
        if (rename.path().startsWith(rename.from()) && !ownPath) {
            reasons.add(Reason.INTO_ITSELF);
        }
        tree.find(rename.path()).filter(node -> !ownPath).ifPresent(replaced -> {
            if (!replaced.isDirectory()) {
                reasons.add(Reason.NOT_A_DIRECTORY);
            } else if (!replaced.entries().isEmpty()) {
                reasons.add(Reason.NOT_EMPTY);
            }
        });
    }

    private void collectExchange(Operation.ExchangeEntries exchange) {
        StorePath one = exchange.other();
        StorePath other = exchange.path();
        refuseRoot(one);
        refuseRoot(other);
        needExisting(one);
        needExisting(other);
        if (!one.equals(other) && (one.startsWith(other) || other.startsWith(one))) {
            reasons.add(Reason.INTO_ITSELF);
        }
    }

    private void refuseRoot(StorePath path) {
        if (path.isRoot()) {
            reasons.add(Reason.ROOT);
        }
    }

    private Optional<ModelNode> needExisting(StorePath path) {
        ModelTree.Resolution resolution = tree.resolve(path);
        resolution.problem().ifPresent(reasons::add);
        return resolution.node();
    }

    private void needParent(StorePath path) {
        path.parent()
                .flatMap(this::needExisting)
                .filter(parent -> !parent.isDirectory())
                .ifPresent(it -> reasons.add(Reason.NOT_A_DIRECTORY));
    }

    private void needFree(StorePath path) {
        refuseRoot(path);
        needParent(path);
        tree.find(path).ifPresent(it -> reasons.add(Reason.EXISTS));
    }

    private void needFile(StorePath path) {
        needKind(path, NodeKind.FILE, Reason.NOT_A_FILE);
    }

    private void needSymlink(StorePath path) {
        needKind(path, NodeKind.SYMLINK, Reason.NOT_A_SYMLINK);
    }

    private void needKind(StorePath path, NodeKind kind, Reason otherwise) {
        needExisting(path).filter(node -> node.kind() != kind).ifPresent(node -> {
            reasons.add(otherwise);
            if (node.isDirectory()) {
                reasons.add(Reason.IS_A_DIRECTORY);
                refuseRoot(path);
            }
        });
    }

    private void needEmptyDirectory(StorePath path) {
        refuseRoot(path);
        needExisting(path).ifPresent(node -> {
            if (!node.isDirectory()) {
                reasons.add(Reason.NOT_A_DIRECTORY);
            } else if (!node.entries().isEmpty()) {
                reasons.add(Reason.NOT_EMPTY);
            }
        });
    }
}
