package dev.ize.tck.storage;

import dev.ize.spi.LogPage;
import java.util.List;

/** Alterations of what single methods answer. */
final class Answers {
    private Answers() {}

    /** What becomes of a right answer. */
    interface Distortion {
        Object distort(StorageCall call, Object answer) throws Throwable;
    }

    /** A provider of storages in which the answers of one method are distorted. */
    static AlteredProvider distorted(String method, Distortion distortion) {
        return AlteredProvider.altering(() -> distorting(method, distortion));
    }

    /** A provider of storages in which one method is answered in another way. */
    static AlteredProvider replaced(String method, Alteration alteration) {
        return AlteredProvider.altering(() -> call -> call.is(method) ? alteration.answer(call) : call.proceed());
    }

    static Alteration distorting(String method, Distortion distortion) {
        return call -> call.is(method) ? distortion.distort(call, call.proceed()) : call.proceed();
    }

    /** Makes a call of something else of the same type. */
    static Object on(StorageCall call, Object target) throws Throwable {
        return new StorageCall(call.storage(), call.name(), target, call.method(), call.arguments()).proceed();
    }

    /** A page that ends as another does. */
    static <T> LogPage<T> page(List<T> lines, LogPage<?> like) {
        return new LogPage<>(lines, like.prunedBelow());
    }
}
