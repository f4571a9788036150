package dev.ize.core.verify;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many of each sort of thing were checked. */
final class Counts {
    /** The sorts, in the order in which they are reported. */
    enum Sort {
        BRANCHES("branches"),
        SNAPSHOTS("snapshots"),
        ACTS("acts"),
        CHANGES("changes"),
        OPERATIONS("operations"),
        NODES("versions of nodes"),
        ENTRIES("versions of entries"),
        NAMES("versions of names"),
        ATTRIBUTES("versions of attributes"),
        LISTED("listed entries"),
        OBJECTS("content objects"),
        CONTENT_BYTES("content bytes"),
        STAGED("operations of unfinished changes"),
        UNCHECKED("not checked because of damage elsewhere");

        private final String words;

        Sort(String words) {
            this.words = words;
        }
    }

    private final Map<Sort, Long> counts = new EnumMap<>(Sort.class);

    void add(Sort sort) {
        add(sort, 1);
    }

    void add(Sort sort, long count) {
        counts.merge(sort, count, Long::sum);
    }

    Map<String, Long> toMap() {
        Map<String, Long> map = new LinkedHashMap<>();
        for (Sort sort : Sort.values()) {
            map.put(sort.words, counts.getOrDefault(sort, 0L));
        }
        return map;
    }
}
