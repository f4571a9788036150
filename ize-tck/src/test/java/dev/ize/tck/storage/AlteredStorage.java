package dev.ize.tck.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StagedChange;
import dev.ize.spi.View;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/** A storage whose answers, and those of its branches, views and stages, an alteration gives. */
final class AlteredStorage implements InvocationHandler {
    private static final List<Class<?>> WRAPPED =
            List.of(FileSystemStorage.class, Branch.class, View.class, StagedChange.class);

    private final FileSystemStorage storage;
    private final Alteration alteration;
    private final Class<?> type;
    private final Object target;

    private AlteredStorage(FileSystemStorage storage, Alteration alteration, Class<?> type, Object target) {
        this.storage = storage;
        this.alteration = alteration;
        this.type = type;
        this.target = target;
    }

    static FileSystemStorage of(FileSystemStorage right, Alteration alteration) {
        return (FileSystemStorage) wrap(right, alteration, right);
    }

    private static Object wrap(FileSystemStorage storage, Alteration alteration, Object answer) {
        for (Class<?> type : WRAPPED) {
            if (type.isInstance(answer)) {
                AlteredStorage handler = new AlteredStorage(storage, alteration, type, answer);
                return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
            }
        }
        return answer;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < unwrapped.length; i++) {
            if (unwrapped[i] != null
                    && Proxy.isProxyClass(unwrapped[i].getClass())
                    && Proxy.getInvocationHandler(unwrapped[i]) instanceof AlteredStorage handler) {
                unwrapped[i] = handler.target;
            }
        }
        StorageCall call =
                new StorageCall(storage, type.getSimpleName() + "." + method.getName(), target, method, unwrapped);
        boolean isOfObject = method.getDeclaringClass() == Object.class;
        return wrap(storage, alteration, isOfObject ? call.proceed() : alteration.answer(call));
    }
}
