package dev.ize.tck;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test only in the {@linkplain Profile profiles} that its tags name, so that a build needs no filter of tags. */
public final class InProfile implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Profile current = Profile.current();
        Profile needed = Profile.of(context.getTags());
        return current.includes(needed)
                ? ConditionEvaluationResult.enabled("Runs in the profile " + current.id() + ".")
                : ConditionEvaluationResult.disabled(
                        "Runs in the profile " + needed.id() + ": -D" + Profile.PROPERTY + "=" + needed.id());
    }
}
