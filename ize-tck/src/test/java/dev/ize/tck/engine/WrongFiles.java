package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Step;
import dev.ize.spi.Durability;
import dev.ize.tck.memory.InMemoryEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Engines that read and write well and do wrong with their files. */
final class WrongFiles {
    private WrongFiles() {}

    static Engine missingTheNewestBatchInCopies(Engine right) {
        return new ForwardingEngine(right) {
            private WriteBatch newest = new WriteBatch();

            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                newest = batch;
            }

            @Override
            public void copyTo(Path emptyDirectory, EngineProgress progress) {
                right.copyTo(emptyDirectory, progress);
                WriteBatch undoing = new WriteBatch();
                for (Step step : newest.steps()) {
                    if (step instanceof Put put) {
                        undoing.delete(put.keyspace(), put.key());
                    }
                }
                try (Engine copy = new InMemoryEngine(emptyDirectory, Set.copyOf(EngineContract.KEYSPACES))) {
                    copy.write(undoing, Durability.SYNC);
                }
            }
        };
    }

    static Engine losingARecordInCompactions(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void compact(EngineProgress progress) {
                right.compact(progress);
                WriteBatch loss = new WriteBatch();
                try (EngineSnapshot snapshot = right.snapshot();
                        Cursor last = snapshot.cursor(EngineContract.RECORDS, EngineContract.FIRST, null)) {
                    if (last.previous()) {
                        loss.delete(EngineContract.RECORDS, last.key());
                    }
                }
                right.write(loss, Durability.SYNC);
            }
        };
    }

    /** Takes no batch where it is to read only, and leaves a file behind wherever it is closed. */
    static Engine writingWhereItIsToRead(Engine right, Path directory) {
        return new ForwardingEngine(right) {
            @Override
            public void close() {
                right.close();
                try {
                    Files.writeString(directory.resolve("log"), "closed at " + System.nanoTime());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
