package dev.ize.tck.model;

import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.List;
import java.util.Optional;

/**
 * What a step did to one node through one entry.
 *
 * @param node the node
 * @param from the entry's path before; empty if the step made the entry
 * @param to the entry's path after; empty if the step removed the entry
 */
record Touch(long node, Optional<StorePath> from, Optional<StorePath> to) {
    /** Where the node was right after the step, or, where the entry went, right before. */
    StorePath path() {
        return to.or(() -> from).orElseThrow();
    }

    /** All that a step did; a step that does nothing is none. */
    static List<Touch> of(ModelStorage.Step step) {
        Operation operation = step.operation();
        Optional<StorePath> path = Optional.of(operation.path());
        if (operation instanceof Operation.CreateFile
                || operation instanceof Operation.CreateDirectory
                || operation instanceof Operation.CreateSymlink
                || operation instanceof Operation.CreateHardLink) {
            return List.of(new Touch(step.after().at(operation.path()).id(), Optional.empty(), path));
        }
        if (operation instanceof Operation.DeleteFile
                || operation instanceof Operation.DeleteDirectory
                || operation instanceof Operation.DeleteSymlink) {
            return List.of(new Touch(step.before().at(operation.path()).id(), path, Optional.empty()));
        }
        if (operation instanceof Operation.RenameFile rename) {
            return ofRename(step, rename.from(), rename.path());
        }
        if (operation instanceof Operation.RenameDirectory rename) {
            return ofRename(step, rename.from(), rename.path());
        }
        if (operation instanceof Operation.ExchangeEntries exchange) {
            Optional<StorePath> other = Optional.of(exchange.other());
            return List.of(
                    new Touch(step.before().at(exchange.path()).id(), path, other),
                    new Touch(step.before().at(exchange.other()).id(), other, path));
        }
        return List.of(new Touch(step.before().at(operation.path()).id(), path, path));
    }

    private static List<Touch> ofRename(ModelStorage.Step step, StorePath from, StorePath to) {
        Touch moved = new Touch(step.before().at(from).id(), Optional.of(from), Optional.of(to));
        return step.before()
                .find(to)
                .map(replaced -> List.of(moved, new Touch(replaced.id(), Optional.of(to), Optional.empty())))
                .orElse(List.of(moved));
    }
}
