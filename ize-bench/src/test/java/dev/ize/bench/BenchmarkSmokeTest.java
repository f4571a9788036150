package dev.ize.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs on every backend, at a size that says nothing about speed. */
class BenchmarkSmokeTest {
    private static final int BACKENDS = 3;

    @Test
    void smallFileBenchmarkRunsOnEveryBackend() throws RunnerException {
        Collection<RunResult> results = run(once(SmallFileBenchmark.class).param("versions", "5"));

        assertThat(results).hasSize(BACKENDS * 2 * 4);
    }

    @Test
    void listingBenchmarkRunsOnEveryBackendInEveryCase() throws RunnerException {
        Collection<RunResult> results = run(once(ListingBenchmark.class)
                .param("live", "20")
                .param("branches", "5")
                .param("deadNames", "50"));

        assertThat(results)
                .hasSize(BACKENDS * ListingBenchmark.Beside.values().length * ListingBenchmark.Layout.values().length);
    }

    private static ChainedOptionsBuilder once(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName())
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(5))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }
}
