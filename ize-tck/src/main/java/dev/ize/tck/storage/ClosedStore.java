package dev.ize.tck.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.engine.Threads;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Closes a storage under readers and then calls it for everything, which must not end the process. */
final class ClosedStore implements OtherProcess.Task {
    static final String TURNED_AWAY = "All calls were turned away.";

    private static final StorePath FILE = StorePath.of("/file");
    private static final int READERS = 16;

    @Override
    public void run(FileSystemStorageProvider provider, Path store) throws Exception {
        FileSystemStorage storage = provider.open(store, OtherProcess.options(provider));
        Branch branch = storage.mainBranch();
        branch.apply(Change.by("tester")
                .create(FILE, Content.of(StorageContract.noise(2 << 20, 1)))
                .build());
        View view = branch.head();
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.putAll(ClosedCalls.toStorage(storage, view));
        calls.putAll(ClosedCalls.toBranch(branch, view.point()));
        calls.putAll(ClosedCalls.toView(view, FILE));
        InputStream stream = view.newInputStream(FILE);
        SeekableByteChannel channel = view.open(FILE);
        Iterator<Entry> walk = view.walk(StorePath.ROOT).iterator();
        calls.put("stream", stream::readAllBytes);
        calls.put("channel", () -> channel.position(1 << 20).read(ByteBuffer.allocate(10)));
        calls.put("iterator", () -> walk.forEachRemaining(entry -> {}));

        closeUnderReaders(storage, view);

        calls.forEach(ClosedStore::call);
        System.out.println(TURNED_AWAY);
    }

    private static void closeUnderReaders(FileSystemStorage storage, View view) throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(READERS);
        try (Threads threads = new Threads()) {
            for (int i = 0; i < READERS; i++) {
                threads.start("reader " + i, () -> readToTheEnd(view, reading));
            }
            reading.await();
            storage.close();
            threads.join();
        }
    }

    private static void readToTheEnd(View view, CountDownLatch reading) {
        try {
            while (true) {
                view.read(FILE);
                reading.countDown();
            }
        } catch (RuntimeException e) {
            requireClosed("read", e);
        }
    }

    private static void call(String name, ThrowingCallable call) {
        try {
            call.call();
        } catch (Throwable thrown) {
            requireClosed(name, thrown);
            return;
        }
        throw new AssertionError("A closed storage answered. call=" + name);
    }

    private static void requireClosed(String name, Throwable thrown) {
        if (!ClosedCalls.isClosed(thrown)) {
            throw new AssertionError("A closed storage threw something else. call=" + name, thrown);
        }
    }
}
