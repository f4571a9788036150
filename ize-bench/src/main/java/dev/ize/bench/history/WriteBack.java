package dev.ize.bench.history;

import java.io.IOException;

/** The system's writing out of what was not flushed. */
public final class WriteBack {
    private WriteBack() {}

    /** Waits until it has come to its end, by the command {@code sync}; does nothing where there is none. */
    public static void await() {
        try {
            new ProcessBuilder("sync").inheritIO().start().waitFor();
        } catch (IOException e) {
            // Without the command, what one contender left unflushed may slow the next one down.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
