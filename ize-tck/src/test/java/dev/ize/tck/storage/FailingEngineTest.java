package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.VersionedFileSystemStorage;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.spi.WriteRefusedException;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.engine.ForwardingSnapshot;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the shared layer makes of an engine whose writes fail. */
@Timeout(60)
final class FailingEngineTest {
    private static final StorePath FILE = StorePath.of("/file");

    @TempDir
    Path directory;

    private final AtomicReference<@Nullable Supplier<RuntimeException>> nextWrite = new AtomicReference<>();
    private final AtomicReference<@Nullable Supplier<RuntimeException>> nextRead = new AtomicReference<>();

    /**
     * Closing submitted a last task to the writer, which refused it like any other after a failure: the lock and the
     * engine stayed, and a store that told its user to open it again could not be opened again.
     */
    @Test
    void storageThatFailedCanBeClosedAndOpenedAgain() {
        FileSystemStorage failed = open();
        Branch main = failed.mainBranch();
        failNextWrite(() -> new StorageFailedException("The disk is gone", null));
        assertThatThrownBy(() -> main.apply(create(FILE))).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(main::head).isInstanceOf(StorageFailedException.class);

        failed.close();

        try (FileSystemStorage storage = open()) {
            assertThat(storage.mainBranch().head().find(FILE)).isEmpty();
            storage.mainBranch().apply(create(FILE));
        }
    }

    /** Nobody told a change that waited for an abandoned stage when taking that back failed; it waited for ever. */
    @Test
    void changeThatWaitsForAnAbandonedStageLearnsOfAFailure() {
        FileSystemStorage storage = open();
        try {
            Branch main = storage.mainBranch();
            StagedChange stage = main.stage("author", "", "");
            for (int i = 0; i < 2500; i++) {
                stage.add(new Operation.CreateDirectory(StorePath.of("/d" + i), 0755, Optional.empty()));
            }
            CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> main.apply(create(FILE)));
            failNextWrite(() -> new StorageFailedException("The disk is gone", null));

            stage.close();

            assertThatThrownBy(waiting::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StorageFailedException.class);
        } finally {
            storage.close();
        }
    }

    /** The storage went on and asked an engine that had said that nothing may be asked of it. */
    @Test
    void nothingIsAskedOfAnEngineThatFailedInARead() {
        List<Supplier<RuntimeException>> failures = List.of(
                () -> new StorageFailedException("The disk is gone", null),
                () -> new UnsupportedOperationException("An engine's own"));
        for (Supplier<RuntimeException> failure : failures) {
            FileSystemStorage storage = open();
            Branch main = storage.mainBranch();
            main.apply(Change.by("author")
                    .message("one more")
                    .setPermissions(StorePath.ROOT, 0700)
                    .build());
            StagedChange stage = main.stage("author", "", "");
            CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> main.apply(create(FILE)));
            View head = main.head();
            nextRead.set(failure);

            assertThatThrownBy(() -> head.list(StorePath.ROOT)).isInstanceOf(StorageFailedException.class);

            assertThatThrownBy(() -> head.list(StorePath.ROOT)).isInstanceOf(StorageFailedException.class);
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(StorageFailedException.class);
            assertThatThrownBy(stage::close).isInstanceOf(StorageFailedException.class);
            storage.close();
        }
        try (FileSystemStorage storage = open()) {
            assertThat(storage.mainBranch().head().list(StorePath.ROOT)).isEmpty();
        }
    }

    @Test
    void stageWhoseBatchIsRefusedLetsItsBranchGo() {
        try (FileSystemStorage storage = open()) {
            Branch main = storage.mainBranch();
            try (StagedChange stage = main.stage("author", "", "")) {
                stage.add(new Operation.CreateDirectory(StorePath.of("/d"), 0755, Optional.empty()));
                failNextWrite(() -> new WriteRefusedException("The disk is full", null));
                assertThatThrownBy(stage::publish).isInstanceOf(WriteRefusedException.class);
            }

            main.apply(create(FILE));

            assertThat(main.head().find(StorePath.of("/d"))).isEmpty();
        }
    }

    private static void failIfAsked(AtomicReference<@Nullable Supplier<RuntimeException>> next) {
        Supplier<RuntimeException> failure = next.getAndSet(null);
        if (failure != null) {
            throw failure.get();
        }
    }

    private void failNextWrite(Supplier<RuntimeException> failure) {
        nextWrite.set(failure);
    }

    private FileSystemStorage open() {
        return VersionedFileSystemStorage.open(
                new ForwardingProvider(new InMemoryProvider(), FailingEngine::new),
                directory.resolve("store"),
                StorageOptions.defaults());
    }

    private static Change create(StorePath path) {
        return Change.by("author").create(path, Content.of("x")).build();
    }

    /** An engine in memory whose next write or read fails if the test wants it. */
    private final class FailingEngine extends ForwardingEngine {
        FailingEngine(Engine right) {
            super(right);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            failIfAsked(nextWrite);
            super.write(batch, durability);
        }

        @Override
        public EngineSnapshot snapshot() {
            return new ForwardingSnapshot(super.snapshot()) {
                @Override
                public byte @Nullable [] get(Keyspace keyspace, byte[] key) {
                    failIfAsked(nextRead);
                    return super.get(keyspace, key);
                }

                @Override
                public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
                    failIfAsked(nextRead);
                    return super.cursor(keyspace, from, to);
                }
            };
        }
    }
}
