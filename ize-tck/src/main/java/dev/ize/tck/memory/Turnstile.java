package dev.ize.tck.memory;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lets one thread through at a time, and complains loudly of a second one instead of making it wait. */
final class Turnstile {
    private final String what;
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();

    Turnstile(String what) {
        this.what = what;
    }

    void enter() {
        Thread other = inside.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException(what + " is used by two threads at once. first=" + other.getName()
                    + " second=" + Thread.currentThread().getName());
        }
    }

    void leave() {
        inside.set(null);
    }
}
