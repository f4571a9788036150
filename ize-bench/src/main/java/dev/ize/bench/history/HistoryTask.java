package dev.ize.bench.history;

/** What is measured of a contender. */
public enum HistoryTask {
    /** Recording the first release into a new archive. */
    IMPORT("first release recorded", Unit.NANOSECONDS),
    /** Recording one release more; the mean over all later ones. */
    LATER_RELEASE("each later release", Unit.NANOSECONDS),
    /** Space on disk after all releases were recorded. */
    SIZE("size on disk", Unit.BYTES),
    /** Packing or compacting. */
    UPKEEP("packing or compaction", Unit.NANOSECONDS),
    /** Space on disk after that. */
    SIZE_AFTER_UPKEEP("size on disk after it", Unit.BYTES),
    /** One file at one release. */
    READ("one file at a release", Unit.NANOSECONDS),
    /** The releases that changed one path. */
    PATH_HISTORY("history of a path", Unit.NANOSECONDS),
    /** Writing a release into an empty directory. */
    CHECKOUT("checkout of a release", Unit.NANOSECONDS),
    /** What differs between a release and the next. */
    DIFFERENCE("difference of neighbours", Unit.NANOSECONDS),
    /** Making a branch at a release. */
    BRANCH("a branch at a release", Unit.NANOSECONDS);

    /** What a figure counts. */
    public enum Unit {
        NANOSECONDS,
        BYTES
    }

    private final String title;
    private final Unit unit;

    HistoryTask(String title, Unit unit) {
        this.title = title;
        this.unit = unit;
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    /** What its figures count. */
    public Unit unit() {
        return unit;
    }
}
