package dev.ize.bench.history;

import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.ContenderDescription.Reach;
import dev.ize.spi.Branch;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Durability;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Node;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ize on one backend.
 *
 * @param backend id of the backend
 * @param version of Ize
 * @param durability what it is opened with
 */
public record IzeStore(String backend, String version, Durability durability) implements Contender {
    @Override
    public ContenderDescription description() {
        String id = "ize-" + backend + "-" + durability.name().toLowerCase(Locale.ROOT);
        return switch (durability) {
            case SYNC ->
                new ContenderDescription(
                        id,
                        "Ize, " + backend,
                        version,
                        Reach.IN_PROCESS,
                        Guarantee.POWER_CUT,
                        "SYNC: each change flushed");
            case BUFFERED ->
                new ContenderDescription(
                        id,
                        "Ize, " + backend,
                        version,
                        Reach.IN_PROCESS,
                        Guarantee.PROCESS_DEATH,
                        "BUFFERED: not flushed where the engine has a safe mode for it");
        };
    }

    @Override
    public Archive create(Path directory) {
        return new Recorded(FileSystemStorages.open(
                directory.resolve("store"),
                StorageOptions.builder().backend(backend).durability(durability).build()));
    }

    private static final class Recorded implements Archive {
        private static final int MAX_HISTORY_LINES = 10_000;

        private final FileSystemStorage storage;
        private final Branch main;
        private final List<Point> releases = new ArrayList<>();

        Recorded(FileSystemStorage storage) {
            this.storage = storage;
            this.main = storage.mainBranch();
        }

        @Override
        public void record(Release release) throws IOException {
            try (TreeRecording recording = new TreeRecording(storage, main, release.name())) {
                releases.add(recording.record(release.directory()));
            }
        }

        @Override
        public byte[] read(int release, String path) {
            return main.at(releases.get(release)).read(StorePath.of(path));
        }

        @Override
        public SortedSet<Integer> history(String path) {
            SortedSet<Integer> changed = new TreeSet<>();
            main.head().history(StorePath.of(path), LogQuery.newestFirst(MAX_HISTORY_LINES)).stream()
                    .map(line -> release(line.logged().change().id().value()))
                    .forEach(changed::add);
            return changed;
        }

        private int release(long change) {
            for (int i = 0; i < releases.size(); i++) {
                if (releases.get(i).sequence() == change) {
                    return i;
                }
            }
            throw new IllegalStateException("No release was recorded by change " + change);
        }

        @Override
        public void checkOut(int release, Path directory) throws IOException {
            try (TreeCheckout checkout = new TreeCheckout(main.at(releases.get(release)), directory)) {
                checkout.run();
            }
        }

        @Override
        public SortedMap<String, PathChange> difference(int before, int after) {
            SortedMap<String, PathChange> changes = new TreeMap<>();
            for (DifferenceLine line :
                    storage.difference(main.at(releases.get(before)), main.at(releases.get(after)))) {
                Optional<String> from = line.before().filter(Recorded::isFile).map(entry -> relative(entry.path()));
                Optional<String> to = line.after().filter(Recorded::isFile).map(entry -> relative(entry.path()));
                if (from.isPresent() && from.equals(to)) {
                    changes.put(from.get(), PathChange.MODIFIED);
                } else {
                    from.ifPresent(path -> changes.put(path, PathChange.REMOVED));
                    to.ifPresent(path -> changes.put(path, PathChange.ADDED));
                }
            }
            return changes;
        }

        private static boolean isFile(Entry entry) {
            return !(entry.node() instanceof Node.Directory);
        }

        private static String relative(StorePath path) {
            return path.toString().substring(1);
        }

        @Override
        public void branch(String name, int release) {
            storage.fork(name, main.at(releases.get(release)));
        }

        @Override
        public byte[] readOnBranch(String name, String path) {
            return storage.branch(name).head().read(StorePath.of(path));
        }

        @Override
        public long diskBytes() {
            return storage.statistics().diskBytes();
        }

        @Override
        public boolean upkeep() {
            storage.compact(Progress.NONE);
            return true;
        }

        @Override
        public void close() {
            storage.close();
        }
    }
}
