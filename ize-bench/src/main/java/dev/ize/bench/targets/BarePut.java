package dev.ize.bench.targets;

import dev.ize.bench.floor.BareStore;
import java.util.List;
import java.util.SplittableRandom;

/** A new value for a random key of a bare engine, committed durably. For one thread. */
final class BarePut {
    private final BareStore store;
    private final int keys;
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param store whose keys are from 0 on
     * @param keys how many
     */
    BarePut(BareStore store, int keys) {
        this.store = store;
        this.keys = keys;
    }

    void commit() {
        store.engine().commit(List.of(store.pair(random.nextInt(keys))));
    }
}
