package dev.ize.bench.history;

import dev.ize.spi.Entry;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Writes a view's tree to an empty directory, as a program would: files on as many threads as there are processors. */
final class TreeCheckout implements AutoCloseable {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** How many files may be waited for; each is held in memory while it is written, up to 1 MiB. */
    private static final int MAX_FILES_AHEAD = 32 * THREADS;

    private final View view;
    private final Path directory;
    private final ExecutorService writers = Executors.newFixedThreadPool(THREADS);
    private final Deque<Future<?>> files = new ArrayDeque<>();

    TreeCheckout(View view, Path directory) {
        this.view = view;
        this.directory = directory;
    }

    void run() throws IOException {
        try (Stream<Entry> entries = view.walk(StorePath.ROOT)) {
            for (Entry entry : (Iterable<Entry>) entries::iterator) {
                if (!entry.path().isRoot()) {
                    write(entry, directory.resolve(entry.path().toString().substring(1)));
                }
            }
        }
        await(0);
    }

    private void write(Entry entry, Path target) throws IOException {
        Node node = entry.node();
        if (node instanceof Node.Directory) {
            Files.createDirectory(target);
        } else if (node instanceof Node.Symlink link) {
            Files.createSymbolicLink(target, Path.of(new String(link.target(), StandardCharsets.UTF_8)));
        } else if (node instanceof Node.File file) {
            files.add(writers.submit(() -> {
                writeFile(entry.path(), file, target);
                return null;
            }));
            await(MAX_FILES_AHEAD);
        }
    }

    private void writeFile(StorePath path, Node.File file, Path target) throws IOException {
        if (file.size() <= TreeRecording.MAX_BYTES_IN_MEMORY) {
            Files.write(target, view.read(path));
        } else {
            try (InputStream in = view.newInputStream(path)) {
                Files.copy(in, target);
            }
        }
        if (TreeRecording.isExecutable(file)) {
            Permissions.setExecutable(target);
        }
    }

    private void await(int left) throws IOException {
        while (files.size() > left) {
            try {
                files.remove().get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while files were written", e);
            }
        }
    }

    @Override
    public void close() {
        writers.shutdown();
        try {
            writers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
