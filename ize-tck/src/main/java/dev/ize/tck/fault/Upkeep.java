package dev.ize.tck.fault;

import dev.ize.core.StoreMigration;
import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import java.util.List;

/**
 * Work on a whole store that a process may die in; nothing of it changes what the store shows, but that pruning forgets
 * points that no snapshot, fork or head holds. Another kind of such work is one more constant.
 */
enum Upkeep {
    COLLECT {
        @Override
        void run(FileSystemStorage storage, CopyPlace copy) {
            storage.collect(RemovalMode.REMOVE, Progress.NONE);
        }
    },
    PRUNE {
        @Override
        void run(FileSystemStorage storage, CopyPlace copy) {
            storage.prune(KEPT, RemovalMode.REMOVE, Progress.NONE);
        }
    },
    COMPACT {
        @Override
        void run(FileSystemStorage storage, CopyPlace copy) {
            storage.compact(Progress.NONE);
        }
    },
    COPY {
        @Override
        void run(FileSystemStorage storage, CopyPlace copy) {
            storage.copyTo(copy.path(), Progress.NONE);
        }

        @Override
        boolean makesACopy() {
            return true;
        }
    },
    /** Of the closed store, to a store of the same backend. */
    MIGRATE {
        @Override
        void run(FileSystemStorage storage, CopyPlace copy) {
            throw new UnsupportedOperationException("A store is closed while it is migrated");
        }

        @Override
        boolean makesACopy() {
            return true;
        }
    };

    /** What can be done to an open store, beside those who write. */
    static final List<Upkeep> OF_OPEN_STORES = List.of(COLLECT, PRUNE, COMPACT, COPY);

    /** Few, so that there is something to forget. */
    private static final KeepRules KEPT = KeepRules.builder().keepLast(4).build();

    abstract void run(FileSystemStorage storage, CopyPlace copy);

    /** Whether it leaves a store in the copy's place. */
    boolean makesACopy() {
        return false;
    }

    /** Migrates a closed store, or goes on with a migration that was begun. */
    static void migrate(Subject subject, CopyPlace copy) {
        EngineProvider provider = subject.flawedProvider();
        new StoreMigration(subject.store(), provider, provider, provider.defaultOptions())
                .migrate(copy.path(), Progress.NONE);
    }
}
