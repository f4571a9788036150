package dev.ize.tck.engine;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.EngineStatistics;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Step;
import dev.ize.spi.Durability;
import dev.ize.tck.memory.InMemoryEngine;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Engines that read and write well and do wrong with their files and copies. */
final class WrongFiles {
    private static final long KEYSPACE_NANOS = 2_000_000;

    /** Kept, so that no garbage collector closes them. */
    private static final List<Closeable> LEFT_OPEN = new ArrayList<>();

    /** Something done to files. */
    private interface FileTask {
        void run() throws IOException;
    }

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
                writeToCopy(emptyDirectory, undoing);
            }
        };
    }

    static Engine copyingKeyspaceByKeyspace(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void copyTo(Path emptyDirectory, EngineProgress progress) {
                right.copyTo(emptyDirectory, progress);
                for (Keyspace keyspace : EngineContract.KEYSPACES) {
                    LockSupport.parkNanos(KEYSPACE_NANOS);
                    writeToCopy(emptyDirectory, contents(right, keyspace));
                }
            }
        };
    }

    private static WriteBatch contents(Engine engine, Keyspace keyspace) {
        WriteBatch contents = new WriteBatch();
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(keyspace, EngineContract.FIRST, null)) {
            while (cursor.next()) {
                contents.put(keyspace, cursor.key(), cursor.value());
            }
        }
        return contents;
    }

    static Engine writingOnIntoItsCopies(Engine right) {
        return new ForwardingEngine(right) {
            private final List<Path> copies = new ArrayList<>();

            @Override
            public void copyTo(Path emptyDirectory, EngineProgress progress) {
                right.copyTo(emptyDirectory, progress);
                copies.add(emptyDirectory);
            }

            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                copies.forEach(copy -> writeToCopy(copy, batch));
            }
        };
    }

    static Engine copyingOverWhatIsThere(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void copyTo(Path directory, EngineProgress progress) {
                quietly(() -> {
                    try (Stream<Path> there = Files.list(directory)) {
                        for (Path path : there.toList()) {
                            Files.delete(path);
                        }
                    }
                });
                right.copyTo(directory, progress);
            }
        };
    }

    static Engine leavingHalfOfACopy(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void copyTo(Path emptyDirectory, EngineProgress progress) {
                try {
                    right.copyTo(emptyDirectory, progress);
                } catch (IllegalStateException e) {
                    quietly(() -> Files.writeString(emptyDirectory.resolve("data"), "half of it"));
                    throw e;
                }
            }
        };
    }

    static Engine tellingNoEnd(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void copyTo(Path emptyDirectory, EngineProgress progress) {
                right.copyTo(emptyDirectory, endless(progress));
            }

            @Override
            public void compact(EngineProgress progress) {
                right.compact(endless(progress));
            }
        };
    }

    private static EngineProgress endless(EngineProgress progress) {
        return (doneBytes, totalBytes) -> {
            if (doneBytes < totalBytes) {
                progress.reached(doneBytes, totalBytes);
            }
        };
    }

    static Engine openingItsFilesToAll(Engine right, Path directory) {
        return new ForwardingEngine(right) {
            @Override
            public void sync() {
                right.sync();
                quietly(() -> {
                    try (Stream<Path> paths = Files.list(directory)) {
                        for (Path path : paths.toList()) {
                            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
                        }
                    }
                });
            }
        };
    }

    /** Writes a log that nobody ever cuts. */
    static Engine neverShrinking(Engine right, Path directory) {
        Path log = directory.resolve("log");
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                right.write(batch, durability);
                quietly(() -> {
                    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                        file.setLength(file.length() + batch.bytes());
                    }
                });
            }

            @Override
            public EngineStatistics statistics() {
                EngineStatistics statistics = right.statistics();
                return new EngineStatistics(
                        statistics.diskBytes() + log.toFile().length(), statistics.liveBytes());
            }
        };
    }

    /** Takes no batch where it is to read only, and leaves a file behind wherever it is closed. */
    static Engine writingWhereItIsToRead(Engine right, Path directory) {
        return new ForwardingEngine(right) {
            @Override
            public void close() {
                right.close();
                quietly(() -> Files.writeString(directory.resolve("log"), "closed at " + System.nanoTime()));
            }
        };
    }

    static Engine leavingAFileAtEachOpen(Engine right, Path directory) {
        quietly(() -> Files.writeString(directory.resolve("log." + System.nanoTime()), "opened"));
        return right;
    }

    static Engine leavingADescriptorAtEachOpen(Engine right, Path directory) {
        quietly(() -> LEFT_OPEN.add(Files.newByteChannel(directory.resolve("memory-engine"))));
        return right;
    }

    private static void writeToCopy(Path copy, WriteBatch batch) {
        try (Engine engine = new InMemoryEngine(copy, Set.copyOf(EngineContract.KEYSPACES))) {
            engine.write(batch, Durability.SYNC);
        }
    }

    private static void quietly(FileTask task) {
        try {
            task.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
