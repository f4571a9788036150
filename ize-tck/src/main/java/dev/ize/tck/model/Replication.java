package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.BranchDescription;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Progress;
import dev.ize.spi.Snapshot;
import dev.ize.spi.VerificationOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Replaces stores by ones that were loaded from their dumps, and keeps a follower up to date by dumps of what has
 * come since the one before.
 */
final class Replication implements AutoCloseable {
    private static final String SUFFIX = "-replica-";

    private final Function<Path, FileSystemStorage> opener;
    private final Path directory;
    private final FileSystemStorage follower;
    private Optional<DumpSummary> followed = Optional.empty();
    private int replicas;

    Replication(Function<Path, FileSystemStorage> opener, Path directory) {
        this.opener = opener;
        this.directory = directory;
        this.follower = opener.apply(next());
    }

    /** The directories of all stores that were made beside that one. */
    static List<Path> directories(Path store) {
        try (Stream<Path> siblings = Files.list(store.getParent())) {
            return siblings.filter(path -> path.getFileName().toString().startsWith(store.getFileName() + SUFFIX))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new store in place of another, which is closed; the follower follows. */
    FileSystemStorage replace(FileSystemStorage storage) {
        follow(storage);
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        DumpSummary dumped = storage.dump(dump, DumpOptions.all(), Progress.NONE);
        FileSystemStorage replica = opener.apply(next());
        LoadSummary loaded = replica.load(new ByteArrayInputStream(dump.toByteArray()), Progress.NONE);
        assertThat(loaded.end()).isEqualTo(dumped.end());
        assertThat(loaded.changes()).isEqualTo(dumped.changes());
        compare(storage, replica);
        storage.close();
        return replica;
    }

    private void follow(FileSystemStorage storage) {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        DumpOptions options =
                followed.map(earlier -> DumpOptions.after(earlier.end())).orElseGet(DumpOptions::all);
        DumpSummary dumped = storage.dump(dump, options, Progress.NONE);
        follower.load(new ByteArrayInputStream(dump.toByteArray()), Progress.NONE);
        followed = Optional.of(dumped);
        compare(storage, follower);
    }

    private static void compare(FileSystemStorage storage, FileSystemStorage replica) {
        assertThat(replica.verify(VerificationOptions.full(), Progress.NONE).findings())
                .isEmpty();
        assertThat(replica.branches()).isEqualTo(storage.branches());
        assertThat(replica.snapshots()).isEqualTo(storage.snapshots());
        for (BranchDescription branch : storage.branches()) {
            assertThat(replica.branch(branch.name()).head().chainHash())
                    .isEqualTo(storage.branch(branch.name()).head().chainHash());
            LogQuery all = LogQuery.newestFirst(Integer.MAX_VALUE);
            assertThat(replica.branch(branch.name()).log(all))
                    .isEqualTo(storage.branch(branch.name()).log(all));
        }
        for (Snapshot snapshot : storage.snapshots()) {
            assertThat(replica.atSnapshot(snapshot.name()).chainHash())
                    .isEqualTo(storage.atSnapshot(snapshot.name()).chainHash());
        }
    }

    private Path next() {
        return directory.resolveSibling(directory.getFileName() + SUFFIX + ++replicas);
    }

    @Override
    public void close() {
        follower.close();
    }
}
