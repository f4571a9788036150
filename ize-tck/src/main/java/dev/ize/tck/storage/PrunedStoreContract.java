package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Content;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the contracts of pruning share: a history with something of everything, and short words for prunings. */
abstract class PrunedStoreContract extends StorageContract {
    static final Name ATTRIBUTE = Name.of("user.kind");

    final PruneReport prune(UnaryOperator<KeepRules.Builder> rules) {
        return prune(rules, RemovalMode.REMOVE);
    }

    final PruneReport prune(UnaryOperator<KeepRules.Builder> rules, RemovalMode mode) {
        return storage().prune(rules.apply(KeepRules.builder()).build(), mode, Progress.NONE);
    }

    final void assertSound() {
        assertThat(storage().verify(VerificationOptions.full(), Progress.NONE).findings())
                .isEmpty();
    }

    /** Some changes of all sorts to a few paths, one a minute; gives a view of each of their ends. */
    final List<View> makeHistory(int changes) {
        List<View> views = new ArrayList<>();
        createDirectory("/d");
        views.add(head());
        for (int i = 1; i < changes; i++) {
            clock.move(Duration.ofMinutes(1));
            int round = i;
            switch (i % 6) {
                case 0 -> delete("/f" + (round - 5));
                case 1 -> create("/f" + round, "text " + round);
                case 2 ->
                    apply(change -> change.setPermissions(path("/f" + (round - 1)), 0600 + round % 8)
                            .add(new Operation.SetExtendedAttribute(
                                    path("/f" + (round - 1)), ATTRIBUTE, new byte[] {(byte) round})));
                case 3 ->
                    apply(change -> change.create(path("/d/big" + round), Content.of(noise(3000, round)))
                            .link(path("/d/big" + round), path("/link" + round)));
                case 4 -> rename("/d/big" + (round - 1), "/moved" + round);
                default -> rename("/link" + (round - 2), "/d/link" + round);
            }
            views.add(head());
        }
        return views;
    }

    static List<List<String>> states(List<View> views) {
        return views.stream().map(TreeState::of).toList();
    }

    static void assertPruned(View view) {
        assertThatThrownBy(() -> view.find(StorePath.ROOT)).isInstanceOf(PointPrunedException.class);
    }

    /** How many records a keyspace has. */
    final long records(String keyspace) {
        return storage().statistics().recordsByKeyspace().getOrDefault(keyspace, 0L);
    }
}
