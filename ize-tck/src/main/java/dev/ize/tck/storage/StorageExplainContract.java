package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.ContentExplanation;
import dev.ize.spi.ContentExplanation.Holder;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StoredContent;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps content is told: all of it, and nothing else. */
abstract class StorageExplainContract extends StorageContract {
    /** One chunk, too long to lie in its operation. */
    private static final int CHUNK = 20_000;

    private static final int MANY_CHUNKS = 3 << 20;

    private ContentExplanation explain(ContentHash hash) {
        return storage().explain(hash, 100, Progress.NONE);
    }

    private static List<String> lines(ContentExplanation explanation) {
        return explanation.holders().stream().map(StorageExplainContract::line).toList();
    }

    private static String line(Holder holder) {
        OptionalLong until = holder.until();
        return holder.path().map(Object::toString).orElse("-") + " "
                + holder.since().branch() + ":"
                + holder.since().sequence() + "-" + (until.isPresent() ? until.getAsLong() : "")
                + (holder.isWhole() ? "" : " part");
    }

    @Test
    @Shows("upkeep-42")
    void versionsThatHaveAContentAreNamedWithTheirTime() {
        byte[] bytes = noise(CHUNK, 1);
        long created = create("/f", bytes).point().sequence();
        long renamed = rename("/f", "/g").point().sequence();
        long replaced = replace("/g", "other").point().sequence();
        long copied = create("/copy", bytes).point().sequence();

        ContentExplanation found = explain(ContentHash.ofContent(bytes));

        assertThat(lines(found)).containsExactly("/f 1:" + created + "-" + replaced, "/copy 1:" + copied + "-");
        assertThat(renamed).isBetween(created, replaced);
        assertThat(found.holderCount()).isEqualTo(2);
        assertThat(found.objects()).isOne();
        assertThat(found.storedBytes()).isBetween(CHUNK / 2L, CHUNK + 100L);
        assertThat(found.containers()).isZero();
        assertThat(found.isFree()).isFalse();
    }

    @Test
    @Shows("upkeep-42")
    void versionsAreFoundOnEachBranchAndAfterItsEnd() {
        byte[] bytes = noise(CHUNK, 1);
        long created = create("/f", bytes).point().sequence();
        Branch side = storage().fork("side", head());
        long touched = apply(side, change -> change.setPermissions(path("/f"), 0600))
                .point()
                .sequence();
        storage().createSnapshot("kept", side.head(), "");
        storage().deleteBranch("side");
        delete("/f");

        ContentExplanation found = explain(ContentHash.ofContent(bytes));

        assertThat(found.holderCount()).isEqualTo(2);
        assertThat(lines(found)).contains("/f 2:" + touched + "-");
        assertThat(found.holders())
                .extracting(holder -> holder.since().sequence())
                .contains(created, touched);
    }

    @Test
    @Shows("upkeep-42")
    void versionThatABranchStillShowsHasNoEndWhateverItsForksDid() {
        byte[] bytes = noise(CHUNK, 1);
        long created = create("/f", bytes).point().sequence();
        Branch side = storage().fork("side", head());
        long touched = apply(side, change -> change.setPermissions(path("/f"), 0600))
                .point()
                .sequence();

        assertThat(lines(explain(ContentHash.ofContent(bytes))))
                .containsExactlyInAnyOrder("/f 1:" + created + "-", "/f 2:" + touched + "-");
    }

    @Test
    @Shows("upkeep-44")
    void chunkIsExplainedByTheFilesThatItIsPartOf() {
        // A hole ends a chunk, so that the bytes before it are one.
        byte[] large = Arrays.copyOf(noise(CHUNK, 2), MANY_CHUNKS);
        byte[] edited = large.clone();
        edited[MANY_CHUNKS - 1] = 1;
        create("/large", large);
        apply(change -> change.replace(path("/large"), Content.of(edited)));
        create("/other", noise(MANY_CHUNKS, 3));

        ContentExplanation found = explain(ContentHash.ofContent(noise(CHUNK, 2)));
        ContentExplanation whole = explain(file("/large").content().hash());

        assertThat(found.objects()).isOne();
        assertThat(found.containers()).isGreaterThanOrEqualTo(2);
        assertThat(found.holders()).hasSize(2).allSatisfy(holder -> {
            assertThat(holder.path()).contains(path("/large"));
            assertThat(holder.isWhole()).isFalse();
        });
        assertThat(whole.holders()).hasSize(1);
        assertThat(whole.holders().get(0).isWhole()).isTrue();
    }

