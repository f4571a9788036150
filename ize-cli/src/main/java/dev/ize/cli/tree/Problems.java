package dev.ize.cli.tree;

import dev.ize.cli.output.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What could not be read or written, and why: the work goes on without it, and its result is partial.
 *
 * <p>For one thread. The first {@value #MAX_LISTED} are kept, so that a tree full of trouble does not fill the
 * memory; the rest are counted.
 */
public final class Problems {
    /** How many are listed at most; 10,000, by design: more than anyone reads, in some MB. */
    public static final int MAX_LISTED = 10_000;

    private final List<Problem> listed = new ArrayList<>();
    private long count;

    /**
     * One entry that was passed over.
     *
     * @param path where it is, printable
     * @param reason why, as the end of a sentence
     */
    public record Problem(String path, String reason) {
        @Override
        public String toString() {
            return path + ": " + reason;
        }
    }

    void add(Object path, String reason) {
        count++;
        if (listed.size() < MAX_LISTED) {
            listed.add(new Problem(Printable.of(path), reason));
        }
    }

    void add(Object path, IOException failure) {
        add(path, reason(failure));
    }

    /** Adds what another thread met. */
    void addAll(Problems others) {
        int room = Math.min(others.listed.size(), MAX_LISTED - listed.size());
        listed.addAll(others.listed.subList(0, room));
        count += others.count;
    }

    /** The first problems so far, in the order in which they were met. */
    public List<Problem> listed() {
        return List.copyOf(listed);
    }

    /** How many there are so far, with those that are not listed. */
    public long count() {
        return count;
    }

    /** A failure's reason in a few words, without the path, which is known. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof FileSystemException of && of.getReason() != null) {
            return Printable.of(of.getReason());
        }
        String message = failure.getMessage();
        return Printable.of(message == null ? failure.getClass().getSimpleName() : message);
    }

    /** The failure inside, where a stream or iterator had to wrap it. */
    static IOException unwrap(UncheckedIOException wrapped) {
        return Objects.requireNonNull(wrapped.getCause());
    }
}
