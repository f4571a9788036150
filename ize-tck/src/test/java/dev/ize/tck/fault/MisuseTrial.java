package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.memory.InMemoryProvider;
import dev.ize.tck.rule.RuleRun;
import dev.ize.tck.rule.TestOutcome;
import java.util.List;
import java.util.Set;

/** The contract of misuse on a provider that is being tried; the launcher makes it, so that the provider is static. */
public final class MisuseTrial extends FaultMisuseContract {
    private static EngineProvider candidate = new InMemoryProvider();

    public static synchronized List<TestOutcome> run(EngineProvider candidate, Set<String> rules) {
        MisuseTrial.candidate = candidate;
        return RuleRun.of(MisuseTrial.class, rules);
    }

    @Override
    EngineProvider provider() {
        return candidate;
    }
}
