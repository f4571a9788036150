package dev.ize.core.engine;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Tells virtual threads, which must not write to an engine, from others; on a JVM too, that is too old to have any. */
public final class VirtualThreads {
    private static final @Nullable Method IS_VIRTUAL = isVirtualMethod();

    private VirtualThreads() {}

    /** Whether the calling thread is virtual. */
    public static boolean isCurrent() {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invoke(Thread.currentThread());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Thread.isVirtual cannot be called", e);
        }
    }

    private static @Nullable Method isVirtualMethod() {
        try {
            return Thread.class.getMethod("isVirtual");
        } catch (NoSuchMethodException e) {
            return null; // Java 17 has no virtual threads.
        }
    }
}
