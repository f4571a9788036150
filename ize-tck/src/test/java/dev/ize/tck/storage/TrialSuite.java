package dev.ize.tck.storage;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.tck.memory.InMemoryProvider;
import dev.ize.tck.rule.RuleRun;
import dev.ize.tck.rule.TestOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The storage contract on a provider that is being tried; the launcher makes the suite, so that it is static. */
final class TrialSuite extends StorageContractSuite {
    private static FileSystemStorageProvider candidate = new InMemoryProvider();

    static synchronized List<TestOutcome> run(FileSystemStorageProvider candidate, Set<String> rules) {
        TrialSuite.candidate = candidate;
        return RuleRun.of(TrialSuite.class, rules);
    }

    @Override
    protected FileSystemStorageProvider provider() {
        return candidate;
    }

    @Override
    protected boolean outlivesItsProcess() {
        return false;
    }

    @Override
    Duration shrinkingTime() {
        return Duration.ofMillis(100);
    }
}
