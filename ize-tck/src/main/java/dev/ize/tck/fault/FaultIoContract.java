package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.spi.Durability;
import dev.ize.tck.rule.Control;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever call to the operating system fails, what was acknowledged is there when the store is opened again. */
@Tag("io")
abstract class FaultIoContract extends FaultContract {
    /** Stores that are checked by one process and then removed. */
    private static final int STORES_AT_ONCE = 50;

    private static final int FAULTS_OF_THE_CONTROL = 10;

    /** The kinds of faults that are taken in turn. */
    private static final List<IoFaults.Fault> KINDS = List.of(
            new IoFaults.Fault("write", 0, IoFaults.EIO, false),
            new IoFaults.Fault("flush", 0, IoFaults.EIO, false),
            new IoFaults.Fault("write", 0, IoFaults.ENOSPC, true),
            new IoFaults.Fault("resize", 0, IoFaults.ENOSPC, false),
            new IoFaults.Fault("write", 0, IoFaults.SHORT_WRITE, false),
            new IoFaults.Fault("flush", 0, IoFaults.EIO, true));

    private IoFaults faults;

    /** Whether flushing this file of the engine is what makes a write durable that is then acknowledged. */
    abstract boolean holdsAcknowledgements(String fileName);

    /** Whether the engine makes everything durable that it acknowledges, whatever it is asked for. */
    abstract boolean isAlwaysDurable();

    @BeforeEach
    void needsACompiler() throws InterruptedException, IOException {
        Optional<IoFaults> built = IoFaults.build(directory);
        assumeTrue(built.isPresent(), "no gcc here, or no Linux");
        faults = built.orElseThrow();
    }

    @Shows({"fault-5", "fault-6"})
    @Test
    void whateverCallFailsWhatWasAcknowledgedIsThere() throws InterruptedException, IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (IoFaults.Fault kind : KINDS) {
            if (!counts.containsKey(kind.call())) {
                counts.put(kind.call(), count(kind.call()));
            }
        }
        List<IoFaults.Fault> chosen = Form.chosen() == Form.LONG ? everyFault(counts) : someFaults(counts);
        Map<String, Integer> outcomes = new TreeMap<>();
        int checked = 0;

