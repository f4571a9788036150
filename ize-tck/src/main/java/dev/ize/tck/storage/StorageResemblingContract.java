package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.CollectedContent;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Versions of files that resemble each other, of which a storage may keep one as a difference from another: what is
 * taken away never takes away what stays.
 */
abstract class StorageResemblingContract extends PrunedStoreContract {
    private static final int LENGTH = 20_000;
    private static final int VERSIONS = 30;

    /** More than a storage removes at once. */
    private static final int FILES = 700;

    /** A version of a file in which one byte in some thousands is another than in the one before. */
    private static byte[] version(int number) {
        return version(LENGTH, number);
    }

    private static byte[] version(int length, int number) {
        byte[] bytes = noise(length, 1);
        for (int i = 1; i <= number; i++) {
            for (int at = i * 37; at < length; at += 5000) {
                bytes[at] = (byte) (bytes[at] + i);
            }
        }
        return bytes;
    }

    private void replace(String path, byte[] bytes) {
        apply(change -> change.replace(path(path), Content.of(bytes)));
    }

    @Test
    @Shows("content-20")
    void eachOfManyVersionsIsReadAsItWas() {
        create("/f", version(0));
        List<View> views = new ArrayList<>(List.of(head()));
        for (int i = 1; i < VERSIONS; i++) {
            replace("/f", version(i));
            views.add(head());
        }
        reopen();

        for (int i = 0; i < VERSIONS; i++) {
            assertThat(main().at(views.get(i).point()).read(path("/f")))
                    .as("version %d", i)
                    .isEqualTo(version(i));
        }
    }

    @Test
    @Shows("content-20")
    void contentIsTheSameWithAnyHintOfWhatItResembles() throws Exception {
        byte[] first = version(3_000_000, 0);
        byte[] second = version(3_000_000, 1);
        create("/first", first);
        ContentReference former =
                ((Node.File) head().find(path("/first")).orElseThrow().node()).content();
        ContentReference unknown = new ContentReference(
                dev.ize.spi.ContentHash.ofContent(second), ContentReference.Form.TREE, second.length);

        for (ContentReference hint : List.of(former, unknown, ContentReference.EMPTY)) {
            try (StoredContent content = storage().store(new ByteArrayInputStream(second), hint)) {
                apply(change -> change.create(path("/second"), content));
            }
            assertThat(head().read(path("/second"))).isEqualTo(second);
            delete("/second");
        }
        assertSound();
    }

    @Test
    @Shows("upkeep-15")
    void keptVersionStaysWhenAllBeforeItAreCollected() {
        create("/f", version(0));
        for (int i = 1; i < VERSIONS; i++) {
            replace("/f", version(i));
        }
        prune(rules -> rules.keepLast(1));

        storage().collect(RemovalMode.REMOVE, Progress.NONE);
        reopen();

        assertThat(head().read(path("/f"))).isEqualTo(version(VERSIONS - 1));
        replace("/f", version(VERSIONS));
        assertThat(head().read(path("/f"))).isEqualTo(version(VERSIONS));
        assertSound();
    }

    @Test
    @Shows("upkeep-18")
    void versionOfADeletedBranchStaysReadableWhereAnotherResemblesIt() {
        create("/f", version(0));
        storage().fork("side", head());
        apply(storage().branch("side"), change -> change.replace(path("/f"), Content.of(version(1))));
        storage().createSnapshot("kept", storage().branch("side").head(), "");
        apply(storage().branch("side"), change -> change.replace(path("/f"), Content.of(version(2))));
        storage().deleteBranch("side");
        delete("/f");

        storage().collect(RemovalMode.REMOVE, Progress.NONE);

        assertThat(storage().atSnapshot("kept").read(path("/f"))).isEqualTo(version(1));
        assertSound();
    }

