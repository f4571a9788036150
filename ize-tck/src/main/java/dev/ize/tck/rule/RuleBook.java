package dev.ize.tck.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rules, by group and number. */
public final class RuleBook {
    private static final RuleBook WHOLE = of(Stream.of(RuleGroup.values())
            .flatMap(group -> RuleFile.read(group).stream())
            .toList());

    private final Map<String, Rule> rules;

    private RuleBook(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /** The kit's rules. */
    public static RuleBook whole() {
        return WHOLE;
    }

    static RuleBook of(List<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (byId.put(rule.id(), rule) != null) {
                throw new IllegalArgumentException("Two rules have one id: " + rule.id());
            }
        }
        return new RuleBook(byId);
    }

    /** All rules, group by group. */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /** The rules of a group, in their order. */
    public List<Rule> rules(RuleGroup group) {
        return rules.values().stream().filter(rule -> rule.group() == group).toList();
    }

    /** Whether there is a rule of that id. */
    public boolean contains(String id) {
        return rules.containsKey(id);
    }

    /**
     * The rule of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Rule rule(String id) {
        Rule rule = rules.get(id);
        if (rule == null) {
            throw new IllegalArgumentException("There is no such rule; docs/tck-rules.md lists them. id=" + id);
        }
        return rule;
    }
}
