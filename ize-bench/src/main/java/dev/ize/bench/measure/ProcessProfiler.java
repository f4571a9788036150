package dev.ize.bench.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the process takes of the machine: {@code disk.written}, in bytes per operation, and {@code
 * disk.written.per.byte} of content, where content was recorded; {@code disk.size} of the store, and {@code
 * memory.peak} of the JVM.
 *
 * <p>What Linux alone tells is left out elsewhere: written bytes, and the peak.
 */
public final class ProcessProfiler implements InternalProfiler {
    private OptionalLong written = OptionalLong.empty();
    private long recorded;

    /** As JMH needs it. */
    public ProcessProfiler() {}

    @Override
    public String getDescription() {
        return "Bytes written, size of the store, peak memory";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        LastStore.forget();
        written = ProcessFile.WRITTEN.read();
        recorded = RecordedContent.sum();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<ScalarResult> results = new ArrayList<>();
        OptionalLong writtenNow = LastStore.written();
        long operations = result.getMetadata().getAllOps();
        if (written.isPresent() && writtenNow.isPresent() && operations > 0) {
            double bytes = writtenNow.getAsLong() - written.getAsLong();
            results.add(new ScalarResult("disk.written", bytes / operations, "B/op", AggregationPolicy.AVG));
            long content = RecordedContent.sum() - recorded;
            if (content > 0) {
                results.add(new ScalarResult("disk.written.per.byte", bytes / content, "B/B", AggregationPolicy.AVG));
            }
        }
        LastStore.size()
                .ifPresent(bytes -> results.add(new ScalarResult("disk.size", bytes, "B", AggregationPolicy.MAX)));
        ProcessFile.PEAK_MEMORY
                .read()
                .ifPresent(bytes -> results.add(new ScalarResult("memory.peak", bytes, "B", AggregationPolicy.MAX)));
        return results;
    }
}
