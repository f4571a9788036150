package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Ways to close a storage wrongly, and to meet interrupts and threads wrongly. */
final class WrongClosing {
    private WrongClosing() {}

    static AlteredProvider throwingAtASecondClose() {
        return AlteredProvider.altering(() -> {
            AtomicBoolean closed = new AtomicBoolean();
            return call -> {
                if (call.is("FileSystemStorage.close") && closed.getAndSet(true)) {
                    throw new IllegalStateException("The storage is closed already");
                }
                return call.proceed();
            };
        });
    }

    static AlteredProvider answeringAfterClose() {
        return afterClose("FileSystemStorage.findBranch", Optional.empty());
    }

    static AlteredProvider readingNothingAfterClose() {
        return afterClose("View.read", new byte[0]);
    }

    private static AlteredProvider afterClose(String name, Object answer) {
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (StorageClosedException e) {
                if (call.is(name)) {
                    return answer;
                }
                throw e;
            }
        });
    }

    static AlteredProvider readingStreamsIntoMemory() {
        return AlteredProvider.altering(() -> call -> call.is("View.newInputStream")
                ? new ByteArrayInputStream(call.target(View.class).read(call.argument(0, StorePath.class)))
                : call.proceed());
    }

    static AlteredProvider forgettingPointsAtClose() {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("View.point")) {
                call.storage().branches();
            }
            return call.proceed();
        });
    }

    static AlteredProvider returningFromCloseTooEarly() {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("FileSystemStorage.close")) {
                FileSystemStorage storage = call.storage();
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(storage::close);
                return null;
            }
            return call.proceed();
        });
    }

    /** The first change that closing turns away seems to have been applied. */
    static AlteredProvider acknowledgingWhatClosingTurnedAway() {
        return AlteredProvider.altering(() -> {
            AtomicReference<Object> last = new AtomicReference<>();
            AtomicBoolean lied = new AtomicBoolean();
            return call -> {
                try {
                    Object answer = call.proceed();
                    if (answer instanceof AppliedChange) {
                        last.set(answer);
                    }
                    return answer;
                } catch (StorageClosedException e) {
                    if (call.is("Branch.apply") && !lied.getAndSet(true)) {
                        return last.get();
                    }
                    throw e;
                }
            };
        });
    }

    static AlteredProvider closingWhenAReaderIsInterrupted() {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("View.read") && Thread.currentThread().isInterrupted()) {
                call.storage().close();
            }
            return call.proceed();
        });
    }

    static AlteredProvider clearingInterrupts() {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("Branch.apply")) {
                Thread.interrupted();
            }
            return call.proceed();
        });
    }

    static AlteredProvider cancellingWhatIsInterrupted() {
        return AlteredProvider.altering(() -> call -> {
            if (!call.is("Branch.apply")) {
                return call.proceed();
            }
            CompletableFuture<Object> answer = new CompletableFuture<>();
            Thread working = new Thread(() -> {
                try {
                    answer.complete(call.proceed());
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
            });
            working.start();
            try {
                return answer.get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        });
    }

    static AlteredProvider refusingVirtualThreads() {
        return AlteredProvider.altering(() -> call -> {
            if (Thread.currentThread().getClass().getSimpleName().equals("VirtualThread")) {
                throw new IllegalStateException("The calling thread is virtual");
            }
            return call.proceed();
        });
    }

    /** As a native library does that is used after it was closed: the process dies. */
    static final class EndingTheProcess extends AlteredProvider {
        @Override
        public FileSystemStorage open(Path directory, StorageOptions options) {
            return AlteredStorage.of(super.open(directory, options), call -> {
                try {
                    return call.proceed();
                } catch (StorageClosedException e) {
                    Runtime.getRuntime().halt(128 + 6);
                    throw e;
                }
            });
        }
    }
}
