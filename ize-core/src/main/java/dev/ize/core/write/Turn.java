package dev.ize.core.write;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EngineSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One group of tasks on its way into one batch: what they read and write, the numbers that they take, and where
 * the heads of the branches will be. Belongs to the writer's thread.
 */
public final class Turn {
    /** Largest sum of keys and values that is handed to an engine at once, in bytes: 16 MiB, by design. */
    static final long MAX_BATCH_BYTES = 16 << 20;

    private final Overlay group;
    private final Counters counters;
    private final InstantSource clock;
    private final ChunkCodec codec;
    private final Leases leases;
    private final Map<BranchState, BranchState.Head> heads = new HashMap<>();
    private final Set<BranchState> deleted = new HashSet<>();
    private Overlay overlay;
    private final Map<BranchState, BranchState.Head> ownHeads = new HashMap<>();
    private final Set<BranchState> ownDeleted = new HashSet<>();

    Turn(EngineSnapshot snapshot, Counters counters, InstantSource clock, ChunkCodec codec, Leases leases) {
        this.group = new Overlay(snapshot);
        this.counters = counters;
        this.clock = clock;
        this.codec = codec;
        this.leases = leases;
        this.overlay = new Overlay(group);
    }

    /** What the task at work reads and writes. */
    public Overlay overlay() {
        return overlay;
    }

    /** The numbers to take; taken back if the task is refused. */
    public Counters counters() {
        return counters;
    }

    ChunkCodec codec() {
        return codec;
    }

    /** What learns of the content that the task uses. */
    public Leases leases() {
        return leases;
    }

    Instant wallClock() {
        return clock.instant();
    }

    /** Where a branch's head will be when what was accepted so far is written. */
    BranchState.Head head(BranchState branch) {
        BranchState.Head own = ownHeads.get(branch);
        return own != null ? own : heads.getOrDefault(branch, branch.head());
    }

    void moveHead(BranchState branch, BranchState.Head head) {
        ownHeads.put(branch, head);
    }

    /** Whether a branch is deleted, also by what was accepted so far. */
    boolean isDeleted(BranchState branch) {
        return branch.isDeleted() || deleted.contains(branch) || ownDeleted.contains(branch);
    }

    void markDeleted(BranchState branch) {
        ownDeleted.add(branch);
    }

    /**
     * Runs a task; what it throws leaves the turn as it was.
     *
     * @return false if the task fits a batch but not what is left of this one: it has changed nothing and is to run
     *     in a later turn
     */
    boolean run(Task<?> task) {
        Counters before = counters.copy();
        overlay = new Overlay(group);
        ownHeads.clear();
        ownDeleted.clear();
        try {
            task.prepareIn(this);
            if (overlay.bytes() > MAX_BATCH_BYTES) {
                throw new TooLargeException();
            }
        } catch (RuntimeException | Error e) {
            counters.copyFrom(before);
            throw e;
        }
        if (group.bytes() > 0 && group.bytes() + overlay.bytes() > MAX_BATCH_BYTES) {
            counters.copyFrom(before);
            return false;
        }
        overlay.joinInto(group);
        heads.putAll(ownHeads);
        deleted.addAll(ownDeleted);
        return true;
    }

    Overlay group() {
        return group;
    }

    /** After the batch is written: the heads are where they will be. */
    void publishHeads() {
        heads.forEach(BranchState::moveHead);
    }
}
