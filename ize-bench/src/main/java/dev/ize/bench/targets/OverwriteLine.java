package dev.ize.bench.targets;

import dev.ize.bench.floor.BareEngines;
import dev.ize.bench.floor.BareStore;
import dev.ize.bench.floor.OperationRecords;
import dev.ize.bench.measure.EngineCalls;
import dev.ize.bench.measure.ProcessFile;
import dev.ize.bench.page.Unit;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import java.util.List;
import java.util.OptionalLong;

/**
 * One durable operation at a time, beside the bare engine's durable commit of one put to a random one of 10,000 keys, and
 * beside the bare engine's commit of the records that the operation writes.
 */
final class OverwriteLine implements Line {
    private static final int KEYS = 10_000;
    private static final String IZE = "Ize";
    private static final String BARE = "bare, one put";
    private static final String SAME_RECORDS = "bare, the records of the operation";

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        OperationRecords records = OperationRecords.ofOverwrite();
        for (String engine : scene.engines()) {
            if (!BareEngines.ids().contains(engine) || !BareEngines.canRunHere(engine)) {
                findings.leaveOut("overwrite-bare on " + engine, "The bare engine is not known or cannot run here.");
                continue;
            }
            try (FileSystemStorage storage =
                            scene.open(engine, scene.directory("overwrite").resolve("store"), Durability.SYNC);
                    BareStore bare = BareStore.loaded(engine, true, scene.size(KEYS, 100));
                    BareStore same = BareStore.loaded(engine, true, scene.size(KEYS, 100))) {
                measure(scene, findings, engine, DurableFile.in(storage, 1)[0], bare, same, records);
            }
        }
    }

    private static void measure(
            Scene scene,
            Findings findings,
            String engine,
            DurableFile file,
            BareStore bare,
            BareStore same,
            OperationRecords records)
            throws Exception {
        int operations = scene.size(40, 3);
        BarePut put = new BarePut(bare, scene.size(KEYS, 100));
        long[] number = new long[1];
        Turns turns = new Turns()
                .add(IZE, () -> Turns.nanosOfEach(operations, file::overwrite))
                .add(BARE, () -> Turns.nanosOfEach(operations, put::commit))
                .add(
                        SAME_RECORDS,
                        () -> Turns.nanosOfEach(operations, () -> same.engine().commit(records.after(++number[0]))));
        turns.run(scene.size(15, 0), scene.size(40, 2));
        file.check();
        Measured own = turns.of(IZE, IZE, Unit.NANOSECONDS);
        findings.add(Finding.ratio("overwrite-bare", "", engine, own, turns.of(BARE, BARE, Unit.NANOSECONDS))
                .beside(turns.of(SAME_RECORDS, SAME_RECORDS, Unit.NANOSECONDS))
                .with(costs(file, scene.size(200, 5))));
    }

    /** What an operation takes beside time, counted apart from the turns. */
    private static List<String> costs(DurableFile file, int operations) {
        OptionalLong before = ProcessFile.WRITTEN.read();
        long cpu = ProcessTime.nanos();
        EngineCalls.start();
        for (int i = 0; i < operations; i++) {
            file.overwrite();
        }
        EngineCalls.stop();
        double cpuOfEach = (double) (ProcessTime.nanos() - cpu) / operations;
        OptionalLong after = ProcessFile.WRITTEN.read();
        String written = before.isPresent() && after.isPresent()
                ? Unit.BYTES.text((double) (after.getAsLong() - before.getAsLong()) / operations)
                : "unknown";
        return List.of(
                "engine calls an operation: " + EngineCalls.text(operations),
                "processor time of all threads: " + Unit.NANOSECONDS.text(cpuOfEach),
                "written to the device: " + written);
    }
}
