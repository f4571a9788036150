package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.rule.Control;
import dev.ize.tck.rule.Shows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever call of the engine fails, the storage goes on rightly or refuses everything until it is opened again. */
@Tag("engine")
abstract class FaultEngineContract extends FaultContract {
    /** Runs of the control; a lying engine shows at the first refused write of a change. */
    private static final int RUNS_OF_THE_CONTROL = 20;

    /** How many faults are tried in a form. */
    abstract int faults(Form form);

    @Shows("fault-3")
    @Test
    void storageGoesOnOrRefusesEverythingWhateverCallOfTheEngineFails() throws InterruptedException {
        long seed = Form.seed();
        FailingRun.Outcome calm = run(EngineFault.none(), Flaw.NONE, seed, 0);
        List<EngineFault> all = allFaults(calm);
        List<EngineFault> chosen = choose(all, faults(Form.chosen()));
        Map<String, Integer> outcomes = new TreeMap<>();

        for (int i = 0; i < chosen.size(); i++) {
            String kind = run(chosen.get(i), Flaw.NONE, seed, i + 1).kind();
            outcomes.merge(kind, 1, Integer::sum);
        }

        assertThat(calm.kind()).isEqualTo("unnoticed");
        assertThat(outcomes.keySet()).contains("failed until opened again", "step refused as WriteRefusedException");
        report("faults=" + chosen.size() + " of=" + all.size() + " writes=" + calm.writes() + " reads=" + calm.reads()
                + " outcomes=" + outcomes + " seed=" + seed);
    }

    @Control(wrong = "SWALLOWED_FAILURE", breaks = "fault-3")
    @Test
    void storageThatAcknowledgesWhatWasNotWrittenIsFound() {
        long seed = Form.seed();

        assertThatThrownBy(() -> {
                    for (int i = 0; i < RUNS_OF_THE_CONTROL; i++) {
                        EngineFault fault = new EngineFault(
                                EngineFault.Side.WRITES,
                                5 + i,
                                EngineFault.Failure.REFUSED,
                                EngineFault.Moment.BEFORE,
                                false);
                        run(fault, Flaw.SWALLOWED_FAILURE, seed, i);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*(is not as its record|does not fit what the record says).*");
    }

    private static List<EngineFault> allFaults(FailingRun.Outcome calm) {
        List<EngineFault> faults = new ArrayList<>();
        for (int at = 1; at <= calm.writes(); at++) {
            faults.addAll(EngineFault.allAt(EngineFault.Side.WRITES, at));
        }
        for (int at = 1; at <= calm.reads(); at++) {
            faults.addAll(EngineFault.allAt(EngineFault.Side.READS, at));
        }
        return faults;
    }

    /** All, or as many: half of them failing writes, which are few, and half failing reads. */
    private static List<EngineFault> choose(List<EngineFault> all, int count) {
        if (count >= all.size()) {
            return all;
        }
        SplittableRandom random = new SplittableRandom(Form.seed());
        List<EngineFault> chosen = new ArrayList<>();
        for (EngineFault.Side side : EngineFault.Side.values()) {
            List<EngineFault> left = new ArrayList<>(
                    all.stream().filter(fault -> fault.side() == side).toList());
            for (int i = 0; i < count / 2 && !left.isEmpty(); i++) {
                chosen.add(left.remove(random.nextInt(left.size())));
            }
        }
        return chosen;
    }

    /** Runs in a thread of its own, so that a storage that hangs is found too. */
    private FailingRun.Outcome run(EngineFault fault, Flaw flaw, long seed, int number) throws InterruptedException {
        Path store = directory.resolve("store-" + number);
        EngineProvider provider = provider();
        try {
            return Patience.call(() -> FailingRun.run(provider, store, fault, flaw, seed));
        } catch (Throwable failure) {
            throw new AssertionError(fault + " seed=" + seed + " " + failure.getMessage(), failure);
        } finally {
            Directories.delete(store);
        }
    }
}
