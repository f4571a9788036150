package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.Content;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.engine.Threads;
import dev.ize.tck.rule.NeedsNewerJava;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads read and write at once, fail for themselves only, and may be interrupted. */
abstract class StorageThreadContract extends StorageContract {
    private static final int READERS = 16;

    @Test
    @Shows("change-9")
    void changesOfManyThreadsSucceedOrFailEachForItself() throws InterruptedException {
        int changes = 25;
        AtomicInteger refused = new AtomicInteger();
        storage();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 16; t++) {
                int thread = t;
                threads.start("writer " + t, () -> {
                    for (int i = 0; i < changes; i++) {
                        String own = "/t" + thread + "-" + i;
                        if (i % 5 == 4) {
                            assertThatThrownBy(() -> apply(change -> change.create(path(own), Content.of(""))
                                            .delete(path("/nothing"))))
                                    .isInstanceOf(ChangeRefusedException.class);
                            refused.incrementAndGet();
                        } else {
                            create(own, own);
                        }
                    }
                });
            }
            threads.join();
        }

        reopen();

        assertThat(refused).hasValue(16 * changes / 5);
        assertThat(head().list(StorePath.ROOT)).hasSize(16 * (changes - changes / 5));
        List<LoggedOperation> log = main().log(LogQuery.oldestFirst(10_000));
        assertThat(log).hasSize(16 * (changes - changes / 5));
        assertThat(log).extracting(LoggedOperation::id).isSorted().doesNotHaveDuplicates();
        assertThat(text("/t3-3")).isEqualTo("/t3-3");
    }

    @Test
    @Shows("change-4")
    void ofChangesThatExpectOneHeadOneIsApplied() throws InterruptedException {
        create("/counter", "0");
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 8; t++) {
                threads.start("counter " + t, () -> {
                    for (int i = 0; i < 10; i++) {
                        increment();
                    }
                });
            }
            threads.join();
        }

        assertThat(text("/counter")).isEqualTo("80");
    }

    /** Reads, decides and writes, again and again until nobody came in between. */
    private void increment() {
        while (true) {
            View view = head();
            int next = Integer.parseInt(text(view, "/counter")) + 1;
            try {
                apply(change -> change.expectHead(view.point()).replace(path("/counter"), Content.of("" + next)));
                return;
            } catch (HeadMovedException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @Shows("change-8")
    void readersSeeWholeChangesOnly() throws InterruptedException {
        apply(change -> change.create(path("/a"), Content.of("0")).create(path("/b"), Content.of("0")));
        AtomicBoolean done = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 4; t++) {
                threads.start("reader " + t, () -> {
                    while (!done.get()) {
                        View view = head();
                        assertThat(text(view, "/b")).isEqualTo(text(view, "/a"));
                    }
                });
            }
            for (int i = 1; i <= 100 && threads.areWell(); i++) {
                Content next = Content.of("" + i);
                apply(change -> change.replace(path("/a"), next).replace(path("/b"), next));
            }
            done.set(true);
            threads.join();
        }
    }

    @Test
    @Shows("change-10")
    void branchesAreWrittenAtOnce() throws InterruptedException {
        create("/shared", "x");
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 6; t++) {
                Branch branch = storage().fork("b" + t, head());
                threads.start(branch.name(), () -> {
                    for (int i = 0; i < 30; i++) {
                        String own = "/f" + i;
                        apply(branch, change -> change.create(path(own), Content.of(branch.name())));
                    }
                });
            }
            threads.join();
        }

        for (int t = 0; t < 6; t++) {
            View view = storage().branch("b" + t).head();
            assertThat(view.list(StorePath.ROOT)).hasSize(31);
            assertThat(text(view, "/f29")).isEqualTo("b" + t);
        }
        assertThat(paths(head())).containsExactly("/shared");
    }

    @Test
    @Shows("life-28")
    void interruptedReaderHarmsNobody() throws InterruptedException {
        byte[] bytes = noise(1 << 20, 1);
        create("/file", bytes);
        AtomicBoolean done = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            Thread reader = threads.start("interrupted reader", () -> {
                for (int round = 0; round == 0 || !done.get(); round++) {
                    // Those of the other thread seldom come just before a read.
                    if (round % 2 == 0) {
                        Thread.currentThread().interrupt();
                    }
                    try {
                        assertThat(head().read(path("/file"))).isEqualTo(bytes);
                    } catch (UncheckedIOException e) {
                        assertThat(e).hasRootCauseInstanceOf(IOException.class);
                    }
                    Thread.interrupted();
                }
            });
            for (int i = 0; i < 100 && threads.areWell(); i++) {
                reader.interrupt();
                Thread.sleep(1);
                if (i % 10 == 0) {
                    replaceAs("/other" + i);
                }
            }
            done.set(true);
            threads.join();
        }

        assertThat(head().read(path("/file"))).isEqualTo(bytes);
        reopen();
        assertThat(head().read(path("/file"))).isEqualTo(bytes);
    }

    private void replaceAs(String path) {
        create(path, "written between interrupts");
    }

    @Test
    @Shows("life-31")
    void virtualThreadsReadAndWrite() throws InterruptedException, ReflectiveOperationException {
        NeedsNewerJava.unless(21, "A virtual thread");
        Optional<Method> starter = Threads.virtualThreadStarter();
        byte[] bytes = noise(100_000, 3);
        create("/file", bytes);
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 100; t++) {
                String own = "/t" + t;
                threads.startVirtual(starter.orElseThrow(), () -> {
                    assertThat(head().read(path("/file"))).isEqualTo(bytes);
                    create(own, own);
                    assertThat(text(own)).isEqualTo(own);
                });
            }
            threads.join();
        }

        reopen();
        assertThat(head().list(StorePath.ROOT)).hasSize(101);
    }

    @Test
    @Shows("life-29")
    void interruptedThreadCanReadAndWriteAndStaysInterrupted() throws InterruptedException {
        create("/file", "text");
        try (Threads threads = new Threads()) {
            threads.start("interrupted from the start", () -> {
                Thread.currentThread().interrupt();
                assertThat(text("/file")).isEqualTo("text");
                create("/written", "by an interrupted thread");
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            threads.join();
        }

        reopen();
        assertThat(text("/written")).isEqualTo("by an interrupted thread");
    }

    @Test
    @Shows("life-30")
    void interruptDoesNotCancelAChangeThatWaits() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            try (StagedChange stage = main().stage("tester", "", "")) {
                Thread waiting = threads.start("waiting change", () -> {
                    started.countDown();
                    create("/file", "applied all the same");
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                });
                started.await();
                Thread.sleep(20);
                waiting.interrupt();
                Thread.sleep(20);
                assertThat(head().find(path("/file"))).isEmpty();
                assertThat(stage.operations()).isZero();
            }
            threads.join();
        }

        assertThat(text("/file")).isEqualTo("applied all the same");
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    @Shows("life-26")
    void closeWaitsForReadersAndTurnsLaterOnesAway() throws InterruptedException {
        byte[] bytes = noise(300_000, 2);
        create("/file", bytes);
        AtomicInteger turnedAway = new AtomicInteger();
        CountDownLatch reading = new CountDownLatch(READERS);
        try (Threads threads = new Threads()) {
            View view = head();
            for (int t = 0; t < READERS; t++) {
                threads.start("reader " + t, () -> {
                    try {
                        while (true) {
                            assertThat(view.read(path("/file"))).isEqualTo(bytes);
                            assertThat(view.walk(StorePath.ROOT).count()).isEqualTo(2);
                            reading.countDown();
                        }
                    } catch (StorageClosedException e) {
                        turnedAway.incrementAndGet();
                    }
                });
            }
            reading.await();
            closeStorage();
            threads.join();
        }

        assertThat(turnedAway).hasValue(READERS);
    }

    @Test
    @Shows("life-27")
    void closeWaitsForWritersAndKeepsWhatWasAcknowledged() throws InterruptedException {
        AtomicInteger acknowledged = new AtomicInteger();
        CountDownLatch writing = new CountDownLatch(4);
        storage();
        Branch main = main();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 4; t++) {
                int thread = t;
                threads.start("writer " + t, () -> {
                    try {
                        for (int i = 0; true; i++) {
                            String own = "/t" + thread + "-" + i;
                            apply(main, change -> change.create(path(own), Content.of("")));
                            acknowledged.incrementAndGet();
                            writing.countDown();
                        }
                    } catch (StorageClosedException e) {
                        assertThat(e).hasMessageNotContaining("null");
                    }
                });
            }
            writing.await();
            closeStorage();
            threads.join();
        }

        assertThat(head().list(StorePath.ROOT)).hasSize(acknowledged.get());
    }
}
