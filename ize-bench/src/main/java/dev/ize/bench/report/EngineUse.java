package dev.ize.bench.report;

import dev.ize.bench.history.HistoryTask;
import java.util.List;
import java.util.Map;

/**
 * A way in which programs use a store, and the cells by which an engine is chosen for it.
 *
 * @param title in a few words
 * @param cells of the matrix
 * @param tasks of the real history, by stores that flush
 */
record EngineUse(String title, List<CellChoice> cells, List<HistoryTask> tasks) {
    /**
     * All cells of a workload whose parameters have these values.
     *
     * @param workload its name
     * @param values of some parameters
     * @param minThreads fewest threads
     * @param maxThreads most threads
     */
    record CellChoice(String workload, Map<String, String> values, int minThreads, int maxThreads) {
        boolean includes(Measurement.Row row) {
            int threads = row.variation().threads();
            return threads >= minThreads && threads <= maxThreads && row.matches(workload, values, threads);
        }
    }

    private static final int ANY = Integer.MAX_VALUE;

    /** All of them. */
    static final List<EngineUse> ALL = List.of(
            new EngineUse(
                    "Small durable changes, one at a time",
                    List.of(one("overwrite", "SYNC"), one("create", "SYNC"), one("write-inside")),
                    List.of()),
            new EngineUse(
                    "Many writers at once, durable",
                    List.of(new CellChoice("overwrite", Map.of("durability", "SYNC"), 2, ANY)),
                    List.of()),
            new EngineUse(
                    "Small changes that a power cut may lose",
                    List.of(one("overwrite", "BUFFERED"), one("create", "BUFFERED")),
                    List.of()),
            new EngineUse(
                    "Imports and large changes",
                    List.of(one("change", "SYNC")),
                    List.of(HistoryTask.IMPORT, HistoryTask.LATER_RELEASE)),
            new EngineUse(
                    "Reading files and directories, now and in the past",
                    List.of(one("read-small"), one("read-large"), one("read-range"), one("list")),
                    List.of(HistoryTask.READ, HistoryTask.CHECKOUT)),
            new EngineUse(
                    "History, differences, snapshots, forks",
                    List.of(one("history-newest"), one("history-all"), one("difference"), one("snapshot"), one("fork")),
                    List.of(HistoryTask.PATH_HISTORY, HistoryTask.DIFFERENCE, HistoryTask.BRANCH)),
            new EngineUse("Least space on disk", List.of(), List.of(HistoryTask.SIZE, HistoryTask.SIZE_AFTER_UPKEEP)));

    EngineUse {
        cells = List.copyOf(cells);
        tasks = List.copyOf(tasks);
    }

    private static CellChoice one(String workload) {
        return new CellChoice(workload, Map.of(), 1, 1);
    }

    private static CellChoice one(String workload, String durability) {
        return new CellChoice(workload, Map.of("durability", durability), 1, 1);
    }
}
