package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Durability;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.InProfile;
import dev.ize.tck.model.ManualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all topics of the storage contract share: one store a test, in a directory of its own, closed at the
 * end, and short words for changes to its main branch.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(InProfile.class)
abstract class StorageContract {
    /** When all stores are made; with nanoseconds, so that their loss shows. */
    static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

    final ManualClock clock = new ManualClock(START);

    @TempDir
    Path directory;

    private @Nullable FileSystemStorage storage;

    abstract FileSystemStorageProvider provider();

    /** The storage of this test, opened when first asked for. */
    final FileSystemStorage storage() {
        FileSystemStorage open = storage;
        if (open == null) {
            open = open(storeDirectory());
            storage = open;
        }
        return open;
    }

    final Path storeDirectory() {
        return directory.resolve("store");
    }

    /** A storage of the caller's own, in another directory. */
    final FileSystemStorage open(Path otherDirectory) {
        return provider().open(otherDirectory, options().build());
    }

    final StorageOptions.Builder options() {
        return StorageOptions.builder()
                .backend(provider().id())
                .durability(Durability.BUFFERED)
                .clock(clock);
    }

    @AfterEach
    final void closeStorage() {
        if (storage != null) {
            FileSystemStorage open = storage;
            storage = null;
            open.close();
        }
    }

    final void reopen() {
        closeStorage();
        storage();
    }

    final Branch main() {
        return storage().mainBranch();
    }

    final View head() {
        return main().head();
    }

    final AppliedChange apply(UnaryOperator<Change.Builder> operations) {
        return apply(main(), operations);
    }

    static AppliedChange apply(Branch branch, UnaryOperator<Change.Builder> operations) {
        return branch.apply(operations.apply(Change.by("tester")).build());
    }

    final AppliedChange create(String path, String text) {
        return apply(change -> change.create(path(path), Content.of(text)));
    }

    final AppliedChange create(String path, byte[] bytes) {
        return apply(change -> change.create(path(path), Content.of(bytes)));
    }

    final AppliedChange replace(String path, String text) {
        return apply(change -> change.replace(path(path), Content.of(text)));
    }

    final AppliedChange createDirectory(String path) {
        return apply(change -> change.createDirectory(path(path)));
    }

    final AppliedChange delete(String path) {
        return apply(change -> change.delete(path(path)));
    }

    final AppliedChange rename(String from, String to) {
        return apply(change -> change.rename(path(from), path(to)));
    }

    /** Applies a change that must be refused for a reason, and checks that nothing has changed. */
    final ChangeRefusedException assertRefused(Reason reason, UnaryOperator<Change.Builder> operations) {
        View before = head();
        List<Entry> entries = before.walk(StorePath.ROOT).toList();

        ChangeRefusedException refused = catchThrowableOfType(ChangeRefusedException.class, () -> apply(operations));

        assertThat(refused).as("refusal for " + reason).isNotNull();
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
        assertThat(head().point()).as("head after a refused change").isEqualTo(before.point());
        assertThat(head().walk(StorePath.ROOT).toList()).isEqualTo(entries);
        return refused;
    }

    static StorePath path(String text) {
        return StorePath.of(text);
    }

    static String text(View view, String path) {
        return new String(view.read(path(path)), StandardCharsets.UTF_8);
    }

    final String text(String path) {
        return text(head(), path);
    }

    final NodeId node(String path) {
        return head().entry(path(path)).node().id();
    }

    final Node.File file(String path) {
        return (Node.File) head().entry(path(path)).node();
    }

    /** The names in a directory, in the order of the listing. */
    static List<String> names(View view, String directory) {
        return view.list(path(directory)).stream()
                .map(DirectoryEntry::name)
                .map(Object::toString)
                .toList();
    }

    /** All paths of a view, without the root. */
    static List<String> paths(View view) {
        return view.walk(StorePath.ROOT)
                .skip(1)
                .map(entry -> entry.path().toString())
                .toList();
    }

    /** Bytes that do not compress, the same for the same seed. */
    static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
