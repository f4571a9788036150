package dev.ize.bench.targets;

import dev.ize.bench.raw.LeftOut;
import java.util.List;
import java.util.Objects;

/**
 * What came of measuring one line.
 *
 * @param line name of the line
 * @param seconds how long it took
 * @param findings what was reached
 * @param leftOut what gave no figure, and why
 */
public record LineResult(String line, double seconds, List<Finding> findings, List<LeftOut> leftOut) {
    public LineResult {
        Objects.requireNonNull(line, "line");
        findings = List.copyOf(findings);
        leftOut = List.copyOf(leftOut);
    }
}
