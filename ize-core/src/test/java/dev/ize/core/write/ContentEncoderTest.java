package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.FormerChunks;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ContentEncoderTest {
    private static final byte[] STORED = TrialStore.noise(1000);

    private final TrialStore store = new TrialStore();
    private final EncoderThreads threads = new EncoderThreads("encoder");
    private final ContentReference stored = store.keep(STORED);
    private final ContentMarks marks = new ContentMarks(store.counters.nextContent());
    private final Leases.Lease lease = store.leases.open();

    @AfterEach
    void close() {
        threads.close();
        store.close();
    }

    private ContentEncoder encoder(Supplier<EngineSnapshot> snapshots) {
        return new ContentEncoder(snapshots, store.codec, store.leases, threads);
    }

    private EngineSnapshot snapshot() {
        return new Overlay(store.made.records());
    }

    private boolean keep(ContentHash hash) {
        return encoder(this::snapshot).keep(Form.BYTES, hash, lease);
    }

    @Test
    void objectIsKeptIfItIsStoredAndStays() {
        assertThat(keep(stored.hash())).isTrue();
        assertThat(store.leases.holds(1)).isTrue();
        assertThat(keep(ContentHash.ofContent(new byte[1]))).isFalse();

        lease.close();
        store.leases.begin(marks);
        assertThat(marks.doom(1)).isTrue();
        assertThat(keep(stored.hash())).as("being removed").isFalse();
    }

    /** What was found before the collection began is not known to that, and may be gone. */
    @Test
    void objectIsLookedUpAgainWhereACollectionBeginsMeanwhile() {
        boolean[] begun = new boolean[1];
        ContentEncoder encoder = encoder(() -> {
            if (!begun[0]) {
                begun[0] = true;
                store.leases.begin(marks);
            }
            return snapshot();
        });

        assertThat(encoder.keep(Form.BYTES, stored.hash(), lease)).isTrue();

        assertThat(marks.isFree(1)).isFalse();
    }

    @Test
    void emptyContentOffersNothingAndIsNotLookedUp() {
        ContentEncoder encoder = encoder(() -> {
            throw new AssertionError("A snapshot was opened");
        });

        FormerChunks former = encoder.former(ContentReference.EMPTY);

        assertThat(former.chunk(stored.hash(), STORED.length)).isEqualTo(Optional.empty());
    }

    @Test
    void contentOffersItsChunks() {
        FormerChunks former = encoder(this::snapshot).former(stored);

        assertThat(former.chunk(ContentHash.ofContent(new byte[1]), 900)).contains(stored.hash());
    }
}
