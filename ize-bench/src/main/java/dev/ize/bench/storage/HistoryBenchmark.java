package dev.ize.bench.storage;

import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.View;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The history of a file's path. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HistoryBenchmark {
    private static final int NEWEST_LINES = 100;
    private static final int LINES_A_PAGE = 1000;

    @Param(BenchStore.PREFERRED)
    public String backend = "";

    @Param({"10", "1000", "100000"})
    public int versions;

    private BenchStore store;

    @Setup(Level.Trial)
    public void open() {
        store = BenchStore.prepared(backend, new FileVersions(versions));
        int lines = all();
        if (lines != versions) {
            throw new IllegalStateException("Not the versions that were made. lines=" + lines);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** The newest hundred lines. */
    @Benchmark
    public LogPage<HistoryLine> newest() {
        return view().history(FileVersions.FILE, LogQuery.newestFirst(NEWEST_LINES));
    }

    /** All lines, newest first, a thousand a page. */
    @Benchmark
    public int all() {
        View view = view();
        LogQuery query = LogQuery.newestFirst(LINES_A_PAGE);
        int lines = 0;
        while (true) {
            LogPage<HistoryLine> page = view.history(FileVersions.FILE, query);
            lines += page.size();
            if (page.size() < LINES_A_PAGE) {
                return lines;
            }
            query = query.after(page.get(page.size() - 1).logged().id());
        }
    }

    private View view() {
        return store.storage().mainBranch().head();
    }
}
