package dev.ize.core.verify;

import java.util.Map;
import java.util.TreeMap;

/** The spans of seqs in which records of deleted branches may be gone. */
final class RemovedSpans {
    /** By the seq before a span's first: the highest seq after any span that starts there or before. */
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    /** Adds the seqs between two, without these. */
    void add(long before, long after) {
        Map.Entry<Long, Long> earlier = ends.floorEntry(before);
        long end = earlier == null ? after : Math.max(earlier.getValue(), after);
        ends.put(before, end);
        for (Map.Entry<Long, Long> later : ends.tailMap(before, false).entrySet()) {
            if (later.getValue() >= end) {
                return;
            }
            later.setValue(end);
        }
    }

    /** Whether a record between two may be gone. */
    boolean mayLieBetween(long before, long after) {
        Map.Entry<Long, Long> span = ends.floorEntry(after - 2);
        return span != null && span.getValue() >= before + 2;
    }
}
