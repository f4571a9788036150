package dev.ize.bench.report;

import dev.ize.bench.page.Block;
import dev.ize.bench.page.Page;
import dev.ize.bench.page.Unit;
import dev.ize.bench.plan.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Ize costs over its engines used bare: ratios of figures of one run, with equal durability. */
final class FloorSection {
    /**
     * Two cells that can be held against each other.
     *
     * @param title what is compared
     * @param storage Ize's workload, and {@code storageParts} of what is compared in each of its operations
     * @param bare the engine's, likewise
     */
    private record Pair(
            String title,
            String storage,
            Map<String, String> storageValues,
            int storageParts,
            String bare,
            Map<String, String> bareValues,
            int bareParts) {}

    private static final Map<String, String> DURABLE = Map.of("durable", "true");
    private static final Map<String, String> NOT_DURABLE = Map.of("durable", "false");
    private static final int THOUSAND = 1000;
    private static final int RANGE = 100;

    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    "overwrite, SYNC / a durable commit of one put",
                    "overwrite",
                    Map.of("durability", "SYNC"),
                    1,
                    "bare-put-durable",
                    DURABLE,
                    1),
            new Pair(
                    "overwrite, SYNC / a durable commit of the same records",
                    "overwrite",
                    Map.of("durability", "SYNC"),
                    1,
                    "bare-put-operation",
                    DURABLE,
                    1),
            new Pair(
                    "overwrite, BUFFERED / a commit of the same records that is not durable",
                    "overwrite",
                    Map.of("durability", "BUFFERED"),
                    1,
                    "bare-put-operation",
                    NOT_DURABLE,
                    1),
            new Pair(
                    "change of 1,000 files, SYNC / a durable commit of 1,000 puts",
                    "change",
                    Map.of("durability", "SYNC", "files", "1000"),
                    1,
                    "bare-put-1000",
                    DURABLE,
                    1),
            new Pair(
                    "a file of 10,000 at the head / a key of 10,000",
                    "read-small",
                    Map.of("at", "HEAD", "files", "10000"),
                    1,
                    "bare-get-few",
                    Map.of("keys", "10000"),
                    1),
            new Pair(
                    "a file of 10,000 at a past point / a key of 10,000",
                    "read-small",
                    Map.of("at", "PAST", "files", "10000"),
                    1,
                    "bare-get-few",
                    Map.of("keys", "10000"),
                    1),
            new Pair(
                    "listing of 1,000, each entry / range of 100, each key",
                    "list",
                    Map.of("at", "HEAD", "live", "1000"),
                    THOUSAND,
                    "bare-range",
                    Map.of(),
                    RANGE),
            new Pair(
                    "a store of 1,000,000 files opened / an engine with 1,000,000 keys",
                    "reopen",
                    Map.of("files", "1000000"),
                    1,
                    "bare-reopen",
                    Map.of("keys", "1000000"),
                    1));

    private FloorSection() {}

    static Page.Section of(RunResults results) {
        List<String> backends = results.subjects(Family.STORAGE);
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.words("Ize / the bare engine"));
        backends.forEach(backend -> columns.add(Block.Column.numbers(backend)));
        List<List<Block.Cell>> rows = new ArrayList<>();
        List<Block.Group> groups = new ArrayList<>();
        for (Pair pair : PAIRS) {
            List<Block.Cell> cells = new ArrayList<>();
            cells.add(Block.Cell.of(pair.title()));
            List<Block.Bar> bars = new ArrayList<>();
            for (String backend : backends) {
                Optional<Ratio> ratio = ratio(results, pair, backend);
                cells.add(ratio.map(found -> Block.Cell.of(found.text(), found.spread()))
                        .orElse(Block.Cell.NOTHING));
                ratio.ifPresent(found ->
                        bars.add(new Block.Bar(backend, found.value(), found.low(), found.high(), found.text())));
            }
            rows.add(cells);
            if (!bars.isEmpty()) {
                groups.add(new Block.Group(pair.title(), bars));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        "How many times the bare engine's time Ize takes, in this run. An operation of Ize"
                                + " writes several records, hashes and compresses content, and keeps every version. Below each ratio"
                                + " stands the interval that the errors of both leave. Where `BUFFERED` flushes all the same, since the"
                                + " engine has no safe weaker mode, its ratio to a commit without a flush is the price of that safety."));
        if (!groups.isEmpty()) {
            blocks.add(new Block.Chart(
                    "floor",
                    "What Ize costs over its engine",
                    "ratio of times; shorter is better",
                    Unit.TIMES,
                    backends,
                    groups));
        }
        blocks.add(new Block.Table("Ratio to the bare floor", columns, rows));
        return new Page.Section("floor", "What Ize costs over the bare engine", blocks);
    }

    private static Optional<Ratio> ratio(RunResults results, Pair pair, String backend) {
        Optional<Figure> storage = results.findRow(pair.storage(), pair.storageValues(), 1)
                .flatMap(row -> results.find(row, backend))
                .map(found -> found.time().part(pair.storageParts()));
        Optional<Figure> bare = results.findRow(pair.bare(), pair.bareValues(), 1)
                .flatMap(row -> results.find(row, backend))
                .map(found -> found.time().part(pair.bareParts()));
        return storage.flatMap(ours -> bare.map(ours::to));
    }
}
