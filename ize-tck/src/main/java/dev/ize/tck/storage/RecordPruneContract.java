package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.tck.rule.Shows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pruning removes the records that only points had that went. */
abstract class RecordPruneContract extends PrunedStoreContract {
    @Override
    abstract EngineProvider provider();

    @Test
    @Shows("cost-9")
    void keptPointsOfLongHistoriesStayAsTheyWere() {
        List<String> snapshots = makeLongHistory();
        List<List<String>> states = states(storage(), snapshots);

        storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);

        assertThat(states(storage(), snapshots)).isEqualTo(states);
        assertThat(records("names")).isLessThan(40);
        assertThat(records("operations")).isLessThan(20);
        assertSound();
        snapshots.forEach(storage()::deleteSnapshot);
        storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
        assertThat(states(storage(), List.of())).isEqualTo(states.subList(snapshots.size(), states.size()));
        assertThat(records("entries")).isLessThan(20);
        assertSound();
    }

    @Test
    @Shows("cost-9")
    void deletedBranchThatWasPrunedGoesWithTheNextPruning() {
        makeHistory(8);
        long before = versions();
        Branch fork = storage().fork("fork", head());
        for (int i = 0; i < 10; i++) {
            int round = i;
            apply(fork, change -> change.create(path("/x" + round), Content.of("x" + round)));
            apply(fork, change -> change.setPermissions(path("/d"), 0700 + round % 8));
        }
        prune(rules -> rules.keepLast(1).branches(List.of("fork")));
        storage().deleteBranch("fork");
        reopen();
        assertSound();

        prune(rules -> rules.keepLast(1000));

        assertThat(versions()).isEqualTo(before);
        assertThat(records("branches")).isEqualTo(2);
        assertSound();
        reopen();
        assertSound();
    }

    @Test
    @Shows("cost-9")
    void deletedBranchIsPrunedToWhatIsHeldOfIt() {
        pruneDeletedBranchDownToASnapshot();
        assertSound();

        storage().deleteSnapshot("low");
        prune(rules -> rules.keepLast(1));

        assertThat(records("branches")).isEqualTo(4);
        assertSound();
    }

    @Test
    @Shows("cost-9")
    void deletedBranchGoesAfterTheLastForkOfIt() {
        makeHistory(4);
        long before = versions();
        Branch parent = storage().fork("parent", head());
        apply(parent, change -> change.create(path("/p"), Content.of("p")));
        Branch child = storage().fork("child", parent.head());
        apply(child, change -> change.create(path("/c"), Content.of("c")));
        apply(child, change -> change.delete(path("/c")));
        prune(rules -> rules.keepLast(1).branches(List.of("child")));
        storage().deleteBranch("parent");
        storage().deleteBranch("child");

        prune(rules -> rules.keepLast(1000));

        // A pruning waits for removals in the background.
        prune(rules -> rules.keepLast(1000), RemovalMode.DRY_RUN);
        assertThat(versions()).isEqualTo(before);
        assertThat(records("branches")).isEqualTo(2);
        assertSound();
    }

    private long versions() {
        return List.of("nodes", "entries", "names", "xattrs").stream()
                .mapToLong(keyspace -> records(keyspace))
                .sum();
    }

    /** How many records a keyspace has. */
    private long records(String keyspace) {
        return storage().statistics().recordsByKeyspace().getOrDefault(keyspace, 0L);
    }
}