    /** It is found stored, while what it was stored against is about to go. */
    @Test
    @Shows("upkeep-20")
    void contentThatComesIntoUseAgainDuringACollectionStaysWhole() {
        for (String during : List.of("finding what is in use", "looking for the rest")) {
            leaveTwoVersions();
            AtomicBoolean done = new AtomicBoolean();

            storage().collect(RemovalMode.REMOVE, (step, reached, total) -> {
                if (step.startsWith(during) && !done.getAndSet(true)) {
                    create("/again", version(2));
                }
            });

            assertThat(done).as(during).isTrue();
            assertThat(head().read(path("/again"))).isEqualTo(version(2));
            storage().collect(RemovalMode.REMOVE, Progress.NONE);
            assertThat(head().read(path("/again"))).isEqualTo(version(2));
            assertSound();
            delete("/again");
            prune(rules -> rules.keepLast(1));
        }
    }

    /** All of it is kept then, though only its root was asked for. */
    @Test
    @Shows("upkeep-20")
    void largeContentThatComesIntoUseAgainDuringACollectionStaysWhole() {
        storage().fork("gone", head());
        apply(storage().branch("gone"), change -> change.create(path("/f"), Content.of(version(400_000, 0))));
        storage().deleteBranch("gone");
        AtomicBoolean done = new AtomicBoolean();

        storage().collect(RemovalMode.REMOVE, (step, reached, total) -> {
            if (!done.getAndSet(true)) {
                create("/again", version(400_000, 0));
            }
        });

        assertThat(head().read(path("/again"))).isEqualTo(version(400_000, 0));
        assertSound();
    }

    @Test
    @Shows("upkeep-19")
    void handleKeepsWhatItsContentIsStoredAgainst() {
        apply(change -> change.create(path("/f"), Content.of(version(3_000_000, 0))));
        ContentReference former =
                ((Node.File) head().find(path("/f")).orElseThrow().node()).content();
        StoredContent held = storage().store(new ByteArrayInputStream(version(3_000_000, 1)), former);
        delete("/f");
        prune(rules -> rules.keepLast(1));

        storage().collect(RemovalMode.REMOVE, Progress.NONE);
        apply(change -> change.create(path("/g"), held));
        held.close();
        storage().collect(RemovalMode.REMOVE, Progress.NONE);

        assertThat(head().read(path("/g"))).isEqualTo(version(3_000_000, 1));
        assertSound();
    }

    /** Two versions of a file, the second like the first, which nothing shows any more. */
    private void leaveTwoVersions() {
        storage().fork("gone", head());
        apply(storage().branch("gone"), change -> change.create(path("/f"), Content.of(version(1))));
        apply(storage().branch("gone"), change -> change.replace(path("/f"), Content.of(version(2))));
        storage().deleteBranch("gone");
    }

    @Test
    @Shows("upkeep-21")
    void collectionThatIsEndedBetweenTwoRemovalsLeavesNothingHalf() {
        storage().fork("gone", head());
        writeAll(file -> new Operation.CreateFile(path("/f" + file), small(file, 0), 0644, Optional.empty()));
        writeAll(file -> new Operation.ReplaceContent(path("/f" + file), small(file, 1), Optional.empty()));
        storage().deleteBranch("gone");

        assertThatThrownBy(() -> storage().collect(RemovalMode.REMOVE, (step, done, total) -> {
                    if (step.startsWith("removing")) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .hasMessage("enough");

        assertSound();
        CollectedContent rest = storage().collect(RemovalMode.REMOVE, Progress.NONE);
        assertThat(rest.objects()).isBetween(1L, 2L * FILES - 1);
        assertThat(rest.keptObjects()).isZero();
        assertSound();
    }

    private interface Writing {
        Operation of(int file);
    }

    private void writeAll(Writing writing) {
        try (StagedChange stage = storage().branch("gone").stage("tester", "", "")) {
            for (int file = 0; file < FILES; file++) {
                stage.add(writing.of(file));
            }
            stage.publish();
        }
    }

    private static Content small(int file, int number) {
        byte[] bytes = noise(300, file);
        bytes[100] = (byte) (bytes[100] + number);
        return Content.of(bytes);
    }
}
