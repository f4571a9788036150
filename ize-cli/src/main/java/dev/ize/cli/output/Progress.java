package dev.ize.cli.output;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a long piece of work has come: a bar on a terminal, nothing elsewhere.
 *
 * <p>For one thread at a time, but that bytes may be added by any; the bar is drawn by a thread of its own. Closing it
 * takes the bar away, and closing it twice does nothing.
 */
public final class Progress implements AutoCloseable {
    /**
     * In columns; one less than the 80 of the narrowest common terminal, as some of them wrap a full line. Asking for
     * the real width would load a terminal library at each start.
     */
    private static final int MAX_WIDTH = 79;

    private final @Nullable ProgressBar bar;
    private final AtomicLong bytes = new AtomicLong();

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** Shows nothing, and still counts bytes. */
    public static Progress silent() {
        return new Progress(null);
    }

    /**
     * Starts a bar on standard error.
     *
     * @param total how many steps there will be, if that is known
     */
    public static Progress bar(String task, OptionalLong total) {
        PrintStream out = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total.orElse(-1))
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(out, MAX_WIDTH))
                .clearDisplayOnFinish()
                .build());
    }

    /** One more entry is done. */
    public void step() {
        if (bar != null) {
            bar.setExtraMessage(Sizes.bytes(bytes.get()));
            bar.step();
        }
    }

    /** So many entries are done, and this is what is being done. */
    public void stepTo(long done, String what) {
        if (bar != null) {
            bar.setExtraMessage(what);
            bar.stepTo(done);
        }
    }

    /** So many entries are done. */
    void stepTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** So many more bytes have gone through. From any thread. */
    public void add(long count) {
        long sum = bytes.addAndGet(count);
        if (bar != null) {
            bar.setExtraMessage(Sizes.bytes(sum));
        }
    }

    /** All bytes that have gone through. */
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
