package dev.ize.cli.output;

import dev.ize.spi.Progress;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a storage tells of long work: a bar a step on a terminal, nothing elsewhere.
 *
 * <p>For one thread at a time, which need not be that which made it. Closing it takes the bar away; a step that is told
 * of later shows one again.
 */
public final class Steps implements Progress, AutoCloseable {
    private final boolean shown;
    private String current = "";
    private dev.ize.cli.output.@Nullable Progress bar;

    /**
     * @param shown whether someone is looking
     */
    public Steps(boolean shown) {
        this.shown = shown;
    }

    @Override
    public void reached(String step, long done, long total) {
        if (!shown) {
            return;
        }
        if (bar == null || !step.equals(current)) {
            close();
            bar = dev.ize.cli.output.Progress.bar(step, total < 0 ? OptionalLong.empty() : OptionalLong.of(total));
            current = step;
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
