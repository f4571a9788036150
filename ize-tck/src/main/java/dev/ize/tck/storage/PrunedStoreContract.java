package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
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
    /** More changes of one thing than a step of a sweep takes. */
    private static final int ROUNDS = 260;

    static final KeepRules NEWEST = KeepRules.builder().keepLast(1).build();

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

    /**
     * Prunes a store with a deleted branch of which two snapshots held something, and now one does, named {@code low};
     * gives the state that it shows.
     */
    final List<String> pruneDeletedBranchDownToASnapshot() {
        makeHistory(8);
        Branch fork = storage().fork("fork", head());
        List<View> views = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int round = i;
            apply(fork, change -> change.create(path("/x" + round), Content.of("x" + round)));
            views.add(fork.head());
        }
        storage().createSnapshot("low", views.get(2), "");
        storage().createSnapshot("high", views.get(6), "");
        List<String> low = TreeState.of(views.get(2));
        prune(rules -> rules.keepLast(1));
        storage().deleteBranch("fork");
        storage().deleteSnapshot("high");
        prune(rules -> rules.keepLast(1));
        return low;
    }

    /** Snapshots at points of a history in which the same few names and nodes change all the time, on two branches. */
    final List<String> makeLongHistory() {
        List<String> snapshots = new ArrayList<>();
        create("/node", "tiny");
        create("/keep", "kept");
        storage().fork("side", head());
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            Branch branch = i % 3 == 0 ? storage().branch("side") : main();
            apply(
                    branch,
                    change -> change.create(path("/name"), Content.of("name " + round))
                            .rename(path("/node"), path("/other"))
                            .link(path("/other"), path("/link")));
            apply(
                    branch,
                    change -> change.rename(path("/other"), path("/node"))
                            .setPermissions(path("/node"), 0600 + round % 64)
                            .add(new Operation.SetExtendedAttribute(
                                    path("/node"), ATTRIBUTE, new byte[] {(byte) round})));
            if (i % 40 == 7 || i == ROUNDS - 1) {
                snapshots.add("s" + i);
                storage().createSnapshot("s" + i, branch.head(), "");
            }
            apply(branch, change -> change.delete(path("/name")).delete(path("/link")));
            if (i % 50 == 9) {
                snapshots.add("t" + i);
                storage().createSnapshot("t" + i, branch.head(), "");
            }
        }
        return snapshots;
    }

    static List<List<String>> states(FileSystemStorage of, List<String> snapshots) {
        List<List<String>> states = new ArrayList<>();
        snapshots.forEach(name -> states.add(TreeState.of(of.atSnapshot(name))));
        of.branches()
                .forEach(branch ->
                        states.add(TreeState.of(of.branch(branch.name()).head())));
        return states;
    }

    static List<List<String>> states(List<View> views) {
        return views.stream().map(TreeState::of).toList();
    }

    static void assertPruned(View view) {
        assertThatThrownBy(() -> view.find(StorePath.ROOT)).isInstanceOf(PointPrunedException.class);
    }
}
