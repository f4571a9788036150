package dev.ize.core.verify;

/** Has repairs written on the writer's turn. */
@FunctionalInterface
public interface RepairSink {
    /**
     * Waits until a batch of repairs is written, as a whole or not at all.
     *
     * @throws dev.ize.spi.StorageException if it is not written
     */
    void write(RepairTask batch);
}
