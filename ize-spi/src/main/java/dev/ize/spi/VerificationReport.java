package dev.ize.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a verification has looked at and found.
 *
 * @param checked how many of each sort of thing were checked, under names for people, in a fixed order
 * @param findings the first findings, as many as were to be kept, in the order in which they were found
 * @param found number of all findings
 * @param repaired number of findings that were put right
 */
public record VerificationReport(
        Map<String, Long> checked, List<VerificationFinding> findings, long found, long repaired) {
    public VerificationReport {
        checked = Collections.unmodifiableMap(new LinkedHashMap<>(checked));
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong, or nothing any more. */
    public boolean isSound() {
        return found == repaired;
    }
}
