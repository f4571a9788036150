package dev.ize.tck.engine;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.memory.InMemoryProvider;
import dev.ize.tck.rule.RuleRun;
import dev.ize.tck.rule.TestOutcome;
import java.util.List;
import java.util.Set;

/** The engine contract on a provider that is being tried; the launcher makes the suite, so that it is static. */
final class TrialSuite extends EngineContractSuite {
    private static EngineProvider candidate = new InMemoryProvider();

    static synchronized List<TestOutcome> run(EngineProvider candidate, Set<String> rules) {
        TrialSuite.candidate = candidate;
        return RuleRun.of(TrialSuite.class, rules);
    }

    @Override
    protected EngineProvider provider() {
        return candidate;
    }
}
