package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.TooManyReadersException;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that has no place for one more snapshot refuses a call, and neither reads nor writes are over by that. */
final class CrowdedEngineTest {
    private static final StorePath FILE = StorePath.of("/file");

    private volatile boolean crowded;

    @Test
    void callThatFindsNoPlaceIsRefusedAndTheNextGoesOn(@TempDir Path directory) {
        try (FileSystemStorage storage = new ForwardingProvider(new InMemoryProvider(), CrowdedEngine::new)
                .open(directory.resolve("store"), StorageOptions.defaults())) {
            Branch main = storage.mainBranch();
            Change creation =
                    Change.by("tester").create(FILE, Content.of("bytes")).build();

            crowded = true;
            assertThatThrownBy(() -> main.apply(creation)).isInstanceOf(TooManyReadersException.class);
            assertThatThrownBy(() -> main.head().list(StorePath.ROOT)).isInstanceOf(TooManyReadersException.class);
            crowded = false;

            assertThat(main.head().list(StorePath.ROOT)).isEmpty();
            assertThat(main.apply(creation).operations()).isEqualTo(1);
        }
    }

    private final class CrowdedEngine extends ForwardingEngine {
        CrowdedEngine(Engine right) {
            super(right);
        }

        @Override
        public EngineSnapshot snapshot() {
            if (crowded) {
                throw new TooManyReadersException("Too many snapshots are open", null);
            }
            return super.snapshot();
        }
    }
}
