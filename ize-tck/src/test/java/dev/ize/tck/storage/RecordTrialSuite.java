package dev.ize.tck.storage;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryProvider;
import dev.ize.tck.rule.RuleRun;
import dev.ize.tck.rule.TestOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The contract of records on a provider that is being tried; the launcher makes the suite, so that it is static. */
final class RecordTrialSuite extends RecordContractSuite {
    private static EngineProvider candidate = new InMemoryProvider();
    private static UnaryOperator<FileSystemStorage> altering = UnaryOperator.identity();

    /** @param altering what is done to a storage over engines that are counted */
    static synchronized List<TestOutcome> run(
            EngineProvider candidate, UnaryOperator<FileSystemStorage> altering, Set<String> rules) {
        RecordTrialSuite.candidate = candidate;
        RecordTrialSuite.altering = altering;
        return RuleRun.of(RecordTrialSuite.class, rules);
    }

    @Override
    protected EngineProvider provider() {
        return candidate;
    }

    @Override
    FileSystemStorage open(EngineProvider counted, Path store, StorageOptions options) {
        return altering.apply(super.open(counted, store, options));
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(2);
    }
}
