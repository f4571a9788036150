package dev.ize.bench.history;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One change that makes a branch's head what a directory holds, as a program would write it: it reads every file, as
 * git does, on as many threads as there are processors, and gives the storage those that are new or differ.
 */
final class TreeRecording implements AutoCloseable {
    /** Files up to this length are read as a whole; 1 MiB, as a storage holds ahead of a change in memory. */
    static final long MAX_BYTES_IN_MEMORY = 1 << 20;

    private static final int MAX_WAITING_OPERATIONS = 2_000;
    private static final long MAX_WAITING_BYTES = 4L << 20;
    private static final int EXECUTABLE_MODE = 0755;
    private static final boolean HAS_PERMISSIONS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** What one task reads: to hand over a file at a time costs as much as to read a small one. */
    private static final int MAX_FILES_OF_BATCH = 16;

    private static final long MAX_BYTES_OF_BATCH = 256 << 10;

    /** How many steps may be ahead of the one that is due; of files up to 1 MiB each is held in memory. */
    private static final int MAX_STEPS_AHEAD = 4 * THREADS * MAX_FILES_OF_BATCH;

    private final FileSystemStorage storage;
    private final Branch branch;
    private final String message;
    private final NavigableMap<StorePath, Node> before = new TreeMap<>();
    private final List<Operation> waiting = new ArrayList<>();
    private final List<StoredContent> held = new ArrayList<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(THREADS);
    private Batch filling = new Batch();
    private long waitingBytes;
    private @Nullable StagedChange stage;

    TreeRecording(FileSystemStorage storage, Branch branch, String message) {
        this.storage = storage;
        this.branch = branch;
        this.message = message;
        for (Entry entry : (Iterable<Entry>) branch.head().walk(StorePath.ROOT)::iterator) {
            before.put(entry.path(), entry.node());
        }
        before.remove(StorePath.ROOT);
    }

    static boolean isExecutable(Node.File file) {
        return (file.attributes().mode() & 0100) != 0;
    }

    /** What is to be done for a path when those before it are done. */
    private interface Step {
        void run() throws IOException;
    }

    /**
     * What was read of a file.
     *
     * @param mode its mode
     * @param content its content; empty if it is the old one
     */
    private record ReadFile(int mode, Optional<Content> content) {}

    /** Files that are read one after the other, by whichever thread comes to it first. */
    private final class Batch {
        private final List<Callable<ReadFile>> files = new ArrayList<>();
        private final List<ReadFile> results = new ArrayList<>();
        private final FutureTask<@Nullable Void> reading = new FutureTask<>(this::readAll);
        private long bytes;

        void add(Path file, long size, Optional<ContentReference> former) {
            files.add(() -> new ReadFile(mode(file), read(file, size, former)));
            bytes += size;
        }

        boolean isFull() {
            return files.size() == MAX_FILES_OF_BATCH || bytes >= MAX_BYTES_OF_BATCH;
        }

        private @Nullable Void readAll() throws Exception {
            for (Callable<ReadFile> file : files) {
                results.add(file.call());
            }
            return null;
        }

        ReadFile result(int index) throws IOException {
            if (this == filling) {
                filling = new Batch();
            }
            reading.run();
            try {
                reading.get();
                return results.get(index);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while files were read", e);
            }
        }
    }

