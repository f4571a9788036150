package dev.ize.bench.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ize.bench.page.Unit;
import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.raw.LeftOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** JMH's results as it writes them as JSON, understood. */
final class JmhResults {
    private final List<Workload> workloads;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private JmhResults(List<Workload> workloads) {
        this.workloads = workloads;
    }

    /**
     * Reads results.
     *
     * @param workloads what the results may be of; what is of none is taken as a workload of its own
     */
    static JmhResults read(JsonArray results, List<Workload> workloads) {
        JmhResults read = new JmhResults(workloads);
        for (JsonElement result : results) {
            read.add(result.getAsJsonObject());
        }
        return read;
    }

    /** The measurements, in the order of the results. */
    List<Measurement> measurements() {
        return measurements;
    }

    /** Results that are no times. */
    List<LeftOut> leftOut() {
        return leftOut;
    }

    private void add(JsonObject result) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (result.has("params")) {
            result.getAsJsonObject("params")
                    .entrySet()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().getAsString()));
        }
        String benchmark = result.get("benchmark").getAsString();
        Family family = parameters.containsKey(Family.FLOOR.subject()) ? Family.FLOOR : Family.STORAGE;
        String subject = String.valueOf(parameters.remove(family.subject()));
        Workload.Variation variation =
                new Workload.Variation(parameters, result.get("threads").getAsInt());
        Optional<Figure> time = time(result.getAsJsonObject("primaryMetric"));
        Map<String, Figure> more = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> metric :
                result.getAsJsonObject("secondaryMetrics").entrySet()) {
            JsonObject found = metric.getValue().getAsJsonObject();
            String unit = found.get("scoreUnit").getAsString();
            figure(found, 1, unit.equals("B") || unit.equals("B/op") ? Unit.BYTES : Unit.COUNT)
                    .ifPresent(figure -> more.put(name(metric.getKey()), figure));
        }
        Measurement.Row row = row(benchmark, family, variation);
        time.ifPresentOrElse(
                figure -> measurements.add(new Measurement(row.workload(), subject, row.variation(), figure, more)),
                () -> leftOut.add(new LeftOut(
                        row.workload().name() + ", " + subject + ": " + row.label(),
                        "JMH's result is no time of an operation.")));
    }

    /** JMH marks what its profilers found with a dot before the name. */
    private static String name(String metric) {
        return metric.startsWith("·") ? metric.substring(1) : metric;
    }

    /** What a result is of: a benchmark may be that of several workloads, which differ in their parameters. */
    private Measurement.Row row(String benchmark, Family family, Workload.Variation found) {
        List<Workload> ofBenchmark = workloads.stream()
                .filter(workload -> workload.benchmark().equals(benchmark))
                .toList();
        for (Workload workload : ofBenchmark) {
            for (List<Workload.Variation> variations : workload.variations().values()) {
                for (Workload.Variation variation : variations) {
                    if (includes(found, variation)) {
                        return new Measurement.Row(workload, variation);
                    }
                }
            }
        }
        return new Measurement.Row(ofBenchmark.stream().findFirst().orElseGet(() -> unknown(benchmark, family)), found);
    }

    /** JMH adds the defaults of the parameters that a variation does not name. */
    private static boolean includes(Workload.Variation found, Workload.Variation variation) {
        return found.threads() == variation.threads()
                && !variation.parameters().isEmpty()
                && found.parameters()
                        .entrySet()
                        .containsAll(variation.parameters().entrySet());
    }

    private static Workload unknown(String benchmark, Family family) {
        String[] names = benchmark.split("\\.", -1);
        String name = names[Math.max(0, names.length - 2)] + "." + names[names.length - 1];
        return new Workload(name, name, family, benchmark, Set.of(), Map.of());
    }

    /** The time of an operation; empty where JMH gave no number or no time. */
    private static Optional<Figure> time(JsonObject metric) {
        String unit = metric.get("scoreUnit").getAsString();
        Optional<Double> nanos = switch (unit) {
            case "ns/op" -> Optional.of(1.0);
            case "us/op" -> Optional.of(1e3);
            case "ms/op" -> Optional.of(1e6);
            case "s/op" -> Optional.of(1e9);
            default -> Optional.empty();
        };
        return nanos.flatMap(factor -> figure(metric, factor, Unit.NANOSECONDS));
    }

    private static Optional<Figure> figure(JsonObject metric, double factor, Unit unit) {
        double score = metric.get("score").getAsDouble() * factor;
        double error = metric.get("scoreError").getAsDouble() * factor;
        if (Double.isNaN(score)) {
            return Optional.empty();
        }
        return Optional.of(
                Double.isNaN(error) ? new Figure(score, Double.NaN, Double.NaN, unit) : Figure.of(score, error, unit));
    }
}
