package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StorePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LookAheadTest {
    private static final List<StorePath> PATHS = IntStream.range(0, 500)
            .mapToObj(i -> StorePath.of("/" + (1000 + i)))
            .toList();

    @Test
    void looksComeInTheOrderOfPathsWhicheverEndsFirst() throws IOException {
        CountDownLatch others = new CountDownLatch(1);
        List<StorePath> taken = new ArrayList<>();
        try (LookAhead looks = new LookAhead(paths(), path -> {
            if (path.equals(PATHS.get(1))) {
                others.countDown();
            } else if (path.equals(PATHS.get(0)) && Runtime.getRuntime().availableProcessors() > 1) {
                awaitUninterrupted(others);
            }
            return look(path);
        })) {
            for (Optional<Look> next = looks.next(); next.isPresent(); next = looks.next()) {
                taken.add(next.get().path());
            }
            assertThat(looks.next()).isEmpty();
        }
        assertThat(taken).isEqualTo(PATHS);
    }

    @Test
    void aheadIsNoMoreThanWhatMemoryIsThereFor() throws IOException {
        AtomicInteger begun = new AtomicInteger();
        try (LookAhead looks = new LookAhead(paths(), path -> {
            begun.incrementAndGet();
            return look(path);
        })) {
            assertThat(looks.next()).isPresent();
        }
        assertThat(begun.get()).isBetween(1, AheadThreads.COUNT * LookAhead.LOOKS_A_THREAD);
    }

    @Test
    void failureOfALookComesWhereItsPathWould() throws IOException {
        try (LookAhead looks = new LookAhead(paths(), path -> {
            if (path.equals(PATHS.get(2))) {
                throw new IllegalStateException("the third");
            }
            return look(path);
        })) {
            assertThat(looks.next()).isPresent();
            assertThat(looks.next()).isPresent();
            assertThatThrownBy(looks::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the third");
        }
    }

    @Test
    void interruptEndsIt() throws IOException {
        try (LookAhead looks = new LookAhead(paths(), LookAheadTest::look)) {
            assertThat(looks.next()).isPresent();
            Thread.currentThread().interrupt();
            assertThatThrownBy(looks::next).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closeWaitsForLooksThatAreUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        LookAhead looks = new LookAhead(paths(), path -> {
            if (path.equals(PATHS.get(0))) {
                return look(path);
            }
            underWay.incrementAndGet();
            begun.countDown();
            awaitUninterrupted(goOn);
            underWay.decrementAndGet();
            return look(path);
        });
        assertThat(looks.next()).isPresent();
        begun.await();
        Thread closer = new Thread(looks::close);
        closer.start();
        closer.join(100);
        assertThat(closer.isAlive()).isTrue();

        goOn.countDown();
        closer.join();

        assertThat(underWay).hasValue(0);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Look look(StorePath path) {
        return new Look(path, null, null, Optional.empty(), false, null);
    }

    private static PathReader paths() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PathWriter writer = new PathWriter(new DataOutputStream(bytes));
        for (StorePath path : PATHS) {
            writer.write(path);
        }
        writer.end();
        return new PathReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
