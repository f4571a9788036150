package dev.ize.core.verify;

import dev.ize.core.verify.Findings.Found;
import dev.ize.core.verify.RepairTask.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects repairs while an engine snapshot is open, and has them written when none is: an engine may wait for
 * snapshots before it can write.
 */
final class Repairs {
    /** Repairs of a batch; each is a record or two. */
    private static final int BATCH = 500;

    private final Optional<RepairSink> sink;
    private final Findings findings;
    private final boolean logIsWhole;
    private final boolean prunedIsWhole;
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(Found found, Repair repair) {}

    /**
     * @param sink empty: nothing is repaired
     * @param logIsWhole whether the log can be relied upon to say what versions must be
     * @param prunedIsWhole whether the versions below floors are known to be all, which no log says any more
     */
    Repairs(Optional<RepairSink> sink, Findings findings, boolean logIsWhole, boolean prunedIsWhole) {
        this.sink = sink;
        this.findings = findings;
        this.logIsWhole = logIsWhole;
        this.prunedIsWhole = prunedIsWhole;
    }

    /** Takes a repair of what follows neither from the log nor from versions. */
    void offer(Found found, Repair repair) {
        if (sink.isPresent()) {
            pending.add(new Pending(found, repair));
        }
    }

    /** Takes a repair of a record that says nothing any more, and that follows from the versions there are. */
    void offerFromVersions(Found found, Repair repair) {
        if (prunedIsWhole) {
            offer(found, repair);
        }
    }

    /** Takes a repair of a record that says something else than the log, or than all the versions. */
    void offerFromLog(Found found, Repair repair) {
        if (logIsWhole) {
            offerFromVersions(found, repair);
        }
    }

    /** Has what was taken written. No engine snapshot of the caller's may be open. */
    void flush() {
        for (int from = 0; from < pending.size(); from += BATCH) {
            List<Pending> batch = pending.subList(from, Math.min(from + BATCH, pending.size()));
            RepairTask task = new RepairTask(batch.stream().map(Pending::repair).toList());
            sink.orElseThrow().write(task);
            for (int i = 0; i < batch.size(); i++) {
                if (task.outcome().get(i)) {
                    findings.markRepaired(batch.get(i).found());
                }
            }
        }
        pending.clear();
    }
}
