package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.engine.Threads;
import dev.ize.tck.rule.Shows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Closing under readers, interrupts everywhere, and a second process: nothing is harmed, and no JVM ends. */
@Tag("misuse")
abstract class FaultMisuseContract extends FaultContract {
    private static final int READERS = 16;
    private static final StorePath FILE = StorePath.of("/file");

    @Shows("fault-8")
    @Test
    void closingUnderReadersTurnsThemAwayAndHarmsNothing() throws InterruptedException {
        int closes = Form.chosen().runs(40, 1_000);
        byte[] bytes = SeededBytes.of(1, 200_000).bytes();
        AtomicInteger reads = new AtomicInteger();
        try (FileSystemStorage storage = open()) {
            apply(storage, Change.by("tester").create(FILE, Content.of(bytes)));
        }

        for (int i = 0; i < closes; i++) {
            closeUnderReaders(bytes, reads);
        }

        try (FileSystemStorage storage = open()) {
            assertThat(storage.mainBranch().head().read(FILE)).isEqualTo(bytes);
        }
        report("closes=" + closes + " readers=" + READERS + " reads=" + reads);
    }

    private void closeUnderReaders(byte[] bytes, AtomicInteger reads) throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(READERS);
        FileSystemStorage storage = open();
        View view = storage.mainBranch().head();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < READERS; t++) {
                threads.start("reader " + t, () -> {
                    try {
                        while (true) {
                            assertThat(Arrays.equals(view.read(FILE), bytes)).isTrue();
                            reads.incrementAndGet();
                            reading.countDown();
                        }
                    } catch (StorageClosedException e) {
                        // Turned away, as it must be.
                    } finally {
                        reading.countDown();
                    }
                });
            }
            reading.await();
            storage.close();
            threads.join();
        }
    }

    /** The lane's steps are reads, content ahead of changes, commits, stages, forks and deletions. */
    @Shows("fault-9")
    @Test
    void interruptsInAnyCallHarmNothing() throws InterruptedException {
        int interrupts = Form.chosen().runs(200, 1_000);
        Lane lane = new Lane(Form.seed(), 0, Sizes.SMALL);
        AtomicBoolean over = new AtomicBoolean();
        try (FileSystemStorage storage = open();
                Threads threads = new Threads()) {
            Thread worker = threads.start("interrupted worker", () -> {
                while (!over.get()) {
                    lane.run(storage);
                    assertThat(Survey.ofHeads(storage, lane)).isEmpty();
                }
            });
            for (int i = 0; i < interrupts && threads.areWell(); i++) {
                worker.interrupt();
                Thread.sleep(2);
            }
            over.set(true);
            threads.join();
        }

        try (FileSystemStorage storage = open()) {
            assertThat(Survey.of(storage, lane)).isEmpty();
        }
        report("interrupts=" + interrupts + " steps=" + lane.steps());
    }

    @Shows("fault-10")
    @Test
    void anotherProcessIsTurnedAwayAndTheFirstGoesOn() throws InterruptedException {
        Class<? extends EngineProvider> provider = provider().getClass();
        Subject subject = new Subject(provider, Flaw.NONE, store(), Durability.SYNC, Form.seed(), Sizes.SMALL);
        Lane lane = subject.lane(0, 0);
        List<String> said = new ArrayList<>();
        try (FileSystemStorage storage = subject.open()) {
            lane.run(storage);
            try (ChildJvm other =
                    ChildJvm.start(SecondProcess.class, subject.arguments().toArray(String[]::new))) {
                other.await(60_000, said);
            }
            while (lane.steps() < 10) {
                lane.run(storage);
            }
            assertThat(Survey.of(storage, lane)).isEmpty();
        }

        assertThat(said)
                .contains(
                        "StoreLockedException names " + ProcessHandle.current().pid());
        assertThat(open(subject, said)).contains("opened");
    }

    private static List<String> open(Subject subject, List<String> said) throws InterruptedException {
        try (ChildJvm other =
                ChildJvm.start(SecondProcess.class, subject.arguments().toArray(String[]::new))) {
            other.await(60_000, said);
        }
        return said;
    }

    private Path store() {
        return directory.resolve("store");
    }

    private FileSystemStorage open() {
        return provider()
                .open(
                        store(),
                        StorageOptions.builder().durability(Durability.BUFFERED).build());
    }

    private static void apply(FileSystemStorage storage, Change.Builder change) {
        storage.mainBranch().apply(change.build());
    }
}
