package dev.ize.tck.memory;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Tells virtual threads from others on a JVM that may be too old to have any. */
final class VirtualThreads {
    private static final @Nullable Method IS_VIRTUAL = isVirtualMethod();

    private VirtualThreads() {}

    static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invoke(thread);
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
