package dev.ize.bench.history;

import dev.ize.bench.raw.LeftOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of recording a series.
 *
 * @param releases what was recorded
 * @param plan how much was measured
 * @param contenders what came of each
 * @param missing who could not take part
 */
public record HistoryResult(
        List<RecordedRelease> releases, HistoryPlan plan, List<ContenderResult> contenders, List<LeftOut> missing) {
    /**
     * One release.
     *
     * @param name what it is called
     * @param files number of its files and symlinks
     * @param bytes length of them all
     * @param changed number of paths that differ from the release before
     */
    public record RecordedRelease(String name, int files, long bytes, int changed) {
        public RecordedRelease {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * One contender's figures.
     *
     * @param contender who it is
     * @param samples what was measured, in the unit of the task; nothing where a result was wrong
     * @param wrong the first result that was not what it should be; null if there was none
     */
    public record ContenderResult(
            ContenderDescription contender,
            Map<HistoryTask, List<Double>> samples,
            @Nullable String wrong) {
        public ContenderResult {
            Objects.requireNonNull(contender, "contender");
            Map<HistoryTask, List<Double>> copies = new EnumMap<>(HistoryTask.class);
            samples.forEach((task, values) -> copies.put(task, List.copyOf(values)));
            samples = Collections.unmodifiableMap(copies);
        }

        /** What was wrong with a result, if anything was. */
        public Optional<String> mismatch() {
            return Optional.ofNullable(wrong);
        }

        /** The figures of a task in ascending order; none if it was not measured. */
        public List<Double> sorted(HistoryTask task) {
            List<Double> values = new ArrayList<>(samples.getOrDefault(task, List.of()));
            Collections.sort(values);
            return values;
        }
    }

    public HistoryResult {
        releases = List.copyOf(releases);
        Objects.requireNonNull(plan, "plan");
        contenders = List.copyOf(contenders);
        missing = List.copyOf(missing);
    }
}
