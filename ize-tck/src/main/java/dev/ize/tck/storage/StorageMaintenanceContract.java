package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A store is copied, compacted and opened to read without harm to what it holds. */
abstract class StorageMaintenanceContract extends StorageContract {
    @Test
    @Shows("upkeep-22")
    void copyIsAStoreOfItsOwnWithTheSameHistory() {
        fill();
        List<Entry> entries = entries(head());
        Point point = head().point();

        storage().copyTo(copy(), Progress.NONE);
        create("/later", "not in the copy");

        try (FileSystemStorage copied = open(copy())) {
            View view = copied.mainBranch().head();
            assertThat(view.point()).isEqualTo(point);
            assertThat(entries(view)).isEqualTo(entries);
            assertThat(view.read(path("/d/large"))).isEqualTo(noise(300_000, 1));
            assertThat(text(copied.branch("fork").head(), "/d/small")).isEqualTo("forked");
            assertThat(copied.findSnapshot("v1")).isEqualTo(storage().findSnapshot("v1"));
            apply(copied.mainBranch(), change -> change.delete(path("/d/small")));
        }
        assertThat(text("/d/small")).isEqualTo("small");
        assertThat(text("/later")).isEqualTo("not in the copy");
    }

    @Test
    @Shows("upkeep-23")
    void copyBesideAWriterIsWholeAndHasWhatWasThereAtTheCall() throws Exception {
        createDirectory("/d");
        AtomicBoolean over = new AtomicBoolean();
        var thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> written = thread.submit(() -> {
                int count = 0;
                while (!over.get()) {
                    int number = count++;
                    apply(change -> change.create(path("/d/a" + number), Content.of("a"))
                            .create(path("/d/b" + number), Content.of("b")));
                }
                return count;
            });
            for (int i = 0; i < 3; i++) {
                Path target = directory.resolve("copy-" + i);
                int before = names(head(), "/d").size();
                storage().copyTo(target, Progress.NONE);
                try (FileSystemStorage copied = open(target)) {
                    int size = names(copied.mainBranch().head(), "/d").size();
                    assertThat(size % 2).as("half a change in the copy").isZero();
                    assertThat(size).isGreaterThanOrEqualTo(before);
                }
            }
            over.set(true);
            assertThat(written.get(1, TimeUnit.MINUTES)).isPositive();
        } finally {
            over.set(true);
            thread.shutdownNow();
        }
    }

    @Test
    @Shows("upkeep-24")
    void copyGoesOnlyWhereNothingIs() throws IOException {
        fill();
        storage().copyTo(copy(), Progress.NONE);
        Path occupied = Files.createDirectory(directory.resolve("occupied"));
        Files.writeString(occupied.resolve("file"), "mine");

        assertThatThrownBy(() -> storage().copyTo(copy(), Progress.NONE)).isInstanceOf(NameTakenException.class);
        assertThatThrownBy(() -> storage().copyTo(occupied, Progress.NONE)).isInstanceOf(StoreUnusableException.class);
        assertThat(occupied.resolve("file")).hasContent("mine");
    }

    @Test
    @Shows("upkeep-24")
    void copyThatWasEndedCanBeMadeAgain() {
        fill();
        assertThatThrownBy(() -> storage().copyTo(copy(), (step, done, total) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");

        storage().copyTo(copy(), Progress.NONE);

        try (FileSystemStorage copied = open(copy())) {
            assertThat(entries(copied.mainBranch().head())).isEqualTo(entries(head()));
        }
    }

    @Test
    @Shows("upkeep-25")
    void compactionChangesNothingThatCanBeRead() {
        fill();
        List<Entry> entries = entries(head());
        View old = head();
        List<View> views = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replace("/d/small", "text " + i);
            views.add(head());
        }

        storage().compact(Progress.NONE);

        assertThat(text("/d/small")).isEqualTo("text 49");
        assertThat(text(views.get(20), "/d/small")).isEqualTo("text 20");
        assertThat(entries(old)).isEqualTo(entries);
        assertThat(old.read(path("/d/large"))).isEqualTo(noise(300_000, 1));
        create("/after", "goes on");
        reopen();
        assertThat(text("/after")).isEqualTo("goes on");
        assertThat(entries(main().at(old.point()))).isEqualTo(entries);
    }

    @Test
    @Shows("upkeep-26")
    void compactionGoesOnBesideReadersAndWriters() throws Exception {
        fill();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger writes = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> others = List.of(
                    threads.submit(() -> {
                        while (!over.get()) {
                            assertThat(head().read(path("/d/large"))).isEqualTo(noise(300_000, 1));
                            reads.incrementAndGet();
                        }
                    }),
                    threads.submit(() -> {
                        while (!over.get()) {
                            replace("/d/small", "text " + writes.incrementAndGet());
                        }
                    }));
            // An engine in memory may be done before the others have begun.
            boolean bothGoOn = false;
            for (int i = 0; i < 3 || !bothGoOn; i++) {
                int readsBefore = reads.get();
                int writesBefore = writes.get();
                storage().compact(Progress.NONE);
                bothGoOn =
                        (readsBefore > 0 && writesBefore > 0) || others.stream().anyMatch(Future::isDone);
            }
            over.set(true);
            for (Future<?> other : others) {
                other.get(1, TimeUnit.MINUTES);
            }
            assertThat(reads).hasPositiveValue();
            assertThat(writes).hasPositiveValue();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    @Shows("upkeep-26")
    void compactionThatIsEndedHarmsNothing() {
        fill();

        assertThatThrownBy(() -> storage().compact((step, done, total) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");

        create("/after", "goes on");
        assertThat(text("/after")).isEqualTo("goes on");
    }

    @Test
    @Shows("upkeep-27")
    void storeThatIsOpenedToReadShowsAllAndRefusesToWrite() {
        fill();
        List<Entry> entries = entries(head());
        closeStorage();

        try (FileSystemStorage read = toRead()) {
            assertThat(entries(read.mainBranch().head())).isEqualTo(entries);
            assertThat(read.mainBranch().head().read(path("/d/large"))).isEqualTo(noise(300_000, 1));
            assertThat(read.snapshots()).hasSize(1);
            List<Runnable> writes = List.of(
                    () -> apply(read.mainBranch(), change -> change.createDirectory(path("/no"))),
                    () -> read.fork("no", read.mainBranch().head()),
                    () -> read.deleteBranch("fork"),
                    () -> read.createSnapshot("no", read.mainBranch().head(), ""),
                    () -> read.deleteSnapshot("v1"),
                    () -> read.store(new ByteArrayInputStream(new byte[1])),
                    () -> read.load(new ByteArrayInputStream(new byte[0]), Progress.NONE),
                    () -> read.sync(),
                    () -> read.compact(Progress.NONE));
            for (Runnable write : writes) {
                assertThatThrownBy(write::run).isInstanceOf(UnsupportedOperationException.class);
            }
            read.copyTo(copy(), Progress.NONE);
        }
        try (FileSystemStorage copied = open(copy())) {
            assertThat(entries(copied.mainBranch().head())).isEqualTo(entries);
        }
        assertThat(entries(head())).isEqualTo(entries);
    }

    @Test
    @Shows("upkeep-28")
    void openingToReadLeavesEveryFileAsItIs() throws IOException {
        fill();
        closeStorage();
        Map<String, String> before = files();

        try (FileSystemStorage read = toRead()) {
            assertThat(text(read.mainBranch().head(), "/d/small")).isEqualTo("small");
            read.statistics();
            assertThat(read.verify(VerificationOptions.full(), Progress.NONE).isSound())
                    .isTrue();
            read.dump(OutputStream.nullOutputStream(), DumpOptions.all(), Progress.NONE);
            read.explain(ContentHash.ofContent(noise(300_000, 1)), 1, Progress.NONE);
            read.prune(KeepRules.builder().keepLast(1).build(), RemovalMode.DRY_RUN, Progress.NONE);
        }

        assertThat(files()).isEqualTo(before);
    }

    @Test
    @Shows("upkeep-29")
    void storeOpenedToReadIsLockedAndMustBeThere() {
        fill();
        assertThatThrownBy(this::toRead).isInstanceOf(StoreLockedException.class);
        closeStorage();

        try (FileSystemStorage read = toRead()) {
            assertThat(read.branches()).hasSize(2);
            assertThatThrownBy(() -> open(storeDirectory())).isInstanceOf(StoreLockedException.class);
        }
        assertThatThrownBy(() -> provider()
                        .open(
                                directory.resolve("nothing"),
                                options().mode(OpenMode.READ_ONLY).build()))
                .isInstanceOf(StoreUnusableException.class);
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    private void fill() {
        apply(change -> change.createDirectory(path("/d"))
                .create(path("/d/small"), Content.of("small"))
                .create(path("/d/large"), Content.of(noise(300_000, 1))));
        storage().createSnapshot("v1", head(), "");
        var fork = storage().fork("fork", head());
        apply(fork, change -> change.replace(path("/d/small"), Content.of("forked")));
    }

    private FileSystemStorage toRead() {
        return provider()
                .open(storeDirectory(), options().mode(OpenMode.READ_ONLY).build());
    }

    private Path copy() {
        return directory.resolve("copy");
    }

    private static List<Entry> entries(View view) {
        return new ArrayList<>(view.walk(path("/")).toList());
    }

    /** Each file of the store but the lock, with its bytes, mode and time. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(storeDirectory())) {
            for (Path path : all.toList()) {
                if (!path.endsWith("lock") && !path.equals(storeDirectory())) {
                    String bytes = Files.isDirectory(path)
                            ? "directory"
                            : ContentHash.ofContent(Files.readAllBytes(path)).toString();
                    found.put(path.toString(), bytes + " " + Files.getLastModifiedTime(path));
                }
            }
        }
        return found;
    }
}
