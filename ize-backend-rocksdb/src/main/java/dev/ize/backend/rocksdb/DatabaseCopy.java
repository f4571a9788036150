package dev.ize.backend.rocksdb;

import dev.ize.core.engine.EngineProgress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;

/**
 * A copy of an open database, made by RocksDB's checkpoint.
 *
 * <p>On the same disk its tables are hard links, which cost no space: RocksDB never changes a table that it has
 * written, so that neither side can harm the other. Everything else is copied, the log up to one batch.
 */
final class DatabaseCopy {
    /** RocksDB wants to make the directory itself. */
    private static final String CHECKPOINT = "checkpoint";

    private final OpenDatabase open;
    private final DataDirectory source;

    DatabaseCopy(OpenDatabase open, DataDirectory source) {
        this.open = open;
        this.source = source;
    }

    /** Fills an empty directory with the newest state, or a later one. */
    void fill(Path target, EngineProgress progress) throws IOException {
        long total = source.bytes();
        progress.reached(0, total);
        Path checkpoint = target.resolve(CHECKPOINT);
        try (Checkpoint maker = Checkpoint.create(open.database())) {
            maker.createCheckpoint(checkpoint.toString());
        } catch (RocksDBException e) {
            throw RocksDbErrors.copying(e);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(checkpoint)) {
            for (Path file : files) {
                Files.move(file, target.resolve(file.getFileName()));
            }
        }
        Files.delete(checkpoint);
        progress.reached(total, total);
    }
}
