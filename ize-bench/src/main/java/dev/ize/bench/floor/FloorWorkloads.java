package dev.ize.bench.floor;

import static dev.ize.bench.floor.BareEngines.LMDB;
import static dev.ize.bench.floor.BareEngines.MVSTORE;
import static dev.ize.bench.floor.BareEngines.REDB;
import static dev.ize.bench.floor.BareEngines.ROCKSDB;
import static dev.ize.bench.floor.BareEngines.SLED;
import static dev.ize.bench.plan.Profile.FULL;
import static dev.ize.bench.plan.Profile.SHORT;
import static dev.ize.bench.plan.Profile.SMOKE;

import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Workload;
import dev.ize.bench.plan.Workload.Variation;
import dev.ize.bench.raw.LeftOut;
import java.util.List;

/** The workloads on bare engines and peers, and which of their cells each profile measures. */
public final class FloorWorkloads {
    private static final String MILLION = "1000000";
    private static final String TEN_THOUSAND = "10000";
    private static final String FEW = "200";
    private static final String[] ENGINES = {LMDB, MVSTORE, ROCKSDB};

    private FloorWorkloads() {}

    /** All of them, in the order in which they are measured. */
    public static List<Workload> all() {
        return List.of(
                get(), getFew(), range(), putDurable(), putBuffered(), putOperation(), putThousand(), load(), reopen());
    }

    /** What cannot be measured of the peers by anyone who uses them as this does. */
    public static List<LeftOut> leftOut() {
        return List.of(
                new LeftOut(
                        "redb, sled: ranges, commits of several keys, ordered load, reopen",
                        "They are reached through OpenDAL, which gives single keys only."),
                new LeftOut("redb: commits that are not durable", "OpenDAL commits each write durably."),
                new LeftOut("sled: durable commits", "OpenDAL gives no way to flush it."),
                new LeftOut("redb, sled: a million keys", "ReDB would load them in a million durable commits."),
                new LeftOut("sanakirja: everything", "There is no way to it from the JVM."));
    }

    private static Workload get() {
        return of(
                        "bare-get",
                        BareReadBenchmark.class,
                        "get",
                        "a random key of 1,000,000, out of 10,000 (hot) or all (cold)")
                .on(ENGINES)
                .with(SMOKE, reads(FEW, "20"))
                .with(SHORT, reads(MILLION, TEN_THOUSAND), reads(MILLION, MILLION))
                .with(FULL, reads(MILLION, TEN_THOUSAND), reads(MILLION, MILLION));
    }

    private static Workload getFew() {
        return of("bare-get-few", BareReadBenchmark.class, "get", "a random key of 10,000; peers too")
                .with(SMOKE, reads(FEW, FEW))
                .with(SHORT, reads(TEN_THOUSAND, TEN_THOUSAND))
                .with(FULL, reads(TEN_THOUSAND, TEN_THOUSAND));
    }

    private static Workload range() {
        return of("bare-range", BareReadBenchmark.class, "range", "100 neighbours from a random key on")
                .on(ENGINES)
                .with(SMOKE, reads(FEW, FEW))
                .with(SHORT, reads(MILLION, MILLION))
                .with(FULL, reads(MILLION, MILLION));
    }

    private static Workload putDurable() {
        return of("bare-put-durable", BareWriteBenchmark.class, "putOne", "a durable commit of one random put")
                .on(LMDB, MVSTORE, ROCKSDB, REDB)
                .with(SMOKE, writes("true", FEW))
                .with(SHORT, writes("true", TEN_THOUSAND))
                .with(FULL, writes("true", TEN_THOUSAND));
    }

    private static Workload putBuffered() {
        return of("bare-put", BareWriteBenchmark.class, "putOne", "a commit of one random put, not durable")
                .on(LMDB, MVSTORE, ROCKSDB, SLED)
                .with(SMOKE, writes("false", FEW))
                .with(SHORT, writes("false", TEN_THOUSAND))
                .with(FULL, writes("false", TEN_THOUSAND));
    }

    private static Workload putOperation() {
        return of(
                        "bare-put-operation",
                        BareWriteBenchmark.class,
                        "putOperation",
                        "a commit of the records that an overwrite of 1 KiB writes in Ize")
                .on(ENGINES)
                .with(SMOKE, writes("true", FEW), writes("false", FEW))
                .with(SHORT, writes("true", TEN_THOUSAND), writes("false", TEN_THOUSAND))
                .with(FULL, writes("true", TEN_THOUSAND), writes("false", TEN_THOUSAND), writes("true", MILLION));
    }

    private static Workload putThousand() {
        return of("bare-put-1000", BareWriteBenchmark.class, "putThousand", "a durable commit of 1,000 random puts")
                .on(ENGINES)
                .with(SMOKE, writes("true", FEW))
                .with(SHORT, writes("true", MILLION))
                .with(FULL, writes("true", MILLION), writes("false", MILLION));
    }

    private static Workload load() {
        return of("bare-load", BareLoadBenchmark.class, "load", "an empty engine loaded in the order of the keys")
                .on(ENGINES)
                .with(SMOKE, keys(FEW))
                .with(SHORT, keys("100000"))
                .with(FULL, keys("100000"), keys(MILLION));
    }

    private static Workload reopen() {
        return of("bare-reopen", BareOpenBenchmark.class, "open", "an engine opened that was closed in good order")
                .on(ENGINES)
                .with(SMOKE, keys(FEW))
                .with(SHORT, keys(MILLION))
                .with(FULL, keys(MILLION));
    }

    private static Variation reads(String keys, String hot) {
        return Variation.of("keys", keys, "hot", hot);
    }

    private static Variation writes(String durable, String keys) {
        return Variation.of("durable", durable, "keys", keys);
    }

    private static Variation keys(String count) {
        return Variation.of("keys", count);
    }

    private static Workload of(String name, Class<?> benchmark, String method, String description) {
        return Workload.of(Family.FLOOR, name, benchmark, method, description);
    }
}
