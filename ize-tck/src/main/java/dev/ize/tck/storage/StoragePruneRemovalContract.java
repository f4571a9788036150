package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pruning removes what only points had that went, deleted branches with them, and leaves a store that goes on. */
abstract class StoragePruneRemovalContract extends PrunedStoreContract {
    @Test
    @Shows("upkeep-13")
    void whatADeletedSnapshotOrBranchHeldGoesWithTheNextPruning() {
        List<View> views = makeHistory(20);
        storage().createSnapshot("s", views.get(4), "");
        storage().fork("fork", views.get(9));
        prune(rules -> rules.keepLast(2));
        List<String> state = TreeState.of(views.get(4));
        storage().deleteSnapshot("s");
        storage().deleteBranch("fork");

        assertThat(TreeState.of(views.get(4))).isEqualTo(state);
        PruneReport report = prune(rules -> rules.keepLast(2));

        assertPruned(views.get(4));
        assertPruned(views.get(9));
        assertThat(report.versions()).isPositive();
        assertSound();
    }

    @Test
    @Shows("upkeep-13")
    void deletedBranchIsPrunedToWhatIsHeldOfIt() {
        List<String> low = pruneDeletedBranchDownToASnapshot();

        assertThat(TreeState.of(storage().atSnapshot("low"))).isEqualTo(low);
        assertSound();
        storage().deleteSnapshot("low");
        prune(rules -> rules.keepLast(1));
        assertSound();
    }

    /** What the branch was forked from is no kept point any more: read there, the file has two links and no names. */
    @Test
    @Shows("upkeep-13")
    void deletedBranchGoesWhenItsForkPointIsNotKept() {
        create("/f", "f");
        apply(change -> change.link(path("/f"), path("/g")));
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.rename(path("/g"), path("/of-the-fork")));
        apply(fork, change -> change.setPermissions(path("/f"), 0600));
        prune(rules -> rules.keepLast(1));
        apply(change -> change.rename(path("/f"), path("/h")));
        storage().deleteBranch("fork");
        List<String> state = TreeState.of(head());

        prune(rules -> rules.keepLast(1), RemovalMode.DRY_RUN);
        prune(rules -> rules.keepLast(1));

        assertThat(TreeState.of(head())).isEqualTo(state);
        assertSound();
    }

    @Test
    @Shows("upkeep-15")
    void tinyContentOfARemovedOperationIsKeptForItsVersion() {
        create("/tiny", "tiny");
        Branch before = storage().fork("before", head());
        apply(before, change -> change.setPermissions(path("/tiny"), 0600));
        apply(change -> change.setPermissions(path("/tiny"), 0640));
        prune(rules -> rules.keepLast(1));
        apply(change -> change.setPermissions(path("/tiny"), 0644));

        storage().collect(RemovalMode.REMOVE, Progress.NONE);
        reopen();

        assertThat(text("/tiny")).isEqualTo("tiny");
        assertThat(text(storage().branch("before").head(), "/tiny")).isEqualTo("tiny");
        assertSound();
    }

    @Test
    @Shows("upkeep-15")
    void contentOfPrunedVersionsGoesWithACollection() {
        create("/f", noise(200_000, 0));
        for (int i = 1; i < 6; i++) {
            int round = i;
            apply(change -> change.replace(path("/f"), Content.of(noise(200_000, round))));
        }
        prune(rules -> rules.keepLast(1));

        long stored = storage().statistics().storedContentBytes();

        assertThat(storage().collect(RemovalMode.REMOVE, Progress.NONE).bytes()).isGreaterThan(1_000_000);
        assertThat(stored - storage().statistics().storedContentBytes()).isGreaterThan(1_000_000);
        assertThat(head().read(path("/f"))).isEqualTo(noise(200_000, 5));
        assertSound();
    }

    @Test
    @Shows("upkeep-16")
    void openChannelFinishesOrFailsTyped() throws Exception {
        create("/f", noise(3_000_000, 1));
        View old = head();
        try (var stream = old.newInputStream(path("/f"))) {
            byte[] start = stream.readNBytes(100_000);
            apply(change -> change.replace(path("/f"), Content.of(noise(3_000_000, 2))));
            prune(rules -> rules.keepLast(1));
            byte[] middle = stream.readNBytes(1_000_000);
            storage().collect(RemovalMode.REMOVE, Progress.NONE);

            assertThat(start).isEqualTo(java.util.Arrays.copyOf(noise(3_000_000, 1), 100_000));
            assertThat(middle).isEqualTo(java.util.Arrays.copyOfRange(noise(3_000_000, 1), 100_000, 1_100_000));
            assertThatThrownBy(stream::readAllBytes).hasCauseInstanceOf(PointPrunedException.class);
        }
    }

    @Test
    @Shows("upkeep-14")
    void changesGoOnOnTopOfAPrunedStore() {
        List<View> views = makeHistory(30);
        storage().createSnapshot("s", views.get(11), "");
        List<String> kept = TreeState.of(views.get(11));
        prune(rules -> rules.keepLast(1));

        apply(change -> change.restore(path("/d"), views.get(11).point()));
        Branch fork = storage().fork("again", views.get(11));
        apply(fork, change -> change.delete(path("/d/link5")));
        delete("/d/link11");
        prune(rules -> rules.keepLast(1));

        assertThat(TreeState.of(views.get(11))).isEqualTo(kept);
        assertThat(storage().difference(views.get(11), fork.head()))
                .extracting(line -> line.path().toString())
                .containsExactly("/d/link5");
        assertSound();
        reopen();
        assertThat(TreeState.of(storage().atSnapshot("s"))).isEqualTo(kept);
        assertSound();
    }
}
