package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.tck.rule.Shows;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Branches leave no records behind that nobody holds. */
abstract class RecordBranchContract extends StorageContract {
    @Override
    abstract EngineProvider provider();

    /** How long the removal behind the deletion of a branch may take. */
    abstract Duration patience();

    @Test
    @Shows("cost-8")
    void nothingIsLeftOfABranchThatNobodyHolds() throws InterruptedException {
        create("/base", "base");
        createDirectory("/d");
        Map<String, Long> before = storage().statistics().recordsByKeyspace();
        Branch parent = storage().fork("parent", head());
        fill(parent, "p");
        Branch child = storage().fork("child", parent.head());
        fill(child, "c");

        storage().deleteBranch("parent");
        assertThat(paths(child.head())).contains("/d/p0", "/d/c0");
        storage().deleteBranch("child");

        awaitTreeRecords(before);
        assertThat(paths(head())).containsExactly("/base", "/d");
        assertThat(text("/base")).isEqualTo("base");
    }

    @Test
    @Shows("cost-8")
    void sweepThatWasCutShortGoesOnAfterReopening() throws InterruptedException {
        createDirectory("/d");
        Map<String, Long> before = storage().statistics().recordsByKeyspace();
        fill(storage().fork("fork", head()), "f");

        storage().deleteBranch("fork");
        reopen();

        awaitTreeRecords(before);
    }

    private static void fill(Branch branch, String prefix) {
        for (int round = 0; round < 3; round++) {
            int first = round * 300;
            apply(branch, change -> {
                for (int i = first; i < first + 300; i++) {
                    change.create(path("/d/" + prefix + i), Content.of(prefix + i));
                }
                return change;
            });
        }
        apply(
                branch,
                change ->
                        change.rename(path("/d/" + prefix + 1), path("/moved")).setPermissions(path("/d"), 0700));
    }

    /** Waits until the counts of tree records are what they were; acts and contents are kept on purpose. */
    private void awaitTreeRecords(Map<String, Long> expected) throws InterruptedException {
        long deadline = System.nanoTime() + patience().toNanos();
        Map<String, Long> actual = treeRecords(storage());
        while (!actual.equals(treeRecords(expected)) && System.nanoTime() < deadline) {
            Thread.sleep(20);
            actual = treeRecords(storage());
        }
        assertThat(actual).as("records after the sweep").isEqualTo(treeRecords(expected));
    }

    private static Map<String, Long> treeRecords(FileSystemStorage storage) {
        return treeRecords(storage.statistics().recordsByKeyspace());
    }

    private static Map<String, Long> treeRecords(Map<String, Long> records) {
        Map<String, Long> kept = new HashMap<>(records);
        kept.keySet().retainAll(List.of("operations", "nodes", "entries", "names", "xattrs", "changes", "branches"));
        return kept;
    }
}