        for (int from = 0; from < chosen.size(); from += STORES_AT_ONCE) {
            List<IoFaults.Run> runs = new ArrayList<>();
            for (int i = from; i < Math.min(from + STORES_AT_ONCE, chosen.size()); i++) {
                runs.add(new IoFaults.Run(subject("store-" + i, Flaw.NONE), chosen.get(i)));
            }
            List<IoFaults.Outcome> seen = faults.run(runs);
            List<String> subjects = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                IoFaults.Fault fault = runs.get(i).fault();
                outcomes.merge(fault.call() + " " + judge(fault, seen.get(i)), 1, Integer::sum);
                if (seen.get(i).acknowledged() > 0) {
                    subjects.add(line(runs.get(i).subject(), seen.get(i)));
                }
            }
            check(subjects);
            checked += subjects.size();
            for (IoFaults.Run run : runs) {
                Directories.delete(run.subject().store());
            }
        }

        report("faults=" + chosen.size() + " calls=" + counts + " outcomes=" + outcomes + " storesChecked=" + checked
                + " seed=" + Form.seed());
    }

    private void check(List<String> subjects) throws InterruptedException, IOException {
        if (!subjects.isEmpty()) {
            List<String> checks = faults.check(subjects);
            assertThat(checks).noneMatch(FaultIoContract::isWrong).contains("status 0");
            assertThat(checks.stream().filter("checked"::equals)).hasSameSizeAs(subjects);
        }
    }

    /** Each call of the workload fails in each way. */
    private static List<IoFaults.Fault> everyFault(Map<String, Long> counts) {
        List<IoFaults.Fault> every = new ArrayList<>();
        for (IoFaults.Fault kind : KINDS) {
            for (long call = 1; call <= counts.getOrDefault(kind.call(), 0L); call++) {
                every.add(new IoFaults.Fault(kind.call(), call, kind.error(), kind.lasting()));
            }
        }
        return every;
    }

    /** A call at random fails in each way. */
    private static List<IoFaults.Fault> someFaults(Map<String, Long> counts) {
        SplittableRandom random = new SplittableRandom(Form.seed());
        List<IoFaults.Fault> some = new ArrayList<>();
        for (IoFaults.Fault kind : KINDS) {
            long calls = counts.getOrDefault(kind.call(), 0L);
            if (calls > 0) {
                some.add(new IoFaults.Fault(kind.call(), 1 + random.nextLong(calls), kind.error(), kind.lasting()));
            }
        }
        return some;
    }

    @Control(
            wrong = "SWALLOWED_FAILURE",
            breaks = {"fault-5", "fault-6"})
    @Test
    void storageThatAcknowledgesWhatFailedIsFound() throws InterruptedException, IOException {
        // Where the engine refuses a later call of the same step, nothing is acknowledged that is not there.
        long calls = count("write");
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= FAULTS_OF_THE_CONTROL && lines.stream().noneMatch(FaultIoContract::isWrong); i++) {
            long failing = calls * i / (FAULTS_OF_THE_CONTROL + 1);
            Subject subject = subject("flawed-" + i, Flaw.SWALLOWED_FAILURE);
            IoFaults.Outcome outcome = faults.run(subject, new IoFaults.Fault("write", failing, IoFaults.EIO, true));
            lines.addAll(outcome.lines());
            if (outcome.acknowledged() > 0) {
                lines.addAll(faults.check(List.of(line(subject, outcome))));
            }
        }

        assertThat(lines).anyMatch(FaultIoContract::isWrong);
    }

    @Shows("fault-12")
    @Test
    void durableBatchWithoutEffectFlushesWhatWasBufferedBefore() throws InterruptedException, IOException {
        long without = flushes(Flaw.NONE, NumberedWriter.Work.FEW_BATCHES);
        long with = flushes(Flaw.NONE, NumberedWriter.Work.FEW_BATCHES_AND_A_DURABLE_ONE_WITHOUT_EFFECT);
        boolean eachBatchFlushes = eachBatchFlushes(without);

        if (isAlwaysDurable()) {
            assertThat(eachBatchFlushes)
                    .as("whether each batch is flushed that an engine makes durable unasked, flushes=" + without)
                    .isTrue();
        }
        if (!eachBatchFlushes) {
            assertThat(with)
                    .as("flushes with a durable batch after those of an engine that was not asked for any")
                    .isGreaterThan(without);
        }
        report("flushes without=" + without + " with=" + with + " a durable batch without effect; eachBatchFlushes="
                + eachBatchFlushes);
    }

    @Control(wrong = "BUFFERED_REMOVALS", breaks = "fault-12")
    @Test
    void engineThatFlushesNothingForABatchWithoutEffectIsFound() throws InterruptedException, IOException {
        long without = flushes(Flaw.NONE, NumberedWriter.Work.FEW_BATCHES);
        long with = flushes(Flaw.BUFFERED_REMOVALS, NumberedWriter.Work.FEW_BATCHES_AND_A_DURABLE_ONE_WITHOUT_EFFECT);

        if (eachBatchFlushes(without)) {
            // Such an engine has nothing left to flush, and does no wrong.
            assertThat(with).isGreaterThanOrEqualTo(without);
        } else {
            assertThat(with).isLessThanOrEqualTo(without);
        }
    }

    /**
     * Whether nothing stays buffered, by the flushes with a few batches that need not be durable. It is counted, as one
     * who runs the kit without a build has no place to say it.
     */
    private boolean eachBatchFlushes(long flushes) throws InterruptedException, IOException {
        return flushes - flushes(Flaw.NONE, NumberedWriter.Work.NOTHING) >= NumberedWriter.FEW_BATCHES;
    }

    private long flushes(Flaw flaw, NumberedWriter.Work work) throws InterruptedException, IOException {
        Path engine = Files.createDirectory(directory.toRealPath().resolve(flaw + "-" + work));
        List<String> arguments = new ArrayList<>(
                new Subject(provider().getClass(), flaw, engine, Durability.BUFFERED, Form.seed(), Sizes.SMALL)
                        .arguments());
        arguments.add(work.name());
        return faults.flushes(NumberedWriter.class, arguments, engine);
    }

    private static boolean isWrong(String line) {
        return line.startsWith(Talk.WRONG);
    }

    private long count(String call) throws InterruptedException, IOException {
        IoFaults.Fault none = new IoFaults.Fault(call, 0, 0, false);
        IoFaults.Outcome calm = faults.run(subject("calm-" + call, Flaw.NONE), none);
        assertThat(calm.lines()).contains("done " + IoVictim.STEPS, "synced");
        return calm.calls();
    }

    private String judge(IoFaults.Fault fault, IoFaults.Outcome outcome) {
        assertThat(outcome.status()).as(fault + " " + outcome).isZero();
        assertThat(outcome.lines()).as(fault.toString()).noneMatch(FaultIoContract::isWrong);
        boolean stopped = outcome.says(line -> line.startsWith("stopped ") || line.startsWith("close: "));
        if (fault.call().equals("flush") && outcome.failed().stream().anyMatch(this::holdsAcknowledgements)) {
            assertThat(stopped)
                    .as("a flush failed and nothing was said: " + fault + " " + outcome)
                    .isTrue();
        }
        if (outcome.failed().isEmpty()) {
            return "not reached";
        }
        return stopped ? "said" : "survived";
    }

    /** An empty file holds nothing yet: RocksDB flushes its log when it makes it, and says nothing if that fails. */
    private boolean holdsAcknowledgements(IoFaults.FailedCall call) {
        return call.bytes() > 0 && holdsAcknowledgements(call.fileName());
    }

    private Subject subject(String name, Flaw flaw) throws IOException {
        Path store = directory.toRealPath().resolve(name);
        return new Subject(provider().getClass(), flaw, store, Durability.SYNC, Form.seed(), Sizes.MEDIUM);
    }

    private static String line(Subject subject, IoFaults.Outcome outcome) {
        return String.join("\t", subject.arguments()) + "\t" + outcome.acknowledged();
    }
}
