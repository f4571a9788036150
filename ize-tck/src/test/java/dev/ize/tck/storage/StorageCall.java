package dev.ize.tck.storage;

import dev.ize.spi.FileSystemStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A call to a right storage, or to a branch, view or stage of it, before it is made.
 *
 * @param storage the right storage
 * @param name the interface's simple name, a dot, and the method's name
 * @param target what is called
 * @param method what it is called for
 * @param arguments what it is given
 */
record StorageCall(FileSystemStorage storage, String name, Object target, Method method, Object... arguments) {
    /** Whether it has one of these names. */
    boolean is(String... names) {
        for (String candidate : names) {
            if (candidate.equals(name)) {
                return true;
            }
        }
        return false;
    }

    <T> T target(Class<T> type) {
        return type.cast(target);
    }

    <T> T argument(int index, Class<T> type) {
        return type.cast(arguments[index]);
    }

    /** Makes the call. */
    Object proceed() throws Throwable {
        return proceed(arguments);
    }

    /** Makes the call with other arguments. */
    Object proceed(Object... others) throws Throwable {
        try {
            return method.invoke(target, others);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
