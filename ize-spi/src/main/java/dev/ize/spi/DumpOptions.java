package dev.ize.spi;

import java.util.Objects;

/**
 * What of a store goes into a dump.
 *
 * @param since what the reader of the dump has already; {@link All}: nothing
 */
public record DumpOptions(Since since) {
    /** Where a dump begins. */
    public sealed interface Since {}

    /** At the beginning of the store. */
    public record All() implements Since {}

    /** After the newest change or act with this number or a lower one; at least 0 and at most the store's newest. */
    public record Sequence(long sequence) implements Since {
        public Sequence {
            if (sequence < 0) {
                throw new IllegalArgumentException("sequence must not be negative: " + sequence);
            }
        }
    }

    /**
     * Where an earlier dump ended, also if the store has since forgotten the last change of that, as it does after
     * a branch was deleted.
     */
    public record Position(StorePosition position) implements Since {
        public Position {
            Objects.requireNonNull(position, "position");
        }
    }

    public DumpOptions {
        Objects.requireNonNull(since, "since");
    }

    /** All of the store. */
    public static DumpOptions all() {
        return new DumpOptions(new All());
    }

    /** What came after a number, such as that of a {@link Point}. */
    public static DumpOptions since(long sequence) {
        return new DumpOptions(new Sequence(sequence));
    }

    /** What came after the end of an earlier dump. */
    public static DumpOptions after(StorePosition end) {
        return new DumpOptions(new Position(end));
    }
}
