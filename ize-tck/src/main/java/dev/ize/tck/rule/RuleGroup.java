package dev.ize.tck.rule;

import java.util.Locale;

/**
 * A topic of rules, in the order in which they are listed. Its ids begin with its name in lower case, as in {@code
 * order-1}, and its rules stand in the file of that name.
 */
public enum RuleGroup {
    /** Keys and ranges of an engine. */
    ORDER(Layer.ENGINE, "Keys, ranges and cursors"),
    /** What an engine writes, whole or not at all. */
    BATCH(Layer.ENGINE, "Batches and requirements"),
    /** What an engine's snapshots see. */
    SNAPSHOT(Layer.ENGINE, "Snapshots of an engine"),
    /** An engine from its open to its close, copies and compactions. */
    ENGINE(Layer.ENGINE, "Life cycle of an engine"),
    /** What operations cost in engine writes. */
    COST(Layer.ENGINE, "Costs counted at the engine"),
    /** Records that were changed, moved or lost below the storage. */
    INTEGRITY(Layer.ENGINE, "Integrity of records"),
    /** Processes that die, disks that fill, calls that fail, files that rot. */
    FAULT(Layer.ENGINE, "Faults"),
    /** A storage from its open to its close. */
    LIFE(Layer.STORAGE, "Life cycle"),
    /** Names and paths. */
    NAMES(Layer.STORAGE, "Names and paths"),
    /** What files hold. */
    CONTENT(Layer.STORAGE, "Content"),
    /** Directories, renames and links. */
    TREE(Layer.STORAGE, "Directories, renames and links"),
    /** Changes, groups and stages. */
    CHANGE(Layer.STORAGE, "Changes"),
    /** Histories, logs and time. */
    HISTORY(Layer.STORAGE, "History and time"),
    /** Branches, snapshots and differences. */
    BRANCH(Layer.STORAGE, "Snapshots, forks and differences"),
    /** Pruning, collection, copies, dumps and verification. */
    UPKEEP(Layer.STORAGE, "Pruning, collection, copies, dumps and verification");

    /** Who must keep a rule. */
    public enum Layer {
        /** Every backend; all that one without a key-value engine must pass. */
        STORAGE,
        /** Backends that are engines behind the seam, besides those of {@link #STORAGE}. */
        ENGINE
    }

    private final Layer layer;
    private final String title;

    RuleGroup(Layer layer, String title) {
        this.layer = layer;
        this.title = title;
    }

    /** Who must keep the rules of this group. */
    public Layer layer() {
        return layer;
    }

    /** What the rules are about, for people. */
    public String title() {
        return title;
    }

    /** What the ids of its rules begin with. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
