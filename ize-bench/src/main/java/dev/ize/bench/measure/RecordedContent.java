package dev.ize.bench.measure;

import java.util.concurrent.atomic.LongAdder;

/** The bytes of content that benchmarks in this JVM have recorded, to compare with what was written for them. */
public final class RecordedContent {
    private static final LongAdder BYTES = new LongAdder();

    private RecordedContent() {}

    /** So many more were recorded. */
    public static void add(long bytes) {
        BYTES.add(bytes);
    }

    static long sum() {
        return BYTES.sum();
    }
}
