package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.WriteRefusedException;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine that fails in any one of a pruning's batches costs no point that is kept a byte. */
final class PruneFailureTest {
    private static final KeepRules RULES = KeepRules.builder().keepLast(2).build();
    private static final int ROUNDS = 150;
    private static final long NEVER = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private long writesLeft = NEVER;
    private Failure failure = Failure.REFUSED;

    /** What becomes of the batch that fails. */
    enum Failure {
        REFUSED,
        LOST,
        WRITTEN_AND_LOST_SIGHT_OF
    }

    @ParameterizedTest
    @EnumSource
    void keptPointsStayWhicheverBatchFails(Failure what) {
        failure = what;
        boolean failed = true;
        int batch = 0;
        while (failed) {
            Path store = directory.resolve(what + "-" + batch);
            List<String> snapshots = fill(store);
            List<List<String>> states = read(store, storage -> states(storage, snapshots));
            failed = pruneFailingAt(store, batch++);
            List<List<String>> after = read(store, storage -> states(storage, snapshots));
            assertThat(after).as("after batch %d was %s", batch - 1, what).isEqualTo(states);
            read(store, PruneFailureTest::assertSound);
            read(store, storage -> storage.prune(RULES, RemovalMode.REMOVE, Progress.NONE));
            List<List<String>> again = read(store, storage -> states(storage, snapshots));
            assertThat(again).isEqualTo(states);
            read(store, PruneFailureTest::assertSound);
        }
        assertThat(batch).as("batches of a pruning").isGreaterThan(6);
    }

    /** Whether it failed. */
    private boolean pruneFailingAt(Path path, int batch) {
        FileSystemStorage storage = open(path);
        try {
            writesLeft = batch;
            storage.prune(RULES, RemovalMode.REMOVE, Progress.NONE);
            return false;
        } catch (StorageFailedException | WriteRefusedException e) {
            return true;
        } finally {
            writesLeft = NEVER;
            storage.close();
        }
    }

    private List<String> fill(Path path) {
        List<String> snapshots = new ArrayList<>();
        try (FileSystemStorage storage = open(path)) {
            Branch main = storage.mainBranch();
            main.apply(Change.by("a")
                    .create(StorePath.of("/n"), Content.of("tiny"))
                    .build());
            Branch side = storage.fork("side", main.head());
            for (int i = 0; i < ROUNDS; i++) {
                Branch branch = i % 4 == 0 ? side : main;
                branch.apply(Change.by("a")
                        .create(StorePath.of("/f"), Content.of("text " + i))
                        .rename(StorePath.of("/n"), StorePath.of("/m"))
                        .build());
                branch.apply(Change.by("a")
                        .rename(StorePath.of("/m"), StorePath.of("/n"))
                        .setPermissions(StorePath.of("/n"), 0600 + i % 64)
                        .build());
                if (i % 31 == 5) {
                    snapshots.add("s" + i);
                    storage.createSnapshot("s" + i, branch.head(), "");
                }
                branch.apply(Change.by("a").delete(StorePath.of("/f")).build());
            }
        }
        return snapshots;
    }

    private static List<List<String>> states(FileSystemStorage storage, List<String> snapshots) {
        List<List<String>> states = new ArrayList<>();
        snapshots.forEach(name -> states.add(TreeState.of(storage.atSnapshot(name))));
        storage.branches()
                .forEach(branch ->
                        states.add(TreeState.of(storage.branch(branch.name()).head())));
        return states;
    }

    private static boolean assertSound(FileSystemStorage storage) {
        assertThat(storage.verify(VerificationOptions.full(), Progress.NONE).findings())
                .isEmpty();
        return true;
    }

    private <R> R read(Path path, Function<FileSystemStorage, R> body) {
        try (FileSystemStorage storage = open(path)) {
            return body.apply(storage);
        }
    }

    private FileSystemStorage open(Path path) {
        return new ForwardingProvider(new InMemoryProvider(), FailingEngine::new)
                .open(path, StorageOptions.builder().backend("memory").build());
    }

    /** An engine in memory of which one write fails. */
    private final class FailingEngine extends ForwardingEngine {
        FailingEngine(Engine right) {
            super(right);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            if (writesLeft == NEVER || writesLeft-- > 0) {
                super.write(batch, durability);
                return;
            }
            writesLeft = failure == Failure.REFUSED ? NEVER : 0;
            StorageException thrown = switch (failure) {
                case REFUSED -> new WriteRefusedException("The disk is full", null);
                case LOST -> new StorageFailedException("The disk is gone", null);
                case WRITTEN_AND_LOST_SIGHT_OF -> {
                    super.write(batch, durability);
                    yield new StorageFailedException("The disk is gone", null);
                }
            };
            throw thrown;
        }
    }
}
