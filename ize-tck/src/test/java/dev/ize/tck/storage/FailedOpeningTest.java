package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StorePath;
import dev.ize.spi.WriteRefusedException;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.memory.InMemoryProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that could not be opened, copied or compacted is left closed or as it was, so that the next call is right. */
@Timeout(60)
final class FailedOpeningTest {
    private static final StorePath FILE = StorePath.of("/file");

    @TempDir
    Path directory;

    /** What an engine throws that is asked for a snapshot, or closed after that. */
    private Optional<Throwable> onSnapshot = Optional.empty();

    private Optional<RuntimeException> onClose = Optional.empty();
    private Optional<RuntimeException> onCompaction = Optional.empty();

    @BeforeEach
    void makeStore() {
        try (FileSystemStorage storage = open(OpenMode.CREATE_NEW)) {
            storage.mainBranch()
                    .apply(Change.by("tester").create(FILE, Content.of("x")).build());
        }
    }

    @Test
    void storeThatCouldNotBeOpenedIsClosed() {
        for (OpenMode mode : new OpenMode[] {OpenMode.EXISTING, OpenMode.READ_ONLY}) {
            onSnapshot = Optional.of(new CorruptStoreException("A page is damaged.", null));

            assertThatThrownBy(() -> open(mode))
                    .isInstanceOf(CorruptStoreException.class)
                    .hasMessage("A page is damaged.");

            onSnapshot = Optional.empty();
            try (FileSystemStorage storage = open(mode)) {
                assertThat(storage.mainBranch().head().find(FILE)).isPresent();
            }
        }
    }

    @Test
    void errorOfAnOpeningIsThrownAsItIs() {
        Error error = new AssertionError("An engine's own");
        onSnapshot = Optional.of(error);

        assertThatThrownBy(() -> open(OpenMode.EXISTING)).isSameAs(error);

        onSnapshot = Optional.empty();
        open(OpenMode.EXISTING).close();
    }

    @Test
    void failureOfTheCleaningUpIsToldWithThatOfTheOpening() {
        RuntimeException close = new IllegalStateException("It does not close either.");
        onSnapshot = Optional.of(new CorruptStoreException("A page is damaged.", null));
        onClose = Optional.of(close);

        assertThatThrownBy(() -> open(OpenMode.EXISTING))
                .isInstanceOf(CorruptStoreException.class)
                .hasSuppressedException(close);
    }

    @Test
    void lossIsRefusedAndAcceptedInAStoreThatIsOpenedToRead() {
        Path watermark = directory.resolve("store").resolve("watermark");
        Path later = directory.resolve("later");
        try (FileSystemStorage storage = open(OpenMode.EXISTING)) {
            storage.copyTo(later, Progress.NONE);
        }
        try (FileSystemStorage storage = open(later, builder(OpenMode.EXISTING))) {
            storage.mainBranch().apply(Change.by("tester").delete(FILE).build());
            storage.sync();
        }
        copy(later.resolve("watermark"), watermark);

        assertThatThrownBy(() -> open(OpenMode.READ_ONLY)).isInstanceOf(LostChangesException.class);

        StorageOptions.Builder accepting = builder(OpenMode.READ_ONLY).acceptLoss(true);
        try (FileSystemStorage storage = open(directory.resolve("store"), accepting)) {
            assertThat(storage.mainBranch().head().find(FILE)).isPresent();
        }
        assertThatThrownBy(() -> open(OpenMode.READ_ONLY)).isInstanceOf(LostChangesException.class);
    }

    /** A copy knows what it was made with, before anything in it moves its watermark. */
    @Test
    void copyNoticesALossOfWhatItWasMadeWith() {
        Path copy = directory.resolve("copy");
        try (FileSystemStorage storage = open(OpenMode.EXISTING)) {
            storage.copyTo(copy, Progress.NONE);
        }
        try (BareStore bare = BareStore.open(new InMemoryProvider(), copy)) {
            bare.delete(Keyspaces.OPERATIONS, Keys.operation(1, 1));
        }

        assertThatThrownBy(() -> open(copy, builder(OpenMode.EXISTING))).isInstanceOf(LostChangesException.class);
    }

    @Test
    void compactionThatTheEngineRefusesIsRefused() {
        try (FileSystemStorage storage = open(OpenMode.EXISTING)) {
            onCompaction = Optional.of(new WriteRefusedException("The disk is full", null));

            assertThatThrownBy(() -> storage.compact(Progress.NONE)).isInstanceOf(WriteRefusedException.class);

            onCompaction = Optional.empty();
            storage.compact(Progress.NONE);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StorageOptions.Builder builder(OpenMode mode) {
        return StorageOptions.builder().backend("memory").mode(mode);
    }

    private FileSystemStorage open(OpenMode mode) {
        return open(directory.resolve("store"), builder(mode));
    }

    private FileSystemStorage open(Path store, StorageOptions.Builder options) {
        return new ForwardingProvider(new InMemoryProvider(), FailingEngine::new).open(store, options.build());
    }

    /** An engine in memory that gives no snapshot, or is not compacted, if the test wants it. */
    private final class FailingEngine extends ForwardingEngine {
        FailingEngine(Engine right) {
            super(right);
        }

        @Override
        public EngineSnapshot snapshot() {
            if (onSnapshot.isPresent()) {
                throw raise(onSnapshot.get());
            }
            return super.snapshot();
        }

        @Override
        public void compact(EngineProgress progress) {
            onCompaction.ifPresent(failure -> {
                throw failure;
            });
            super.compact(progress);
        }

        @Override
        public void close() {
            super.close();
            onClose.ifPresent(failure -> {
                throw failure;
            });
        }
    }

    private static RuntimeException raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