    @Test
    @Shows("upkeep-42")
    void tinyContentIsExplainedThoughItIsNotStoredByItself() {
        long created = create("/tiny", "tiny").point().sequence();

        ContentExplanation found =
                explain(ContentHash.ofContent("tiny".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(lines(found)).containsExactly("/tiny 1:" + created + "-");
        assertThat(found.isFree()).isFalse();
    }

    @Test
    @Shows("upkeep-45")
    void leaseIsToldAndContentWithoutAnyIsFree() {
        // A hole ends a chunk, so that the bytes before it are one.
        byte[] large = Arrays.copyOf(noise(CHUNK, 5), MANY_CHUNKS);
        ContentReference reference;
        try (StoredContent draft = storage().store(new ByteArrayInputStream(large))) {
            reference = draft.reference();
            assertThat(explain(reference.hash()).isLeased()).isTrue();
            assertThat(explain(ContentHash.ofContent(noise(CHUNK, 5))).isLeased())
                    .as("a part")
                    .isTrue();
            assertThat(explain(reference.hash()).isFree()).isFalse();
        }

        ContentExplanation free = explain(reference.hash());

        assertThat(free.isFree()).isTrue();
        assertThat(free.objects()).isOne();
        storage().collect(RemovalMode.REMOVE, Progress.NONE);
        assertThat(explain(reference.hash()).objects()).isZero();
        assertThat(explain(reference.hash()).isFree()).isTrue();
    }

    @Test
    @Shows("upkeep-45")
    void contentThatNeverWasIsFree() {
        ContentExplanation found = explain(ContentHash.ofContent(noise(CHUNK, 6)));

        assertThat(found.isFree()).isTrue();
        assertThat(found.objects()).isZero();
        assertThat(found.holders()).isEmpty();
    }

    @Test
    @Shows("upkeep-43")
    void holdersOverTheLimitAreCounted() {
        byte[] bytes = noise(CHUNK, 7);
        for (int i = 0; i < 12; i++) {
            create("/f" + i, bytes);
        }

        ContentExplanation found = storage().explain(ContentHash.ofContent(bytes), 5, Progress.NONE);

        assertThat(found.holders()).hasSize(5);
        assertThat(found.holderCount()).isEqualTo(12);
        assertThat(storage()
                        .explain(ContentHash.ofContent(bytes), 0, Progress.NONE)
                        .holders())
                .isEmpty();
        assertThatThrownBy(() -> storage().explain(ContentHash.ofContent(bytes), -1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Shows("upkeep-43")
    void progressIsToldOfWhatIsLookedThrough() {
        create("/f", noise(CHUNK, 9));
        Set<String> steps = new LinkedHashSet<>();

        storage().explain(ContentHash.ofContent(noise(CHUNK, 9)), 1, (step, done, total) -> {
            assertThat(done).as(step).isPositive();
            steps.add(step);
        });

        assertThat(steps).hasSizeGreaterThan(1);
    }

    @Test
    @Shows("upkeep-42")
    void storeThatIsOpenToReadExplainsToo() {
        byte[] bytes = noise(CHUNK, 8);
        long created = create("/f", bytes).point().sequence();
        closeStorage();

        try (var reader = provider()
                .open(
                        storeDirectory(),
                        options()
                                .mode(dev.ize.spi.StorageOptions.OpenMode.READ_ONLY)
                                .build())) {
            assertThat(lines(reader.explain(ContentHash.ofContent(bytes), 10, Progress.NONE)))
                    .containsExactly("/f 1:" + created + "-");
        }
    }
}
