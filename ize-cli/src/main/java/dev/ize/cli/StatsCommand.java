package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Sizes;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageStatistics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows sizes and counts. */
@Command(
        name = "stats",
        header = "Shows sizes and counts.",
        description = "Looks at every record, which takes its time in a large store.",
        footer = "%nWith --json: backend, operations, nodes, branches, snapshots, writtenBytes, contentBytes,"
                + " storedContentBytes, diskBytes, records (by keyspace).")
final class StatsCommand implements Callable<Integer> {
    private final Ize ize;

    StatsCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            StorageStatistics all = storage.statistics();
            if (ize.json()) {
                ize.print(json(all));
            } else {
                print(all);
            }
        }
        return ExitCode.DONE;
    }

    private void print(StorageStatistics all) {
        line("backend", all.backend());
        line("operations", Sizes.count(all.operations()));
        line("nodes", Sizes.count(all.nodes()));
        line("branches", Sizes.count(all.branches()));
        line("snapshots", Sizes.count(all.snapshots()));
        line("written", Sizes.bytes(all.writtenBytes()) + " in all versions of all files");
        line(
                "distinct",
                Sizes.bytes(all.contentBytes()) + "  (deduplication "
                        + Sizes.ratio(all.writtenBytes(), all.contentBytes()) + ")");
        line(
                "stored",
                Sizes.bytes(all.storedContentBytes()) + "  (compression "
                        + Sizes.ratio(all.contentBytes(), all.storedContentBytes()) + ", in all "
                        + Sizes.ratio(all.writtenBytes(), all.storedContentBytes()) + ")");
        line("on disk", Sizes.bytes(all.diskBytes()));
        all.recordsByKeyspace().forEach((keyspace, records) -> line("  " + keyspace, Sizes.count(records, "record")));
    }

    private void line(String label, String text) {
        ize.out().line(String.format("%-15s %s", label, text));
    }

    private static JsonLine json(StorageStatistics all) {
        JsonLine records = new JsonLine();
        all.recordsByKeyspace().forEach(records::put);
        return new JsonLine()
                .put("backend", all.backend())
                .put("operations", all.operations())
                .put("nodes", all.nodes())
                .put("branches", all.branches())
                .put("snapshots", all.snapshots())
                .put("writtenBytes", all.writtenBytes())
                .put("contentBytes", all.contentBytes())
                .put("storedContentBytes", all.storedContentBytes())
                .put("diskBytes", all.diskBytes())
                .put("records", records);
    }
}
