package dev.ize.bench.targets;

import java.util.OptionalDouble;

/**
 * What a finding means for its target.
 *
 * @param target what was to be reached
 * @param finding what was
 * @param limit of the engine; empty where it has none
 */
record Verdict(Target target, Finding finding, OptionalDouble limit) {
    /** The verdict by the limit of the finding's engine. */
    static Verdict of(Target target, Finding finding) {
        return new Verdict(target, finding, target.limit(finding.engine(), finding.variant()));
    }

    /** None, whatever the limit, since the figures mean nothing. */
    static Verdict withheld(Target target, Finding finding) {
        return new Verdict(target, finding, OptionalDouble.empty());
    }

    boolean isMissed() {
        return limit.isPresent() && !target.isMet(finding.value(), limit.getAsDouble());
    }

    boolean isMet() {
        return limit.isPresent() && !isMissed();
    }

    /** The limit, as {@code ≥ 5.50 ×}; empty where there is none. */
    String limitText() {
        return limit.isPresent() ? target.sense().sign() + " " + target.unit().text(limit.getAsDouble()) : "";
    }

    /** What was reached, with its spread. */
    String valueText() {
        return target.unit().text(finding.value());
    }

    /** From the least to the greatest of all turns; empty where there was one. */
    String spreadText() {
        return finding.low() < finding.high()
                ? target.unit().text(finding.low()) + " – " + target.unit().text(finding.high())
                : "";
    }

    /** In a word. */
    String word() {
        return isMissed() ? "missed" : isMet() ? "met" : "no verdict";
    }

    /** What was measured, for people, with the variant. */
    String title() {
        return finding.variant().isEmpty() ? target.title() : target.title() + ": " + finding.variant();
    }

    /** All of it in one line. */
    String line() {
        String wanted = limitText().isEmpty() ? "" : " (" + limitText() + ")";
        return finding.target() + (finding.variant().isEmpty() ? "" : " " + finding.variant()) + ", " + finding.engine()
                + ": " + valueText() + ", " + word() + wanted;
    }
}
