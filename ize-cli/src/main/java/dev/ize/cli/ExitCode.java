package dev.ize.cli;

import dev.ize.cli.output.Output;
import dev.ize.cli.output.Printable;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NoSuchPointException;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.PointInsideChangeException;
import dev.ize.spi.PointPrunedException;
import dev.ize.spi.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/** The exit codes of the command, and the one line that explains a failure. */
final class ExitCode {
    /** All was done. */
    static final int DONE = 0;

    /** A difference was found, a check failed, or the result is partial. */
    static final int DIFFERENCE = 1;

    /** The words of the command cannot be carried out; nothing in the store has changed. */
    static final int WRONG_USE = 2;

    /** The store, or the system below it, failed. */
    static final int STORE_ERROR = 3;

    /** A check could not be carried to its end, and what was checked was well. */
    static final int INCOMPLETE = 4;

    /** What the storage throws when it was asked for something that is not there or cannot be. */
    private static final Set<Class<? extends StorageException>> CAUSED_BY_WORDS = Set.of(
            ChangeRefusedException.class,
            DumpMismatchException.class,
            InvalidNameException.class,
            NameTakenException.class,
            NoSuchPointException.class,
            NotFoundException.class,
            PointInsideChangeException.class,
            PointPrunedException.class);

    private ExitCode() {}

    /** The code for a failure. */
    static int of(Throwable failure) {
        if (failure instanceof UsageException || CAUSED_BY_WORDS.contains(failure.getClass())) {
            return WRONG_USE;
        }
        if (failure instanceof Output.OutputException output && output.isBrokenPipe()) {
            return DONE;
        }
        return STORE_ERROR;
    }

    /** The line for a failure, without the command's name in front. */
    static String message(Throwable failure) {
        if (failure instanceof PointInsideChangeException inside) {
            return "That point lies inside a change, and forks and snapshots start at the end of one; use @"
                    + inside.before().sequence() + " or @" + inside.after().sequence() + ".";
        }
        if (failure instanceof LostChangesException lost) {
            return "The store lacks changes that were durable, as if it had been cut short or put back to an older"
                    + " state; bring a backup back, or go on with what is left by 'ize verify --accept-loss'. newest=@"
                    + lost.newest() + " durable=@" + lost.durable();
        }
        Throwable cause = failure.getCause();
        if (failure instanceof UncheckedIOException && !(failure instanceof Output.OutputException) && cause != null) {
            return message(cause);
        }
        if (failure instanceof FileSystemException of) {
            return Printable.of(reason(of) + " file=" + of.getFile());
        }
        if (failure instanceof OutOfMemoryError) {
            return "Java ran out of memory; give it more, as with IZE_JAVA_OPTS=-Xmx2g.";
        }
        boolean designed = failure instanceof StorageException
                || failure instanceof UsageException
                || failure instanceof Output.OutputException
                || failure instanceof IOException;
        String message = String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        if (failure instanceof CorruptStoreException) {
            message += " (see with 'ize verify' what else is damaged, and bring a copy back)";
        }
        return Printable.of(designed ? message : "Unexpected failure; run it again with --debug. " + failure);
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied.";
        }
        if (failure instanceof NoSuchFileException) {
            return "There is no such file or directory.";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "The file exists.";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() + "." : failure.getReason() + ".";
    }
}
