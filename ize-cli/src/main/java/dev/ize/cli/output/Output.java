package dev.ize.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a command's lines and bytes go: standard output or standard error.
 *
 * <p>Text is UTF-8 whatever the locale, since names in a store are. Lines end in a line feed. On a terminal
 * every line appears at once; elsewhere they are buffered until {@link #flush}.
 *
 * <p><i>Failure:</i> every method throws {@link OutputException} when the bytes cannot be written, unlike
 * {@link java.io.PrintStream}, which would lose them in silence. What was handed on by then stays written.
 *
 * <p><i>Life cycle:</i> there is nothing to close; who opened the stream closes it, after {@link #flush}.
 */
public final class Output {
    private final OutputStream stream;
    private final boolean terminal;

    /**
     * Writes to a stream through a buffer of 64 KiB.
     *
     * @param terminal whether a person is likely to be looking
     */
    public Output(OutputStream stream, boolean terminal) {
        this.stream = new BufferedOutputStream(stream, 1 << 16);
        this.terminal = terminal;
    }

    /** The bytes were not written. */
    public static final class OutputException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        OutputException(IOException cause) {
            super("Output cannot be written: " + cause.getMessage(), cause);
        }

        /** Whether the reader has left, as {@code head} does when it has seen enough. */
        public boolean isBrokenPipe() {
            String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
            return message.contains("broken pipe") || message.contains("pipe is being closed");
        }
    }

    /** Whether a person is likely to be looking. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Writes one line, in which control characters must have been made {@linkplain Printable printable}. */
    public void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
        if (terminal) {
            flush();
        }
    }

    /** Writes the first bytes of an array as they are. */
    public void write(byte[] bytes, int length) {
        try {
            stream.write(bytes, 0, length);
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    /** Hands everything on. */
    public void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }
}
