package dev.ize.tck.fault;

import dev.ize.spi.Branch;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Storages whose views give zeros for a file that cannot be read: the wrong bytes that must never be returned. */
final class SalvagingStorage implements InvocationHandler {
    private static final List<Class<?>> WRAPPED = List.of(FileSystemStorage.class, Branch.class, View.class);

    private final Object target;

    private SalvagingStorage(Object target) {
        this.target = target;
    }

    static FileSystemStorage wrap(FileSystemStorage storage) {
        return (FileSystemStorage) Objects.requireNonNull(wrapAny(storage));
    }

    private static @Nullable Object wrapAny(@Nullable Object answer) {
        if (answer instanceof Optional<?> optional) {
            return optional.map(SalvagingStorage::wrapAny);
        }
        for (Class<?> type : WRAPPED) {
            if (type.isInstance(answer)) {
                return Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, new SalvagingStorage(answer));
            }
        }
        return answer;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method called, Object @Nullable [] arguments) throws Throwable {
        Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < unwrapped.length; i++) {
            if (Proxy.isProxyClass(unwrapped[i].getClass())) {
                unwrapped[i] = ((SalvagingStorage) Proxy.getInvocationHandler(unwrapped[i])).target;
            }
        }
        try {
            Object answer = called.invoke(target, unwrapped);
            return wrapAny(answer);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof CorruptStoreException
                    && called.getName().equals("read")) {
                Node node = ((View) target).entry((StorePath) unwrapped[0]).node();
                return new byte[(int) ((Node.File) node).size()];
            }
            throw e.getCause();
        }
    }
}
