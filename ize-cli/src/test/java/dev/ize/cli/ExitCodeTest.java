package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.BranchId;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Point;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.PreconditionFailedException;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StorePosition;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.TooManyReadersException;
import dev.ize.spi.WriteConflictException;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ExitCodeTest {
    private static final Point POINT = new Point(BranchId.MAIN, 7);

    private static final Map<StorageException, Integer> TABLE = Map.ofEntries(
            Map.entry(
                    new ChangeRefusedException(ChangeRefusedException.Reason.EXISTS, StorePath.of("a"), 0, "x"),
                    ExitCode.WRONG_USE),
            Map.entry(new InvalidNameException("x"), ExitCode.WRONG_USE),
            Map.entry(new NameTakenException("x"), ExitCode.WRONG_USE),
            Map.entry(new NoSuchPointException("x"), ExitCode.WRONG_USE),
            Map.entry(new NotFoundException("x"), ExitCode.WRONG_USE),
            Map.entry(new PointInsideChangeException(POINT, POINT, POINT), ExitCode.WRONG_USE),
            Map.entry(new PointPrunedException("x", Optional.of(POINT), Optional.empty()), ExitCode.WRONG_USE),
            Map.entry(new CorruptStoreException("x", null), ExitCode.STORE_ERROR),
            Map.entry(new DumpMismatchException("x", StorePosition.START, StorePosition.START), ExitCode.WRONG_USE),
            Map.entry(new InvalidDumpException("x", null), ExitCode.STORE_ERROR),
            Map.entry(new LostChangesException("x", 1, 2), ExitCode.STORE_ERROR),
            Map.entry(new HeadMovedException(POINT, POINT), ExitCode.STORE_ERROR),
            Map.entry(new PreconditionFailedException("x"), ExitCode.STORE_ERROR),
            Map.entry(new StorageClosedException("x"), ExitCode.STORE_ERROR),
            Map.entry(new StorageFailedException("x", null), ExitCode.STORE_ERROR),
            Map.entry(new StoreLockedException("x"), ExitCode.STORE_ERROR),
            Map.entry(new StoreUnusableException("x"), ExitCode.STORE_ERROR),
            Map.entry(new TooManyReadersException("x", null), ExitCode.STORE_ERROR),
            Map.entry(new WriteConflictException("x"), ExitCode.STORE_ERROR),
            Map.entry(new WriteRefusedException("x", null), ExitCode.STORE_ERROR));

    @Test
    void everyStorageExceptionHasItsCode() {
        Set<Class<?>> tested = new HashSet<>();

        TABLE.forEach((failure, code) -> {
            tested.add(failure.getClass());
            assertThat(ExitCode.of(failure)).as(failure.toString()).isEqualTo(code);
        });

        assertThat(tested).containsExactlyInAnyOrderElementsOf(concreteKinds(StorageException.class));
    }

    @Test
    void otherFailuresAreTheSystems() {
        assertThat(ExitCode.of(new UsageException("x"))).isEqualTo(ExitCode.WRONG_USE);
        assertThat(ExitCode.of(new IOException("x"))).isEqualTo(ExitCode.STORE_ERROR);
        assertThat(ExitCode.of(new OutOfMemoryError())).isEqualTo(ExitCode.STORE_ERROR);
    }

    @Test
    void messagesAreOneLineThatSaysWhatToDo() {
        assertThat(ExitCode.message(new UsageException("one\n  two\u001b"))).isEqualTo("one two\\x1b");
        assertThat(ExitCode.message(new PointInsideChangeException(
                        POINT, new Point(BranchId.MAIN, 5), new Point(BranchId.MAIN, 9))))
                .endsWith("use @5 or @9.");
        assertThat(ExitCode.message(new UncheckedIOException(new AccessDeniedException("/x"))))
                .isEqualTo("Permission denied. file=/x");
        assertThat(ExitCode.message(new FileSystemException("/x", null, "Too many links")))
                .isEqualTo("Too many links. file=/x");
        assertThat(ExitCode.message(new IllegalStateException("odd"))).contains("--debug", "odd");
        assertThat(ExitCode.message(new OutOfMemoryError("heap"))).contains("-Xmx");
    }

    private static List<Class<?>> concreteKinds(Class<?> kind) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> below : kind.getPermittedSubclasses()) {
            if (below.isSealed()) {
                found.addAll(concreteKinds(below));
            } else {
                found.add(below);
            }
        }
        return found;
    }
}
