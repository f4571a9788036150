package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryCacheTest {
    private static final StorePath DIRECTORY = StorePath.of("/d");
    private static final StorePath OTHER = StorePath.of("/e");

    private final DirectoryCache cache = new DirectoryCache();

    @BeforeEach
    void keepOne() {
        cache.enter(1);
        cache.keep(DIRECTORY, 7);
    }

    @Test
    void directoryIsKnownWhileItsBranchIsLookedAt() {
        cache.enter(1);
        assertThat(cache.find(DIRECTORY)).isEqualTo(7);
        assertThat(cache.find(OTHER)).isNull();

        cache.enter(2);

        assertThat(cache.find(DIRECTORY)).isNull();
    }

    @Test
    void operationThatMovesNoDirectoryLeavesThemKnown() {
        cache.leave(new Operation.RenameFile(StorePath.of("/d/a"), StorePath.of("/d/b")));
        cache.leave(new Operation.DeleteFile(StorePath.of("/d/b")));

        assertThat(cache.find(DIRECTORY)).isEqualTo(7);
    }

    @Test
    void operationAfterWhichPathsLeadElsewhereForgetsThem() {
        Operation[] moves = {
            new Operation.RenameDirectory(DIRECTORY, OTHER),
            new Operation.DeleteDirectory(DIRECTORY),
            new Operation.ExchangeEntries(DIRECTORY, OTHER)
        };
        for (Operation move : moves) {
            cache.keep(DIRECTORY, 7);

            cache.leave(move);

            assertThat(cache.find(DIRECTORY)).as(move.toString()).isNull();
        }
    }

    @Test
    void oneMoreThanItHoldsBeginsAnew() {
        for (int i = 1; i < 4096; i++) {
            cache.keep(StorePath.of("/d" + i), i);
        }
        assertThat(cache.find(DIRECTORY)).isEqualTo(7);

        cache.keep(OTHER, 8);

        assertThat(cache.find(DIRECTORY)).isNull();
        assertThat(cache.find(OTHER)).isEqualTo(8);
    }
}
