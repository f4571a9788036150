package dev.ize.bench.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * Engine calls per operation, in all as {@code engine.calls} and by kind as {@code engine.gets} and so on.
 *
 * <p>They are counted in the iterations of the warm-up, whose time does not count; the last one's figures are shown.
 * Without a warm-up they are counted in the iterations that are measured.
 */
public final class EngineCallProfiler implements InternalProfiler {
    private Collection<ScalarResult> newest = List.of();

    /** As JMH needs it. */
    public EngineCallProfiler() {}

    @Override
    public String getDescription() {
        return "Engine calls per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (counts(benchmark, iteration)) {
            EngineCalls.start();
        }
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (counts(benchmark, iteration)) {
            EngineCalls.stop();
            newest = perOperation(result.getMetadata().getAllOps());
        }
        return newest;
    }

    private static boolean counts(BenchmarkParams benchmark, IterationParams iteration) {
        return iteration.getType() == IterationType.WARMUP
                || benchmark.getWarmup().getCount() == 0;
    }

    private static Collection<ScalarResult> perOperation(long operations) {
        List<ScalarResult> results = new ArrayList<>();
        long all = 0;
        for (EngineCalls kind : EngineCalls.values()) {
            all += kind.sum();
            results.add(result(kind.name().toLowerCase(Locale.ROOT), kind.sum(), operations));
        }
        if (all == 0 || operations == 0) {
            return List.of();
        }
        results.add(result("calls", all, operations));
        return results;
    }

    private static ScalarResult result(String kind, long sum, long operations) {
        return new ScalarResult("engine." + kind, (double) sum / operations, "calls/op", AggregationPolicy.AVG);
    }
}
