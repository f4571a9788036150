package dev.ize.tck.rule;

import java.util.List;

/**
 * Something that a backend must do, or must never do.
 *
 * @param id its group's prefix and its number there, as in {@code order-1}; never given to another rule
 * @param group its topic
 * @param sentence what must hold
 * @param intent why, or what goes wrong otherwise
 * @param wrongs the names of implementations in the kit's own tests that are wrong in this; empty where {@code
 *     unbroken} says why there is none
 * @param unbroken why no wrong implementation breaks it; empty where there is one
 */
public record Rule(String id, RuleGroup group, String sentence, String intent, List<String> wrongs, String unbroken) {
    /** @throws IllegalArgumentException unless all parts are there, and either wrongs or the reason why there is none */
    public Rule {
        wrongs = List.copyOf(wrongs);
        if (!id.matches(group.prefix() + "-[1-9][0-9]*")) {
            throw new IllegalArgumentException("The id does not belong to its group: id=" + id + " group=" + group);
        }
        if (sentence.isBlank() || intent.isBlank()) {
            throw new IllegalArgumentException("The rule lacks its sentence or its intent: id=" + id);
        }
        if (wrongs.isEmpty() == unbroken.isBlank()) {
            throw new IllegalArgumentException(
                    "The rule must name a wrong implementation, or else say why there is none: id=" + id);
        }
    }

    /** Its number within its group, from 1. */
    public int number() {
        return Integer.parseInt(id.substring(group.prefix().length() + 1));
    }
}
