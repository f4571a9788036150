package dev.ize.bench.targets;

import dev.ize.bench.raw.LeftOut;
import java.util.ArrayList;
import java.util.List;

/** What a line finds while it is measured. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    void add(Finding finding) {
        found.add(finding);
    }

    /** Something gave no figure. */
    void leaveOut(String what, String reason) {
        leftOut.add(new LeftOut(what, reason));
    }

    /** All of it, as the result of a line. */
    LineResult result(String line, double seconds) {
        return new LineResult(line, seconds, found, leftOut);
    }
}