    /** Makes the change. */
    Point record(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                if (visited.equals(directory)) {
                    return FileVisitResult.CONTINUE;
                }
                if (ReleaseTree.isLeftOut(visited)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                recordDirectory(StorePath.of(ReleaseTree.path(directory, visited)));
                runSteps(MAX_STEPS_AHEAD);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                StorePath path = StorePath.of(ReleaseTree.path(directory, file));
                if (attributes.isSymbolicLink()) {
                    recordSymlink(path, file);
                } else {
                    recordFile(path, file, attributes.size());
                }
                runSteps(MAX_STEPS_AHEAD);
                return FileVisitResult.CONTINUE;
            }
        });
        runSteps(0);
        removeAll(new ArrayList<>(before.descendingMap().keySet()));
        return finish();
    }

    private void runSteps(int left) throws IOException {
        while (steps.size() > left) {
            steps.remove().run();
        }
    }

    private void recordDirectory(StorePath path) {
        Node old = before.remove(path);
        if (old instanceof Node.Directory) {
            return;
        }
        steps.add(() -> {
            removeOld(path, old);
            add(new Operation.CreateDirectory(path, Change.DEFAULT_DIRECTORY_MODE, Optional.empty()));
        });
    }

    private void recordSymlink(StorePath path, Path link) throws IOException {
        byte[] target = Files.readSymbolicLink(link).toString().getBytes(StandardCharsets.UTF_8);
        Node old = before.remove(path);
        if (old instanceof Node.Symlink symlink && Arrays.equals(symlink.target(), target)) {
            return;
        }
        steps.add(() -> {
            removeOld(path, old);
            add(new Operation.CreateSymlink(path, target, Optional.empty()));
        });
    }

    private void recordFile(StorePath path, Path file, long size) {
        Node old = before.remove(path);
        Optional<ContentReference> former =
                old instanceof Node.File oldFile ? Optional.of(oldFile.content()) : Optional.empty();
        Batch batch = filling;
        int index = batch.files.size();
        batch.add(file, size, former);
        steps.add(() -> recordRead(path, old, batch.result(index)));
        if (batch.isFull()) {
            filling = new Batch();
            readers.execute(batch.reading);
        }
    }

    private void recordRead(StorePath path, @Nullable Node old, ReadFile file) {
        file.content().ifPresent(this::hold);
        if (!(old instanceof Node.File oldFile)) {
            removeOld(path, old);
            add(new Operation.CreateFile(path, file.content().orElseThrow(), file.mode(), Optional.empty()));
            return;
        }
        file.content().ifPresent(content -> add(new Operation.ReplaceContent(path, content, Optional.empty())));
        if (isExecutable(oldFile) != (file.mode() == EXECUTABLE_MODE)) {
            add(new Operation.SetPermissions(path, file.mode()));
        }
    }

    private void hold(Content content) {
        if (content instanceof StoredContent stored) {
            held.add(stored);
        } else {
            waitingBytes += content.length();
        }
    }

    /** By the attributes: the JDK tells that a file is not executable by an exception that costs more than these. */
    private static int mode(Path file) throws IOException {
        boolean isExecutable = HAS_PERMISSIONS
                ? Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE)
                : Files.isExecutable(file);
        return isExecutable ? EXECUTABLE_MODE : Change.DEFAULT_FILE_MODE;
    }

    /** A file's content; empty if it is the old one. On any thread. */
    private Optional<Content> read(Path file, long size, Optional<ContentReference> old) throws IOException {
        boolean isOldInOneChunk =
                old.filter(one -> one.form() == ContentReference.Form.BYTES).isPresent();
        if (size > MAX_BYTES_IN_MEMORY || (old.isPresent() && !isOldInOneChunk)) {
            return store(file, old);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (old.filter(one -> one.hash().equals(ContentHash.ofContent(bytes))).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Content.of(bytes));
    }

    /** Has the storage say what the content is: only that can be compared with one of several chunks. */
    private Optional<Content> store(Path file, Optional<ContentReference> old) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            StoredContent content = storage.store(in, old.orElse(ContentReference.EMPTY));
            if (old.equals(Optional.of(content.reference()))) {
                content.close();
                return Optional.empty();
            }
            return Optional.of(content);
        }
    }

    private void removeOld(StorePath path, @Nullable Node old) {
        if (old == null) {
            return;
        }
        List<StorePath> below = before.tailMap(path).keySet().stream()
                .takeWhile(other -> other.startsWith(path))
                .toList();
        List<StorePath> deepestFirst = new ArrayList<>(below);
        Collections.reverse(deepestFirst);
        removeAll(deepestFirst);
        remove(path, old);
    }

    private void removeAll(List<StorePath> paths) {
        for (StorePath path : paths) {
            Node node = before.remove(path);
            if (node != null) {
                remove(path, node);
            }
        }
    }

    private void remove(StorePath path, Node node) {
        add(
                switch (node.kind()) {
                    case DIRECTORY -> new Operation.DeleteDirectory(path);
                    case FILE -> new Operation.DeleteFile(path);
                    case SYMLINK -> new Operation.DeleteSymlink(path);
                });
    }

    private void add(Operation operation) {
        if (stage != null) {
            stage.add(operation);
            return;
        }
        waiting.add(operation);
        if (waiting.size() > MAX_WAITING_OPERATIONS || waitingBytes > MAX_WAITING_BYTES) {
            StagedChange opened = branch.stage("bench", message, "");
            stage = opened;
            waiting.forEach(opened::add);
            waiting.clear();
        }
    }

    private Point finish() {
        if (stage != null) {
            return stage.publish().point();
        }
        if (waiting.isEmpty()) {
            return branch.head().point();
        }
        Change.Builder change = Change.by("bench").message(message);
        waiting.forEach(change::add);
        return branch.apply(change.build()).point();
    }

    @Override
    public void close() {
        // What was read ahead of a failure goes with the storage.
        readers.shutdown();
        try {
            readers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stage != null) {
            stage.close();
        }
        held.forEach(StoredContent::close);
    }
}
