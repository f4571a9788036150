package dev.ize.tck.model;

import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;

/** An operation of a sequence, before the storage has given any number. */
sealed interface Planned {
    /** An operation that needs no number; its content is in memory. */
    record Plain(Operation operation) implements Planned {
        @Override
        public String toString() {
            return operation.toString();
        }
    }

    /** {@link Operation.Restore} from a place in the history. */
    record Restore(StorePath path, Place place, StorePath source) implements Planned {}
}
