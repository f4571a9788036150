/**
 * The rules that the kit checks: each has an id, one sentence and its intent, written once, in the text file of its
 * group beside these classes. Tests carry the ids ({@link dev.ize.tck.rule.Shows}).
 *
 * <p>Start at {@link dev.ize.tck.rule.RuleBook}, which holds them all. The kit's own tests fail if a rule has no test,
 * a test no rule, or a rule neither a wrong implementation that breaks it nor a reason why there is none.
 *
 * <p>Threads: rules are values, and any thread may use what is here.
 *
 * <p>No contract, engine or storage may be imported here.
 */
@NullMarked
package dev.ize.tck.rule;

import org.jspecify.annotations.NullMarked;
