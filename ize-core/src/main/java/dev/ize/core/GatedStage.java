package dev.ize.core;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageClosedException;

/** A staged change whose calls go through the storage's gate. */
final class GatedStage implements StagedChange {
    private final VersionedFileSystemStorage storage;
    private final StagedChange stage;

    GatedStage(VersionedFileSystemStorage storage, StagedChange stage) {
        this.storage = storage;
        this.stage = stage;
    }

    @Override
    public void add(Operation operation) {
        storage.call(() -> {
            stage.add(operation);
            return stage;
        });
    }

    @Override
    public long operations() {
        return stage.operations();
    }

    @Override
    public AppliedChange publish() {
        return storage.call(stage::publish);
    }

    @Override
    public void close() {
        try {
            storage.call(() -> {
                stage.close();
                return stage;
            });
        } catch (StorageClosedException e) {
            // The next open takes back what the stage has written.
            return;
        }
    }
}
