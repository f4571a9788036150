package dev.ize.backend.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UninterruptibleFileTest {
    private static final int BLOCKS = 1_000;
    private static final int BLOCK_BYTES = 4096;

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        path = Files.createFile(directory.resolve("file"));
    }

    /** Every block holds its own number, so that a read at a wrong position is seen. */
    @Test
    void readersAreInterruptedAThousandTimesInReadsAndReadOnBesideAWriter() throws Exception {
        try (UninterruptibleFile file = UninterruptibleFile.open(path)) {
            for (int i = 0; i < BLOCKS; i++) {
                writeBlock(file, i);
            }
            AtomicBoolean done = new AtomicBoolean();
            List<FutureTask<Integer>> tasks = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tasks.add(new FutureTask<>(() -> readInterrupted(file, done)));
                threads.add(new Thread(tasks.get(i)));
                threads.get(i).start();
            }

            for (int i = 0; i < 1_000; i++) {
                threads.get(i % threads.size()).interrupt();
                writeBlock(file, i % BLOCKS);
                if (i % 100 == 0) {
                    file.force();
                }
                LockSupport.parkNanos(10_000);
            }
            done.set(true);

            int interrupts = 0;
            for (FutureTask<Integer> task : tasks) {
                interrupts += task.get();
            }
            assertThat(interrupts).isGreaterThan(100);
        }
    }

    @Test
    void transfersOfAnyLengthAreWhole() throws IOException {
        byte[] content = new byte[(5 << 20) + 17];
        new Random(1).nextBytes(content);
        try (UninterruptibleFile file = UninterruptibleFile.open(path)) {
            file.write(100, content, 0, content.length);
            byte[] read = new byte[content.length];
            file.read(100, read, 0, read.length);

            assertThat(read).isEqualTo(content);
            assertThat(file.length()).isEqualTo(100 + content.length);
        }
    }

    @Test
    void readBeyondTheEndIsToldAsSuch() throws IOException {
        try (UninterruptibleFile file = UninterruptibleFile.open(path)) {
            file.write(0, new byte[10], 0, 10);

            assertThatThrownBy(() -> file.read(5, new byte[10], 0, 10))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("missing=5");
        }
    }

    @Test
    void truncationCutsAndNeverExtends() throws IOException {
        try (UninterruptibleFile file = UninterruptibleFile.open(path)) {
            file.write(0, new byte[10], 0, 10);
            file.truncate(20);
            assertThat(file.length()).isEqualTo(10);
            file.truncate(5);
            assertThat(file.length()).isEqualTo(5);
        }
    }

    private static int readInterrupted(UninterruptibleFile file, AtomicBoolean done) throws IOException {
        Random random = new Random();
        byte[] block = new byte[BLOCK_BYTES];
        int interrupts = 0;
        while (!done.get()) {
            int i = random.nextInt(BLOCKS);
            file.read((long) i * BLOCK_BYTES, block, 0, BLOCK_BYTES);
            assertThat(ByteBuffer.wrap(block).getInt()).isEqualTo(i);
            interrupts += Thread.interrupted() ? 1 : 0;
        }
        return interrupts;
    }

    private static void writeBlock(UninterruptibleFile file, int i) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        ByteBuffer.wrap(block).putInt(i);
        file.write((long) i * BLOCK_BYTES, block, 0, BLOCK_BYTES);
    }
}
