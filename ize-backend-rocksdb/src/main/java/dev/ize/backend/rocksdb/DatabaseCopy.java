package dev.ize.backend.rocksdb;

import dev.ize.core.engine.EngineProgress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;

/**
 * A copy of an open database.
 *
 * <p>On the same disk the tables of a checkpoint are hard links, which cost no space: RocksDB never changes a table that it has
 * written, so that neither side can harm the other. Everything else is copied, the log up to one batch.
 */
final class DatabaseCopy {
    /** RocksDB wants to make the directory itself. */
    private static final String CHECKPOINT = "checkpoint";

    private final OpenDatabase open;
    private final DataDirectory source;
    private final EngineProgress progress;

    DatabaseCopy(OpenDatabase open, DataDirectory source, EngineProgress progress) {
        this.open = open;
        this.source = source;
        this.progress = progress;
    }

    /** Fills an empty directory with all files of a database that nobody writes, where RocksDB makes no checkpoint. */
    void fillWithFiles(Path target) throws IOException {
        long total = source.bytes();
        long done = 0;
        progress.reached(0, total);
        for (Path file : source.files()) {
            Files.copy(file, target.resolve(file.getFileName()));
            done += Files.size(file);
            progress.reached(done, total);
        }
    }

    /** Fills an empty directory with the newest state, or a later one. */
    void fillWithCheckpoint(Path target) throws IOException {
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
