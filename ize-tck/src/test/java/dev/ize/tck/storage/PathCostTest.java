package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.engine.ForwardingCursor;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.engine.ForwardingSnapshot;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many names of a path are looked for in an engine. */
final class PathCostTest {
    private static final StorePath DEEP = StorePath.of("/a/b/c/d");

    @TempDir
    Path directory;

    private FileSystemStorage storage;
    private View view;
    private int lookups;

    @BeforeEach
    void recordAFewFiles() {
        storage = new ForwardingProvider(new InMemoryProvider(), CountingEngine::new)
                .open(directory.resolve("store"), StorageOptions.defaults());
        Change.Builder change = Change.by("author");
        for (String made : new String[] {"/a", "/a/b", "/a/b/c", "/a/b/c/d"}) {
            change.createDirectory(StorePath.of(made));
        }
        for (String file : new String[] {"/a/b/c/d/one", "/a/b/c/d/two", "/a/b/c/three"}) {
            change.create(StorePath.of(file), Content.of(file));
        }
        storage.mainBranch().apply(change.build());
        view = storage.mainBranch().head();
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void directoriesOfTheLastFileAreNotLookedForAgain() {
        assertThat(lookups(it -> it.read(StorePath.of("/a/b/c/d/one")))).isEqualTo(5);

        assertThat(lookups(it -> it.read(StorePath.of("/a/b/c/d/two")))).isEqualTo(1);
        assertThat(lookups(it -> it.entry(StorePath.of("/a/b/c/d/one")))).isEqualTo(1);
        assertThat(lookups(it -> it.find(StorePath.of("/a/b/c/d/none")))).isEqualTo(1);
    }

    @Test
    void fileOfAnotherDirectoryIsNotLookedForInThatOfTheLastOne() {
        view.read(StorePath.of("/a/b/c/d/one"));

        assertThat(view.read(StorePath.of("/a/b/c/three"))).asString().isEqualTo("/a/b/c/three");
        assertThat(view.find(StorePath.of("/a/b/c/one"))).isEmpty();
        assertThat(view.find(StorePath.of("/a/b/c/three/one"))).isEmpty();
        assertThat(view.read(StorePath.of("/a/b/c/d/two"))).asString().isEqualTo("/a/b/c/d/two");
    }

    @Test
    void directoryThatMovesStaysWhereItWasInTheView() {
        view.read(StorePath.of("/a/b/c/d/one"));

        storage.mainBranch()
                .apply(Change.by("author")
                        .renameDirectory(DEEP, StorePath.of("/elsewhere"))
                        .createDirectory(DEEP)
                        .build());

        assertThat(view.read(StorePath.of("/a/b/c/d/two"))).asString().isEqualTo("/a/b/c/d/two");
        assertThat(storage.mainBranch().head().find(StorePath.of("/a/b/c/d/two")))
                .isEmpty();
    }

    private int lookups(Consumer<View> call) {
        lookups = 0;
        call.accept(view);
        return lookups;
    }

    private final class CountingEngine extends ForwardingEngine {
        CountingEngine(Engine right) {
            super(right);
        }

        @Override
        public EngineSnapshot snapshot() {
            return new CountingSnapshot(super.snapshot());
        }
    }

    private final class CountingSnapshot extends ForwardingSnapshot {
        CountingSnapshot(EngineSnapshot right) {
            super(right);
        }

        @Override
        public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
            Cursor cursor = super.cursor(keyspace, from, to);
            return keyspace.equals(Keyspaces.ENTRIES) ? new CountingCursor(cursor) : cursor;
        }
    }

    private final class CountingCursor extends ForwardingCursor {
        CountingCursor(Cursor right) {
            super(right);
        }

        @Override
        public boolean seekAtOrAfter(byte[] key) {
            lookups++;
            return super.seekAtOrAfter(key);
        }
    }
}
