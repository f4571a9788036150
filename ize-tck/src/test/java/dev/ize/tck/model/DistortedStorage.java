package dev.ize.tck.model;

import dev.ize.spi.BackendOptions;
import dev.ize.spi.Branch;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.View;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A provider whose storages are right but for the answers of one method. */
final class DistortedStorage implements FileSystemStorageProvider {
    private static final List<Class<?>> WRAPPED = List.of(FileSystemStorage.class, Branch.class, View.class);

    private final FileSystemStorageProvider right;
    private final String method;
    private final Defect defect;

    /** What becomes of a right answer. */
    interface Defect {
        Object distort(Object answer, Object[] arguments);
    }

    /**
     * @param method the interface's simple name, a dot, and the method's name
     */
    DistortedStorage(FileSystemStorageProvider right, String method, Defect defect) {
        this.right = right;
        this.method = method;
        this.defect = defect;
    }

    @Override
    public String id() {
        return right.id();
    }

    @Override
    public String description() {
        return "wrong in " + method;
    }

    @Override
    public BackendOptions defaultOptions() {
        return right.defaultOptions();
    }

    @Override
    public BackendOptions parseOptions(Map<String, String> text) {
        return right.parseOptions(text);
    }

    @Override
    public FileSystemStorage open(Path directory, StorageOptions options) {
        return (FileSystemStorage) wrap(right.open(directory, options));
    }

    private Object wrap(Object answer) {
        for (Class<?> type : WRAPPED) {
            if (type.isInstance(answer)) {
                return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Handler(type, answer));
            }
        }
        return answer;
    }

    /** Hands calls on, and wraps or distorts what comes back. */
    private final class Handler implements InvocationHandler {
        private final Class<?> type;
        private final Object target;

        Handler(Class<?> type, Object target) {
            this.type = type;
            this.target = target;
        }

        @Override
        public Object invoke(Object proxy, Method called, Object[] arguments) throws Throwable {
            Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
            for (int i = 0; i < unwrapped.length; i++) {
                if (unwrapped[i] != null
                        && Proxy.isProxyClass(unwrapped[i].getClass())
                        && Proxy.getInvocationHandler(unwrapped[i]) instanceof Handler handler) {
                    unwrapped[i] = handler.target;
                }
            }
            try {
                Object answer = called.invoke(target, unwrapped);
                boolean wrong = method.equals(type.getSimpleName() + "." + called.getName());
                return wrap(wrong ? defect.distort(answer, unwrapped) : answer);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
