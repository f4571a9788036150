package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Listing;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.Profile;
import dev.ize.tck.engine.Threads;
import dev.ize.tck.rule.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Directories of many entries, and of many that were, read while they change. */
abstract class StorageDirectoryContract extends StorageContract {
    private static final int MANY = 100_000;
    private static final StorePath ONE = StorePath.of("/one");
    private static final StorePath OTHER = StorePath.of("/other");

    @Test
    @Shows("tree-21")
    void pagesOfAnOldViewStayRightWhileTheDirectoryChanges() throws InterruptedException {
        assertPagesStayRight(500);
    }

    @Test
    @Shows("tree-21")
    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pagesOfAHundredThousandEntriesStayRightWhileTheDirectoryChanges() throws InterruptedException {
        assertPagesStayRight(MANY);
    }

    private void assertPagesStayRight(int entries) throws InterruptedException {
        createFiles(StorePath.ROOT, entries);
        View view = head();
        List<DirectoryEntry> expected = view.list(StorePath.ROOT);
        AtomicBoolean done = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            threads.start("writer", () -> {
                for (int i = 0; i < entries && !done.get(); i++) {
                    rename("/f" + i, "/g" + i);
                }
            });
            for (int round = 0; round < 5 && threads.areWell(); round++) {
                assertThat(view.list(StorePath.ROOT)).isEqualTo(expected);
                assertThat(pages(view, StorePath.ROOT, entries / 7)).isEqualTo(expected);
                assertThat(view.walk(StorePath.ROOT).count()).isEqualTo(entries + 1);
            }
            done.set(true);
            threads.join();
        }
        assertThat(expected).hasSize(entries);
    }

    private static List<DirectoryEntry> pages(View view, StorePath directory, int limit) {
        List<DirectoryEntry> entries = new ArrayList<>();
        Optional<Name> after = Optional.empty();
        do {
            Listing page = view.list(directory, after, limit);
            entries.addAll(page.entries());
            after = page.last();
        } while (after.isPresent());
        return entries;
    }

    @Test
    @Shows("tree-24")
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readersSeeADirectoryWholeBeforeOrAfterItsRename() throws InterruptedException {
        int files = Profile.current().size(300, MANY, MANY);
        createDirectory(ONE.toString());
        createFiles(ONE, files);
        NodeId node = node(ONE.toString());
        AtomicBoolean done = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            for (int reader = 0; reader < 8; reader++) {
                threads.start("reader " + reader, () -> {
                    do {
                        assertIsAtOnePlaceAndWhole(head(), node, files);
                    } while (!done.get());
                });
            }
            for (int i = 0; i < 30 && threads.areWell(); i++) {
                StorePath from = i % 2 == 0 ? ONE : OTHER;
                StorePath to = i % 2 == 0 ? OTHER : ONE;
                apply(change -> change.renameDirectory(from, to));
                Thread.sleep(2);
            }
            done.set(true);
            threads.join();
        }
    }

    private static void assertIsAtOnePlaceAndWhole(View view, NodeId node, int files) {
        List<StorePath> paths = view.paths(node);
        assertThat(paths).as("paths of the directory").hasSize(1);
        StorePath other = paths.get(0).equals(ONE) ? OTHER : ONE;
        assertThat(view.list(paths.get(0)).size())
                .as("files in %s", paths.get(0))
                .isEqualTo(files);
        assertThat(view.find(other)).as("what is at %s", other).isEmpty();
        assertThat(view.find(other.resolve("f0"))).isEmpty();
    }

    /** Each name lived once; the time is far above what any storage takes that steps over none of them. */
    @Test
    @Shows("tree-15")
    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void directoryOfAMillionDeadNamesListsTheRestAtOnce() {
        for (int round = 0; round < 10; round++) {
            createFiles(StorePath.ROOT, MANY, round * MANY);
            deleteFiles(MANY, round * MANY);
        }
        create("/last", "");
        names(head(), "/");

        long start = System.nanoTime();
        List<String> names = names(head(), "/");
        List<DirectoryEntry> page =
                head().list(StorePath.ROOT, Optional.of(Name.of("f5")), 1).entries();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        assertThat(names).containsExactly("last");
        assertThat(page).hasSize(1);
        assertThat(taken).isLessThan(Duration.ofMillis(200));
    }

    private void createFiles(StorePath directory, int count) {
        createFiles(directory, count, 0);
    }

    private void createFiles(StorePath directory, int count, int first) {
        try (StagedChange stage = main().stage("tester", "files", "")) {
            for (int i = first; i < first + count; i++) {
                stage.add(new Operation.CreateFile(
                        directory.resolve("f" + i), Content.of(""), Change.DEFAULT_FILE_MODE, Optional.empty()));
            }
            stage.publish();
        }
    }

    private void deleteFiles(int count, int first) {
        try (StagedChange stage = main().stage("tester", "no files", "")) {
            for (int i = first; i < first + count; i++) {
                stage.add(new Operation.DeleteFile(path("/f" + i)));
            }
            stage.publish();
        }
    }
}
