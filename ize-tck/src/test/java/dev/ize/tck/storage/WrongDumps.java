package dev.ize.tck.storage;

import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.Progress;
import dev.ize.spi.StorePosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ways to dump and load wrongly. */
final class WrongDumps {
    private static final String DUMP = "FileSystemStorage.dump";
    private static final String LOAD = "FileSystemStorage.load";
    private static final LoadSummary LOADED = new LoadSummary(StorePosition.START, StorePosition.START, 0, 0);

    private WrongDumps() {}

    /** A provider of storages that write other dumps than right ones. */
    private static AlteredProvider dumping(UnaryOperator<DumpFrames> change) {
        return Answers.replaced(DUMP, call -> {
            ByteArrayOutputStream right = new ByteArrayOutputStream();
            DumpSummary summary = (DumpSummary) call.proceed(right, call.arguments()[1], call.arguments()[2]);
            byte[] changed = change.apply(DumpFrames.of(right.toByteArray())).toByteArray();
            call.argument(0, OutputStream.class).write(changed);
            return new DumpSummary(
                    summary.base(),
                    summary.end(),
                    summary.changes(),
                    summary.acts(),
                    summary.objects(),
                    changed.length);
        });
    }

    static AlteredProvider leavingOutActs() {
        return dumping(dump -> {
            DumpFrames without = dump;
            for (int place = dump.frames().size() - 1; place >= 0; place--) {
                if (dump.frames().get(place).kind() == DumpFrames.ACT) {
                    without = without.without(place);
                }
            }
            return without;
        });
    }

    static AlteredProvider dumpingContentTwice() {
        return dumping(dump -> {
            DumpFrames twice = dump;
            for (int place = dump.frames().size() - 1; place >= 0; place--) {
                if (dump.frames().get(place).kind() == DumpFrames.OBJECT) {
                    twice = twice.inserting(place, DumpFrames.OBJECT, dump.payload(place));
                }
            }
            return twice;
        });
    }

    static AlteredProvider dumpingWhatCameMeanwhile() {
        return Answers.replaced(DUMP, call -> {
            call.proceed(OutputStream.nullOutputStream(), call.arguments()[1], call.arguments()[2]);
            return call.proceed(call.arguments()[0], call.arguments()[1], Progress.NONE);
        });
    }

    static AlteredProvider swallowingFailuresOfStreams() {
        return Answers.replaced(DUMP, call -> {
            try {
                return call.proceed();
            } catch (UncheckedIOException e) {
                return new DumpSummary(StorePosition.START, StorePosition.START, 0, 0, 0, 0);
            }
        });
    }

    static AlteredProvider takingANumberAfterALoad() {
        return Answers.distorted(LOAD, (call, answer) -> {
            call.storage().fork("loaded", call.storage().mainBranch().head());
            call.storage().deleteBranch("loaded");
            return answer;
        });
    }

    static AlteredProvider loadingAnyIncrement() {
        return Answers.replaced(LOAD, call -> {
            try {
                return call.proceed();
            } catch (DumpMismatchException e) {
                return LOADED;
            }
        });
    }

    static AlteredProvider takingABrokenDumpForWhole() {
        return Answers.replaced(LOAD, call -> {
            try {
                return call.proceed();
            } catch (InvalidDumpException e) {
                return LOADED;
            }
        });
    }

    static AlteredProvider mendingChecksums() {
        return Answers.replaced(LOAD, call -> {
            byte[] dump = call.argument(0, InputStream.class).readAllBytes();
            return call.proceed(new ByteArrayInputStream(mended(dump)), call.arguments()[1]);
        });
    }

    private static byte[] mended(byte[] dump) {
        try {
            return DumpFrames.of(dump).toByteArray();
        } catch (RuntimeException e) {
            return dump;
        }
    }

    static AlteredProvider tellingTheFirstLoadAgain() {
        return AlteredProvider.altering(() -> {
            List<Object> first = new ArrayList<>();
            return call -> {
                Object answer = call.proceed();
                if (call.is(LOAD)) {
                    first.add(answer);
                    return first.get(0);
                }
                return answer;
            };
        });
    }

    static AlteredProvider countingProgressBackwards() {
        return withProgress(right -> (step, done, total) -> right.reached(step, total - done, total));
    }

    static AlteredProvider goingOnWhenItIsToldToEnd() {
        return withProgress(right -> (step, done, total) -> {
            try {
                right.reached(step, done, total);
            } catch (RuntimeException e) {
                // Goes on.
            }
        });
    }

    private static AlteredProvider withProgress(UnaryOperator<Progress> progress) {
        return AlteredProvider.altering(() -> call -> {
            Object[] arguments = call.arguments().clone();
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Progress right) {
                    arguments[i] = progress.apply(right);
                }
            }
            return call.proceed(arguments);
        });
    }
}
