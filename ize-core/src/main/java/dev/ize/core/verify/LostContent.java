package dev.ize.core.verify;

import dev.ize.core.verify.Findings.Found;
import dev.ize.spi.ContentHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Content that was found missing, damaged or not to be found by its hash; as much of it as is to be located.
 *
 * <p>Some of it is lost only if a file holds it: a collection that was cut short may have taken a chunk and left the
 * tree node above it, which nothing refers to either.
 */
final class LostContent {
    private static final int MAX_LOCATED = 1000;

    private final Map<ContentHash, Found> findings = new LinkedHashMap<>();
    private final List<Found> suspects = new ArrayList<>();

    /** Adds content, with the finding that is to name what holds it. */
    void add(ContentHash hash, Found found) {
        if (findings.size() < MAX_LOCATED) {
            findings.putIfAbsent(hash, found);
        }
    }

    /** Adds content that matters only if a file holds it; false if it cannot be kept for that. */
    boolean addSuspect(ContentHash hash, Found suspect) {
        if (findings.size() >= MAX_LOCATED) {
            return false;
        }
        if (findings.putIfAbsent(hash, suspect) == null) {
            suspects.add(suspect);
        }
        return true;
    }

    List<Found> suspects() {
        return suspects;
    }

    Map<ContentHash, Found> findings() {
        return findings;
    }
}
