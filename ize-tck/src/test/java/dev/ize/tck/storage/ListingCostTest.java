package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.NodeId;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.tck.engine.ForwardingSnapshot;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listing asks of an engine. */
final class ListingCostTest {
    private static final int DELETED = 3000;

    @TempDir
    Path directory;

    private final InMemoryProvider provider = new InMemoryProvider();
    private int cursors;

    /** Each name that a fork had deleted was a part of its own, and each part began in every zone anew. */
    @Test
    void shortPageBehindManyDeletedNamesIsReadInFewParts() {
        Lineage fork;
        try (FileSystemStorage storage = provider.open(directory, StorageOptions.defaults())) {
            apply(storage.mainBranch(), (change, path) -> change.createDirectory(path));
            Branch branch = storage.fork("fork", storage.mainBranch().head());
            long forkPoint = branch.head().point().sequence();
            fork = Lineage.ofRoot(1).fork(branch.id().value(), forkPoint, forkPoint + 1);
            apply(branch, (change, path) -> change.deleteDirectory(path));
            branch.apply(
                    Change.by("author").createDirectory(StorePath.of("/last")).build());
        }

        try (Engine engine = provider.openEngine(
                        directory.resolve("data"), Keyspaces.ALL, EngineAccess.READ_WRITE, provider.defaultOptions());
                EngineSnapshot snapshot = engine.snapshot()) {
            TreeReader tree = new TreeReader(new CountingSnapshot(snapshot), fork, Long.MAX_VALUE);

            assertThat(tree.list(NodeId.ROOT.value(), null, 1).entries())
                    .extracting(DirectoryEntry::name)
                    .hasToString("[last]");
        }
        assertThat(cursors).isPositive().isLessThan(50);
    }

    private static void apply(Branch branch, BiConsumer<Change.Builder, StorePath> operation) {
        Change.Builder change = Change.by("author");
        for (int i = 0; i < DELETED; i++) {
            operation.accept(change, StorePath.of("/d" + i));
        }
        branch.apply(change.build());
    }

    /** A snapshot that counts the cursors that are asked for. */
    private final class CountingSnapshot extends ForwardingSnapshot {
        CountingSnapshot(EngineSnapshot right) {
            super(right);
        }

        @Override
        public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
            cursors++;
            return super.cursor(keyspace, from, to);
        }
    }
}
