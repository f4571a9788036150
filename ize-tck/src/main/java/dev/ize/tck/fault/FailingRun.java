package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.tck.engine.ForwardingProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One workload over an engine with one fault: the storage must go on rightly, or refuse everything until it is
 * opened again, and then have what it acknowledged.
 */
final class FailingRun {
    /** Steps of the workload; with some two hundred operations. */
    private static final int STEPS = 60;

    /** Steps that are taken after the storage is well again. */
    private static final int STEPS_AFTERWARDS = 4;

    /** How many steps are taken without a read of everything. */
    private static final int STEPS_BETWEEN_READS = 6;

    /** How often a step may be refused for good before the fault is taken away. */
    private static final int REFUSALS = 3;

    private final EngineProvider provider;
    private final Path store;
    private final EngineFault.Trigger trigger;
    private FileSystemStorage storage;
    private final Lane lane;
    private String outcome = "unnoticed";

    private FailingRun(EngineProvider provider, Path store, EngineFault fault, Flaw flaw, Lane lane) {
        this.store = store;
        this.lane = lane;
        trigger = new EngineFault.Trigger(fault);
        this.provider = flaw.applyTo(new ForwardingProvider(provider, engine -> new FailingEngine(engine, trigger)));
        storage = openInSpite(this.provider, store, trigger);
    }

    /** How a run ended: which outcome the caller saw of the fault, and the calls that were counted. */
    record Outcome(String kind, int writes, int reads) {}

    /**
     * Runs the workload of a seed in a fresh directory.
     *
     * @throws AssertionError if the storage did wrong
     */
    static Outcome run(EngineProvider provider, Path store, EngineFault fault, Flaw flaw, long seed) {
        FailingRun run = new FailingRun(provider, store, fault, flaw, new Lane(seed, 0, Sizes.SMALL));
        try {
            return run.run();
        } finally {
            run.trigger.end();
            run.storage.close();
        }
    }

    private Outcome run() {
        int end = STEPS;
        int failures = 0;
        while (lane.steps() < end) {
            if (!takeStep()) {
                failures++;
                if (failures == REFUSALS) {
                    trigger.end();
                }
                end = Math.min(STEPS, lane.steps() + STEPS_AFTERWARDS);
            } else if (lane.steps() % STEPS_BETWEEN_READS == 0) {
                read("after step " + lane.steps());
            }
        }
        Outcome seen =
                new Outcome(outcome, trigger.calls(EngineFault.Side.WRITES), trigger.calls(EngineFault.Side.READS));
        trigger.end();
        read("at the end");
        reopen();
        requireAsRecorded("after opening again", Survey.of(storage, lane));
        return seen;
    }

    /** Takes a step; returns false if the fault hit it, after which the storage works as far as the fault lets it. */
    private boolean takeStep() {
        try {
            lane.run(storage);
            return true;
        } catch (StorageFailedException e) {
            requireInjected(e);
            requireRefusesEverything();
            trigger.end();
            reopen();
            find();
            outcome = "failed until opened again";
        } catch (StorageException | EngineFault.InjectedException e) {
            requireInjected(e);
            read("after a step that said that it changed nothing");
            outcome = "step refused as " + e.getClass().getSimpleName();
        }
        return false;
    }

    private static void requireInjected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).startsWith(EngineFault.INJECTED)) {
                return;
            }
        }
        throw new AssertionError("A step does not fit what the record says: " + failure, failure);
    }

    /** Reads all heads. A read that the fault hits may say so, and may not be wrong. */
    private void read(String when) {
        List<Finding> findings = Survey.ofHeads(storage, lane);
        if (findings.removeIf(finding -> finding.text().contains(EngineFault.INJECTED))) {
            outcome = "read failed, storage went on";
        }
        requireAsRecorded(when, findings);
    }

    private void requireRefusesEverything() {
        Map<String, Runnable> calls = new TreeMap<>();
        Change change = Change.by(Step.AUTHOR)
                .create(StorePath.of("more"), Content.of("x"))
                .build();
        calls.put("head", () -> storage.mainBranch().head());
        calls.put("apply", () -> storage.mainBranch().apply(change));
        calls.put("log", () -> storage.mainBranch().log(LogQuery.newestFirst(1)));
        calls.put(
                "fork",
                () -> storage.fork("fork-after-failure", storage.mainBranch().head()));
        calls.put("snapshots", storage::snapshots);
        calls.put("statistics", storage::statistics);
        calls.put("sync", storage::sync);
        calls.forEach((name, call) -> {
            try {
                call.run();
            } catch (StorageFailedException e) {
                return;
            }
            throw new AssertionError(name + " was answered after the storage had failed");
        });
    }

    private void reopen() {
        storage.close();
        storage = provider.open(store, StorageOptions.defaults());
    }

    /** The fault may hit the making of the store, which is then made anew. */
    private static FileSystemStorage openInSpite(EngineProvider provider, Path store, EngineFault.Trigger trigger) {
        try {
            return provider.open(store, StorageOptions.defaults());
        } catch (StorageException | EngineFault.InjectedException e) {
            requireInjected(e);
            trigger.end();
            return provider.open(store, StorageOptions.defaults());
        }
    }

    /** Brings the record to what the store has: what was acknowledged, or also the step of unknown outcome. */
    private void find() {
        List<Finding> without = Survey.ofHeads(storage, lane);
        if (!without.isEmpty()) {
            lane.skip();
            List<Finding> with = Survey.ofHeads(storage, lane);
            if (!with.isEmpty()) {
                throw new AssertionError("The store is not as before step " + lane.steps() + ": " + without
                        + ", and not as after it: " + with);
            }
        }
    }

    private void requireAsRecorded(String when, List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new AssertionError("The store is not as its record " + when + ": " + findings);
        }
    }
}
