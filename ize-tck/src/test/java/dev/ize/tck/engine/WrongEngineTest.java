package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryEngine;
import dev.ize.tck.memory.InMemoryOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract is tested itself: each wrong engine fails the test that is there to find it. */
final class WrongEngineTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByTheTestThatIsThereForIt(WrongEngine wrong) {
        List<TestExecutionResult> results = run(wrong::wrongly, wrong);

        assertThat(results).as("results of %s", wrong.failingTest()).hasSize(1);
        assertThat(results.get(0).getThrowable())
                .as("what %s says about an engine that %s", wrong.failingTest(), wrong)
                .get()
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource
    void sameTestPassesOnTheEngineBehindIt(WrongEngine wrong) {
        List<TestExecutionResult> results = run((right, directory) -> new ForwardingEngine(right), wrong);

        assertThat(results).as("results of %s", wrong.failingTest()).containsExactly(TestExecutionResult.successful());
    }

    private static List<TestExecutionResult> run(BiFunction<Engine, Path, Engine> alteration, WrongEngine wrong) {
        Candidate.alteration = alteration;
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectNestedMethod(List.of(Candidate.class), wrong.topic(), wrong.failingTest()))
                .build();
        Results results = new Results();
        LauncherFactory.create().execute(request, results);
        return results.ofTests;
    }

    /** The contract on an altered engine; the launcher makes it, so that the alteration is static. */
    static final class Candidate extends EngineContractSuite {
        private static BiFunction<Engine, Path, Engine> alteration = (right, directory) -> right;

        @Override
        protected EngineProvider provider() {
            return new AlteredProvider(alteration);
        }
    }

    private record AlteredProvider(BiFunction<Engine, Path, Engine> alteration) implements EngineProvider {
        @Override
        public Engine openEngine(Path directory, Set<Keyspace> keyspaces, EngineAccess access, BackendOptions options) {
            return alteration.apply(new InMemoryEngine(directory, keyspaces, access), directory);
        }

        @Override
        public String id() {
            return "altered";
        }

        @Override
        public String description() {
            return "An engine that is wrong in one way";
        }

        @Override
        public BackendOptions defaultOptions() {
            return new InMemoryOptions();
        }

        @Override
        public BackendOptions parseOptions(Map<String, String> text) {
            return new InMemoryOptions();
        }

        @Override
        public FileSystemStorage open(Path directory, StorageOptions options) {
            throw new UnsupportedOperationException("The engine contract opens bare engines only");
        }
    }

    private static final class Results implements TestExecutionListener {
        private final List<TestExecutionResult> ofTests = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            if (identifier.isTest()) {
                ofTests.add(result);
            }
        }
    }
}
