package dev.ize.tck.fault;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a call for three minutes, so that what hangs is told from what is slow. */
final class Patience {
    private static final long SECONDS = 180;

    private Patience() {}

    /**
     * Makes a call on a thread of its own; what it throws is thrown here.
     *
     * @throws AssertionError if it does not return in time, with where it stands
     */
    static <R> R call(Callable<R> call) throws Throwable {
        FutureTask<R> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "patience");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "Nothing came back in " + SECONDS + " s; it stands at " + Arrays.toString(thread.getStackTrace()),
                    e);
        }
    }
}
